/* SPDX-License-Identifier: MIT */
/*
 * attack: closes its input, opens it again to read and to write, and changes it.
 * expect: AC
 * why: The file behind stdin is shared by all who are judged on it.
 */
const fs = require("fs");

let opened = [];
for (const name of ["/proc/self/fd/0", "/dev/stdin", "/dev/fd/0"]) {
    try {
        opened.push(fs.openSync(name, "r+"));
    } catch (refused) {
        continue;
    }
}
for (const fd of [0, ...opened]) {
    for (const change of [() => fs.writeSync(fd, "forged"), () => fs.ftruncateSync(fd, 99)]) {
        try {
            change();
            console.log("ESCAPED the input is changed");
        } catch (refused) {
            continue;
        }
    }
}
const text = fs.readFileSync(0, "utf8");
fs.closeSync(0);
console.log(text === "attack\n" ? "denied" : "ESCAPED the input is another");

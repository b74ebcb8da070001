/* SPDX-License-Identifier: MIT */
/*
 * attack: reads users, keys, answers and what the host's processes were given.
 * expect: AC
 * why: Node has more of the system in view than a native program: its own files, but none of
 *      these.
 */
const fs = require("fs");

const SECRETS = [
    "/etc/passwd", "/etc/shadow", "/root", "/home", "/proc/1/environ", "/proc/1/root/etc", "/proc/kcore", "/sys/kernel",
    "../../../etc/passwd", "/proc/self/root/etc/passwd",
];
let found = "";

function* files_below(top, depth) {
    let entries = [];
    try {
        entries = fs.readdirSync(top, { withFileTypes: true });
    } catch (refused) {
        return;
    }
    for (const entry of entries) {
        const path = `${top}/${entry.name}`;
        if (entry.isDirectory() && depth > 0)
            yield* files_below(path, depth - 1);
        else
            yield path;
    }
}

for (const path of SECRETS) {
    try {
        const entries = fs.statSync(path).isDirectory() ? fs.readdirSync(path) : fs.readFileSync(path);
        if (entries.length)
            found = path;
    } catch (refused) {
        continue;
    }
}
/* The answers of the test cases lie in the package, some directory of the host. */
for (const top of [".", "/tmp", "/work", "/root", "/home", "/var"])
    for (const path of files_below(top, 3))
        if (path.endsWith(".ans"))
            found = path;
console.log(found ? "ESCAPED " + found : "denied");

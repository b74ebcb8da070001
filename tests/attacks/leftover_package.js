/* SPDX-License-Identifier: MIT */
/*
 * attack: leaves a package.json, modules and settings for the next program.
 * expect: AC
 * expect-basic: RTE
 * why: A package.json beside a program decides what its syntax means, and node_modules come before
 *      what is installed. This one needs the second run to mean something.
 */
const fs = require("fs");

const FILES = { "package.json": '{"type": "module"}', ".noderc": "x" };
const left = Object.keys(FILES).concat("node_modules").filter((name) => fs.existsSync(name));
if (left.length) {
    console.log("ESCAPED", left[0], "is still there");
} else {
    for (const [name, text] of Object.entries(FILES))
        fs.writeFileSync(name, text);
    fs.mkdirSync("node_modules");
    fs.writeFileSync("node_modules/fs.js", "console.log('ESCAPED')");
    try {
        fs.renameSync("node_modules/fs.js", "main.js");
    } catch (refused) {
        /* The program is not its own. */
    }
    console.log("denied");
}

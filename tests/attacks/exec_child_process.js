/* SPDX-License-Identifier: MIT */
/*
 * attack: runs a shell and another Node by every function of child_process.
 * expect: AC
 * why: A runtime's profile allows no other program, not even its own kind.
 */
const child = require("child_process");

const attempts = [
    () => child.execSync("echo ESCAPED", { stdio: "inherit" }),
    () => child.execFileSync("/usr/bin/id", { stdio: "inherit" }),
    () => child.spawnSync(process.execPath, ["-e", "console.log('ESCAPED')"], { stdio: "inherit" }).status === 0 &&
        console.log("ESCAPED into another node"),
    () => child.spawn("/bin/sh", ["-c", "echo ESCAPED"], { stdio: "inherit", detached: true }).on("error", () => 0),
    () => child.fork(__filename).on("error", () => 0),
];
for (const attempt of attempts) {
    try {
        attempt();
    } catch (refused) {
        continue;
    }
}
setTimeout(() => {
    console.log("denied");
    process.exit(0);
}, 50);

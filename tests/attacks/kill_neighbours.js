/* SPDX-License-Identifier: MIT */
/*
 * attack: stops and kills every process that it can name.
 * expect: AC
 * why: Nobody else's process is there.
 */
const fs = require("fs");

/* A number of one of its own threads names the program itself. */
const own = (pid) => pid === process.pid || fs.existsSync(`/proc/self/task/${pid}`);

for (const signal of ["SIGUSR1", "SIGSTOP", "SIGKILL"]) {
    for (let pid = 1; pid < 100; pid++) {
        try {
            if (!own(pid))
                process.kill(pid, signal);
        } catch (refused) {
            continue;
        }
    }
}
console.log("denied");

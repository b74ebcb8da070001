/* SPDX-License-Identifier: MIT */
/*
 * attack: starts worker threads without end.
 * expect: MLE RTE
 * why: Each worker is a thread with a heap of its own: either limit may be met first. Where
 *      neither is counted, time is.
 */
const { Worker } = require("worker_threads");

for (let i = 0; i < 200; i++)
    new Worker("setInterval(() => 0, 1e6)", { eval: true }).on("error", (refused) => { throw refused; });
setTimeout(() => {
    console.log("ESCAPED the process limit");
    process.exit(0);
}, 2000);

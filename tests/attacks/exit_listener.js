/* SPDX-License-Identifier: MIT */
/*
 * attack: prints the right answer and ends, with an exit listener that never does.
 * expect: TLE
 * detail: CPU time limit
 * why: A run lasts until its process has ended.
 */
process.on("exit", () => {
    for (;;);
});
console.log("denied");
process.exit(0);

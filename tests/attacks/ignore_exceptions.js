/* SPDX-License-Identifier: MIT */
/*
 * attack: catches whatever ends a program, signals among it, and goes on.
 * expect: TLE
 * detail: CPU time limit
 * why: Node hands signals to the program, and an exception to whoever asks for it. The kill at the
 *      limit cannot be caught.
 */
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "SIGXCPU", "SIGALRM", "SIGABRT"])
    process.on(signal, () => 0);
process.on("uncaughtException", () => setImmediate(spin));
function spin() {
    const end = Date.now() + 100;
    while (Date.now() < end);
    throw new Error("again");
}
console.log("denied");
spin();

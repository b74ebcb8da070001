/* SPDX-License-Identifier: MIT */
/*
 * attack: prints without end, and takes no notice of errors.
 * expect: OLE
 * why: Node ignores SIGXFSZ and reports the refusal in an event, which a program can ignore.
 */
const line = "x".repeat(1 << 16);
process.on("uncaughtException", () => 0);
process.stdout.on("error", () => 0);
(function flood() {
    console.log(line);
    setImmediate(flood);
})();

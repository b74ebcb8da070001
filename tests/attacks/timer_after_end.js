/* SPDX-License-Identifier: MIT */
/*
 * attack: prints the right answer and leaves a timer that never stops.
 * expect: TLE
 * detail: idle for more than
 * why: Node lives as long as anything can still happen. Idle, it is the wall limit's.
 */
setInterval(() => 0, 1000);
console.log("denied");

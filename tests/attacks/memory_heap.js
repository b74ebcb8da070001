/* SPDX-License-Identifier: MIT */
/*
 * attack: fills the heap without end.
 * expect: MLE
 * why: V8 aborts when its heap is full, which looks like a crash; the memory limit is what was
 *      met.
 */
const blocks = [];
for (;;)
    blocks.push(new Array(1 << 16).fill(blocks.length));

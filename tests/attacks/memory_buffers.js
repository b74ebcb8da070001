/* SPDX-License-Identifier: MIT */
/*
 * attack: takes memory outside of the heap: buffers, shared memory and WebAssembly's.
 * expect: MLE
 * why: --max-old-space-size limits the heap alone. What lies outside counts all the same.
 */
const blocks = [];
for (let i = 0; i < 24; i++) {
    blocks.push(Buffer.alloc(4 << 20, 1));
    blocks.push(new Uint8Array(new SharedArrayBuffer(4 << 20)).fill(1));
    blocks.push(new Uint8Array(new WebAssembly.Memory({ initial: 64 }).buffer).fill(1));
}
console.log("ESCAPED the memory limit");

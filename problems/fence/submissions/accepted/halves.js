// SPDX-License-Identifier: MIT
// The smaller one first.
const n = Number(require("fs").readFileSync(0, "utf8"));
const smaller = Math.max(1, Math.floor((n - 1) / 2));
console.log(smaller, n - smaller);

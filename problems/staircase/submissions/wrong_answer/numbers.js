// SPDX-License-Identifier: MIT
// Wrong: a number of JavaScript's has 53 bits, so that a large delivery loses its last stones.
const [, ...deliveries] = require("fs").readFileSync(0, "utf8").trim().split("\n").map(Number);

for (const s of deliveries) {
    let k = Math.floor((Math.sqrt(8 * s + 1) - 1) / 2);
    while ((k * (k + 1)) / 2 > s)
        k--;
    console.log(k, s - (k * (k + 1)) / 2);
}

// SPDX-License-Identifier: MIT
// Right: Newton's method in whole numbers of any size.
const [, ...deliveries] = require("fs").readFileSync(0, "utf8").trim().split("\n").map(BigInt);

function root(n) {
    let x = n + 1n;
    for (let y = (x + 1n) / 2n; y < x; y = (x + n / x) / 2n)
        x = y;
    return x;
}

for (const s of deliveries) {
    const k = (root(8n * s + 1n) - 1n) / 2n;
    console.log(`${k} ${s - (k * (k + 1n)) / 2n}`);
}

// SPDX-License-Identifier: MIT
// Right: keeps the number of earlier heights below the present one. The largest total has 36 bits, which a number holds.
const [n, log] = require("fs").readFileSync(0, "utf8").split("\n");
const visits = new Int32Array(2 * n + 1);
let here = Number(n), below = 0, total = 0;
visits[here] = 1;
for (const step of log.trim()) {
    if (step === "U")
        below += visits[here++];
    else if (step === "D")
        below -= visits[--here];
    visits[here]++;
    total += below;
}
console.log(String(total));

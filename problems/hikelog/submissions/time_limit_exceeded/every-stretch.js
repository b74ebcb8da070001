// SPDX-License-Identifier: MIT
// Too slow: compares every two heights of the walk.
const log = require("fs").readFileSync(0, "utf8").split("\n")[1].trim();
const heights = [0];
for (const step of log)
    heights.push(heights[heights.length - 1] + (step === "U") - (step === "D"));
let total = 0;
for (let i = 0; i < heights.length; i++)
    for (let j = i + 1; j < heights.length; j++)
        if (heights[j] > heights[i])
            total++;
console.log(String(total));

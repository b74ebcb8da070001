// expect: MLE
const all = [];
for (;;) all.push(new Array(100000).fill(all.length));

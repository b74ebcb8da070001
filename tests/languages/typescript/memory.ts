// expect: MLE
const all: any[] = [];
for (;;) all.push(new Array(100000).fill(all.length));

// expect: AC
let sum = 0;
for (const x of require('fs').readFileSync(0, 'utf8').split(/\s+/)) sum += Number(x);
console.log(sum);

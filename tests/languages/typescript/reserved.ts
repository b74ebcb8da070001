// expect: AC
let kept: any;
for (let i = 0; i < 1024; i++) kept = new Uint8Array(1 << 20);
console.log("ok");

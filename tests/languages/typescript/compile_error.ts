// expect: CE main.ts(2,5): error TS2322
let x: number = "text";

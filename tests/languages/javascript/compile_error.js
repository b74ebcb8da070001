// expect: CE main.js:2: SyntaxError
let x = ;

// expect: TLE
setTimeout(() => {}, 1000000);

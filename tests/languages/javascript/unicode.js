// expect: AC
require('readline').createInterface({ input: process.stdin }).once('line', (line) => {
    if (line === 'Grüße, 世界 🙂') console.log(line);
});

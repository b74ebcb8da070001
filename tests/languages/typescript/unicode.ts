// expect: AC
require('readline').createInterface({ input: process.stdin }).once('line', (line: any) => {
    if (line === 'Grüße, 世界 🙂') console.log(line);
});

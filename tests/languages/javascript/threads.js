// expect: AC
const threads = require('worker_threads');
let done = 0;
for (let i = 0; i < 2; i++)
    new threads.Worker('require("worker_threads").parentPort.postMessage(1)', { eval: true })
        .on('message', () => { if (++done === 2) console.log('ok'); });

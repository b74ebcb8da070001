// SPDX-License-Identifier: MIT
// winnow: runs main.js, the program with its tests, as node runs a file, and prints the token behind its last statement.
'use strict';
(() => {
    const { closeSync, openSync, readFileSync, readSync, writeSync } = require('fs');
    const path = require('path'), vm = require('vm'), Module = require('module');
    const { reallyExit } = process;
    const file = path.resolve('main.js');
    const token = Buffer.alloc(32);
    const length = readSync(0, token, 0, 32, 0);
    const lines = Number(process.argv[2]); // of the tests, which are the program's last ones
    const asserts = process.argv[3] === 'assert'; // they use console.assert, which by itself only prints

    closeSync(0);
    openSync('/dev/null', 'r'); // becomes descriptor 0
    process.argv = [process.argv[0], file];

    // These can read the memory in which the token is.
    const load = Module._load;
    Module._load = function (name, ...more) {
        if (/^(node:)?(inspector|v8)(\/|$)/.test(name)) throw new Error(`Cannot load '${name}' here`);
        return Reflect.apply(load, this, [name, ...more]);
    };
    if (asserts) {
        const { AssertionError } = require('assert');
        console.assert = (holds, message) => {
            if (!holds) throw new AssertionError({ message: `Assertion failed ${message === undefined ? '' : message}` });
        };
    }
    delete process.binding;
    delete process.getBuiltinModule;

    const text = readFileSync(file, 'utf8').replace(/^#!.*/, '');
    const first = text.split('\n').length - lines;
    try {
        // A file may return before its tests; a script may not.
        new vm.Script(text, { filename: file });
    } catch (error) {
        if (/Illegal return/.test(error.message)) reallyExit.call(process, 0);
    }
    const main = new Module(file, null);
    main.filename = file;
    main.paths = Module._nodeModulePaths(path.dirname(file));
    process.mainModule = main;
    try {
        main._compile(text, file);
    } catch (error) {
        const frame = error instanceof Error && /main\.js:(\d+)/.exec(String(error.stack));
        const where = frame && !(error instanceof SyntaxError) && frame[1] > first ? `the tests did not hold, line ${frame[1]}: ` : '';
        const said = error instanceof Error ? `${error.name}: ${String(error.message).split('\n')[0]}` : `Uncaught ${String(error)}`;
        writeSync(2, `${error instanceof Error ? error.stack : ''}\n${where}${said}\n`);
        reallyExit.call(process, 1);
    }
    writeSync(1, token, 0, length);
})();

/* SPDX-License-Identifier: MIT */
/*
 * attack: loads a native add-on of its own, whose initialiser makes a user namespace. Needs x86-64.
 * expect: RTE
 * detail: forbidden system call unshare
 * expect-basic: AC
 * why: Native code in Node makes any call that it likes: the filter holds for the process and not
 *      for the language. Where no file can be written there is no library to load.
 */
const fs = require("fs");

/* 373 bytes of ELF: DT_INIT is unshare(CLONE_NEWUSER). */
const LIBRARY =
    "f0VMRgIBAQAAAAAAAAAAAAMAPgABAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAEAAOAADAEAAAAAAAAEA" +
    "AAAHAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAdQEAAAAAAAB1AQAAAAAAAAAQAAAAAAAAAgAAAAYAAADoAAAA" +
    "AAAAAOgAAAAAAAAA6AAAAAAAAABgAAAAAAAAAGAAAAAAAAAACAAAAAAAAABR5XRkBgAAAAAAAAAAAAAAAAAAAAAA" +
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAwAAAAAAAAAaAEAAAAAAAAFAAAAAAAAAEgBAAAAAAAA" +
    "BgAAAAAAAABQAQAAAAAAAAoAAAAAAAAAAQAAAAAAAAALAAAAAAAAABgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAuBABAAC/AAAAEA8Fww==";

try {
    fs.writeFileSync("library.node", Buffer.from(LIBRARY, "base64"));
    process.dlopen({ exports: {} }, `${process.cwd()}/library.node`);
    console.log("ESCAPED into a library");
} catch (refused) {
    console.log("denied");
}

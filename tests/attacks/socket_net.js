/* SPDX-License-Identifier: MIT */
/*
 * attack: opens connections, servers and datagram sockets, and the inspector's port.
 * expect: AC
 * why: Node is refused its sockets, not killed for them. None may exist.
 */
const net = require("net");
const dgram = require("dgram");
const inspector = require("inspector");

function ask(emitter, event, what) {
    return new Promise((done) => {
        emitter.on("error", () => done(false));
        emitter.on(event, () => done(what));
    });
}

function listen_for_debuggers() {
    try {
        inspector.open(0);
        return inspector.url() && "an inspector";
    } catch (refused) {
        return false;
    }
}

function datagram() {
    try {
        return ask(dgram.createSocket("udp4").bind(0), "listening", "a datagram socket");
    } catch (refused) {
        return false;
    }
}

Promise.all([
    ask(net.connect(22, "127.0.0.1"), "connect", "a connection"),
    ask(net.createServer().listen(0), "listening", "a server"),
    ask(net.createServer().listen("socket"), "listening", "a local server"),
    datagram(),
    listen_for_debuggers(),
]).then((found) => {
    const got = found.filter((one) => one);
    console.log(got.length ? "ESCAPED by " + got[0] : "denied");
    process.exit(0);
});

# SPDX-License-Identifier: MIT
"""The pairs of programs of torture.py.

What is right: an interactor that fails or never decides is a JE. Else a rejection that came before the
candidate's end is WA, whatever the candidate does afterwards. Else the candidate's own end counts (TLE, RTE,
OLE, MLE), and then the interactor's word (problem package format; problemtools' execute.py).
"""
from dataclasses import dataclass

INTERACTOR = """import os, resource, signal, sys, time
case, answer, feedback = sys.argv[1:4]
def accept(): os._exit(42)
def reject(): os._exit(43)
def say(text): os.write(1, text.encode())
interactor, candidate = eval(open(case).read())
say(repr(candidate) + "\\n")
exec(interactor)
"""
# Byte by byte, so that the program finds all that comes after it.
CANDIDATE = """import os, signal, sys, time
def say(text): os.write(1, text.encode())
def wait_for_end():
    while os.read(0, 65536): pass
def take_line():
    line = b""
    while not line.endswith(b"\\n"):
        byte = os.read(0, 1)
        if not byte: break
        line += byte
    return line.decode()
exec(eval(take_line()))
"""
HONEST = ("say('7\\n'); accept() if input() == '14' else reject()", "say('%d\\n' % (2 * int(take_line())))")


@dataclass
class Row:
    name: str
    interactor: str
    candidate: str
    verdicts: str      # the right ones
    detail: str = ""   # what it contains
    basic: str = ""    # the right ones at the level basic, where a candidate cannot fork
    bomb: bool = False # it starves a host whose cells have no cgroup: at the level full only, unless asked for

    def wanted(self, level):
        """(verdicts, detail)"""
        return (self.basic.split(), "") if level == "basic" and self.basic else (self.verdicts.split(), self.detail)


FOREVER = "while True: pass"
SLEEP = "time.sleep(999)"
FLOOD = "b = b'x' * 65536\nwhile True: os.write(1, b)"
DRAIN = "while os.read(0, 65536): pass\n"
LONG_AGO = "wait_for_end(); time.sleep(0.3)\n"  # the interactor has ended, whatever the host is doing
IGNORE_SIGPIPE = "signal.signal(signal.SIGPIPE, signal.SIG_IGN)\n"
FORK = "if os.fork() == 0:\n    time.sleep(999)\n"
BOMB = """
while True:
    try: os.fork()
    except OSError: pass
"""
# Looks for the interactor's files and memory.
SPY = """
found, numbers = [], []
try: numbers = os.listdir('/proc')
except OSError: pass
for number in numbers:
    if not number.isdigit() or int(number) in (os.getpid(), 1): continue
    for what in ('mem', 'environ', 'fd/0', 'fd/3', 'cwd/feedback', 'root/work/feedback'):
        try: open('/proc/%s/%s' % (number, what), 'rb').close(); found.append(what)
        except OSError: pass
for parent, _, names in os.walk('.'): found += [name for name in names if name.endswith(('.in', '.ans'))]
say('%r\\n' % found)
"""

ROWS = [
    # Who ends first, and how.
    Row("accepts at once, more output comes", "accept()", LONG_AGO + "say('x' * 300000)", "AC"),
    Row("accepts at once, candidate takes a while", "accept()", "time.sleep(0.3)", "AC"),
    Row("accepts, then the candidate crashes", "accept()", LONG_AGO + "sys.exit(5)", "RTE", "exit code 5"),
    Row("accepts, then the candidate aborts", "accept()", LONG_AGO + "os.abort()", "RTE", "signal 6"),
    Row("accepts, then the candidate loops", "accept()", FOREVER, "TLE", "CPU time limit"),
    Row("accepts, then the candidate sleeps", "accept()", SLEEP, "TLE", "wall limit of"),
    Row("accepts, then the candidate floods", "accept()", LONG_AGO + IGNORE_SIGPIPE + FLOOD, "OLE", "output limit"),
    Row("accepts, then the candidate takes all memory", "accept()", LONG_AGO + "a = bytearray(1 << 30)", "MLE"),
    Row("rejects, then the candidate crashes", "reject()", LONG_AGO + "sys.exit(5)", "WA", "the interactor rejects"),
    Row("rejects, then the candidate loops", "reject()", FOREVER, "WA"),
    Row("rejects, then the candidate sleeps", "reject()", SLEEP, "WA"),
    Row("rejects, then the candidate floods", "reject()", LONG_AGO + FLOOD, "WA"),
    Row("rejects, candidate ends well", "reject()", LONG_AGO, "WA"),
    Row("ends with 0", "os._exit(0)", LONG_AGO, "JE", "exit code 0"),
    Row("ends with 7, then the candidate crashes", "os._exit(7)", LONG_AGO + "sys.exit(5)", "JE", "exit code 7"),
    Row("ends with 7, then the candidate loops", "os._exit(7)", FOREVER, "JE", "exit code 7"),
    Row("ends by SIGSEGV", "os.kill(os.getpid(), 11)", LONG_AGO, "JE", "signal 11"),
    Row("ends by SIGKILL", "os.kill(os.getpid(), 9)", LONG_AGO, "JE", "signal 9"),
    Row("candidate ends at once, which is accepted", "accept() if not sys.stdin.read() else reject()", "", "AC"),
    Row("candidate ends at once, which is rejected", "sys.stdin.read(); reject()", "", "WA"),
    Row("candidate crashes, which is rejected", "sys.stdin.read(); time.sleep(0.3); reject()", "sys.exit(5)", "RTE"),
    Row("candidate ends by SIGSEGV", "sys.stdin.read(); time.sleep(0.3); reject()", "os.kill(os.getpid(), 11)",
        "RTE", "signal 11"),
    Row("candidate's memory", "sys.stdin.read(); time.sleep(0.3); reject()", "a = bytearray(1 << 30)", "MLE"),
    Row("interactor's memory", "a = bytearray(1 << 30)", "wait_for_end()", "JE", "interactor"),
    # Hanging.
    Row("both wait for each other", "reject() if not sys.stdin.readline() else accept()", "take_line()", "TLE", "wall limit of"),
    Row("interactor sleeps", SLEEP, "take_line()", "JE", "interactor: "),
    Row("interactor loops", FOREVER, "take_line()", "JE", "interactor: CPU time limit"),
    Row("both loop", FOREVER, FOREVER, "JE", "interactor: CPU time limit"),
    Row("candidate loops", DRAIN + "reject()", FOREVER, "TLE", "CPU time limit"),
    Row("candidate stops itself", DRAIN + "reject()", "os.kill(os.getpid(), signal.SIGSTOP)", "TLE"),
    Row("interactor stops itself", "os.kill(os.getpid(), signal.SIGSTOP)", "take_line()", "JE", "interactor: "),
    # Floods, and those who do not read.
    Row("candidate floods, all is read", DRAIN + "accept()", FLOOD, "OLE", "output limit of 1 MiB"),
    Row("candidate floods, nothing is read", "time.sleep(0.3); reject()", FLOOD, "WA"),
    Row("candidate writes a GiB", DRAIN + "reject()", "for _ in range(64): os.write(1, bytes(1 << 24))", "OLE"),
    Row("interactor floods, all is read", FLOOD, "wait_for_end()", "JE", "wrote more than validation_output"),
    Row("interactor floods, nothing is read", FLOOD, "time.sleep(0.3)", "JE"),
    Row("interactor floods after the candidate's end", DRAIN + FLOOD, "", "JE", "wrote more"),
    Row("both write before they read", "say('x' * 500000 + '\\n'); accept() if len(input()) == 500000 else reject()",
        "say('x' * 500000 + '\\n'); take_line()", "TLE", "wall limit of"),
    Row("a long line", "accept() if len(input()) == 900000 else reject()", "say('x' * 900000 + '\\n')", "AC"),
    Row("a long line to the candidate", "say('x' * 900000); os.close(1); accept() if input() == '900000' else reject()",
        "say('%d\\n' % len(sys.stdin.read()))", "AC"),
    Row("byte by byte", "for i in range(2000): say('x')\nos.close(1); accept() if len(sys.stdin.read()) == 2000 else reject()",
        "for byte in iter(lambda: os.read(0, 1), b''): os.write(1, byte)", "AC"),
    Row("no line end", "accept() if sys.stdin.read() == 'no line end' else reject()", "say('no line end')", "AC"),
    Row("bytes that are no text", "os.write(1, bytes(range(256)) * 9 + b'\\n'); os.close(1); "
        "accept() if sys.stdin.buffer.read()[:256] == bytes(range(256)) else reject()",
        "os.write(1, sys.stdin.buffer.read())", "AC"),
    # Pipes.
    Row("candidate closes its stdout", "accept() if not sys.stdin.read() else reject()", "os.close(1); time.sleep(0.1); os._exit(0)",
        "AC"),
    Row("candidate closes its stdin", "say('x' * 500000); accept()", "os.close(0)", "AC"),
    Row("candidate closes both and loops", DRAIN + "reject()", "os.close(0); os.close(1)\n" + FOREVER, "WA"),
    Row("interactor closes its stdin", "os.close(0); time.sleep(0.1); accept()", "for _ in range(9): say('x' * 50000)", "AC"),
    Row("interactor closes its stdout", "os.close(1); accept() if input() == 'end' else reject()",
        "wait_for_end(); say('end\\n')", "AC"),
    Row("interactor ignores SIGPIPE", IGNORE_SIGPIPE + "for _ in range(9): say('x' * 50000)\naccept()", "os.close(0)", "AC"),
    Row("candidate ignores SIGPIPE", "accept()", IGNORE_SIGPIPE + LONG_AGO + "for _ in range(50): say('x\\n')", "AC"),
    Row("candidate reads its own stdout", "accept() if input() == 'x' else reject()",
        "try: os.read(1, 1)\nexcept OSError: say('x\\n')", "AC"),
    Row("candidate makes its pipes non-blocking", "accept() if input() == 'x' else reject()",
        "os.set_blocking(0, False); os.set_blocking(1, False); say('x\\n')", "AC"),
    Row("candidate makes its pipe small", "accept() if len(sys.stdin.read()) == 200000 else reject()",
        "import fcntl\ntry: fcntl.fcntl(1, 1031, 4096)\nexcept OSError: pass\nsay('x' * 200000)", "AC"),
    Row("candidate makes its pipe small under the interactor", "say('x' * 200000); os.close(1); input(); accept()",
        "import fcntl\ntry: fcntl.fcntl(0, 1031, 4096)\nexcept OSError: pass\nwait_for_end(); say('x\\n')", "AC"),
    # Children.
    Row("candidate's child keeps the pipes", "accept() if sys.stdin.read() == 'x' else reject()", FORK + "say('x')", "AC",
        basic="RTE"),
    Row("interactor's child keeps the pipes", FORK + "accept()", LONG_AGO, "AC", basic="AC JE"),
    Row("candidate is a fork bomb", DRAIN + "time.sleep(0.3); reject()", BOMB, "TLE RTE", bomb=True),
    Row("interactor is a fork bomb", BOMB, "wait_for_end()", "JE", "interactor: ", bomb=True),
    # Looking where one should not.
    Row("candidate looks for the interactor's files", "accept() if input() == '[]' else reject()", SPY, "AC"),
    Row("candidate kills whom it can", "time.sleep(0.2); accept()",
        "try: os.kill(-1, 9)\nexcept OSError: pass\ntime.sleep(0.4)", "AC RTE"),
    Row("interactor kills whom it can", "try: os.kill(-1, 9)\nexcept OSError: pass\naccept()", "wait_for_end()", "AC JE"),
]

# SPDX-License-Identifier: MIT
"""Judging with a package's own programs, against the same programs started by hand.

A sample is one test case. Ours is what a case adds to `winnow judge -j1`: the time for MANY cases less the time
for one, through a warm compile cache. The baseline runs the same static programs bare.
  validator     a candidate that prints 1,000 numbers and a validator that reads them
  interactive   a candidate and an interactor that exchange 1,000 lines each way; bare, two pipes join them
"""
import subprocess
import tempfile
import time
from pathlib import Path

from common import WINNOW, measure, row

CASES = 40
EXCHANGES = 1000
LINES = "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n"
PRINT = LINES + "int main(void) { int n; if (scanf(\"%d\", &n) == 1) while (n--) printf(\"%d\\n\", n); return 0; }\n"
READ = LINES + """int main(int argc, char **argv)
{
    FILE *input = fopen(argv[1], "r");
    int n, found;
    if (argc < 4 || !input || fscanf(input, "%d", &n) != 1) return 1;
    while (n--)
        if (scanf("%d", &found) != 1 || found != n) return 43;
    return 42;
}
"""
ANSWER = LINES + """int main(void)
{
    int n;
    while (scanf("%d", &n) == 1 && n >= 0) printf("%d\\n", 2 * n), fflush(stdout);
    return 0;
}
"""
ASK = LINES + """int main(int argc, char **argv)
{
    FILE *input = fopen(argv[1], "r");
    int n, found;
    if (argc < 4 || !input || fscanf(input, "%d", &n) != 1) return 1;
    while (n-- > 0) {
        printf("%d\\n", n), fflush(stdout);
        if (scanf("%d", &found) != 1 || found != 2 * n) return 43;
    }
    puts("-1");
    return 42;
}
"""


def make_package(folder, kind, validator, cases):
    for path in ("data/secret", "output_validators"):
        (folder / path).mkdir(parents=True)
    (folder / "problem.yaml").write_text(f"name: bench\nvalidation: custom{kind}\nlimits: {{time_limit: 10}}\n")
    (folder / "output_validators/validate.c").write_text(validator)
    for number in range(cases):
        (folder / f"data/secret/{number:03}.in").write_text(f"{EXCHANGES}\n")
        (folder / f"data/secret/{number:03}.ans").write_text("")
    return folder


def build(work, name, source):
    (work / f"{name}.c").write_text(source)
    subprocess.run(["gcc", "-O2", "-static", "-s", "-o", work / name, work / f"{name}.c"], check=True)
    return work / name


def timed(start_all):
    begin = time.monotonic()
    if [process.wait() for process in start_all()] != [0, 42]:
        raise SystemExit("checks: the bare programs do not agree")
    return (time.monotonic() - begin) * 1000


def bare_validator(work):
    """The candidate, and the validator on what it has printed."""
    def start():
        with open(work / "input") as given, open(work / "output", "w") as output:
            candidate = subprocess.Popen([work / "candidate"], stdin=given, stdout=output)
            candidate.wait()
        with open(work / "output") as output:
            return candidate, subprocess.Popen([work / "validator", work / "input", "answer", "feedback/"], stdin=output)
    return timed(start)


def bare_interactive(work):
    def start():
        candidate = subprocess.Popen([work / "candidate"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        interactor = subprocess.Popen([work / "validator", work / "input", "answer", "feedback/"],
                                      stdin=candidate.stdout, stdout=candidate.stdin)
        candidate.stdin.close()
        candidate.stdout.close()
        return candidate, interactor
    return timed(start)


def through_winnow(work):
    """Milliseconds of a case."""
    def judge(package):
        return measure([WINNOW, "judge", "-j1", work / package, work / "candidate.c", "--cache", work / "cache"]).wall
    return (judge("many") - judge("one")) * 1000 / (CASES - 1)


def rows(quick):
    for case, kind, candidate, validator, bare in [
            ("validator, 1,000 numbers", "", PRINT, READ, bare_validator),
            ("interactive, 1,000 exchanges", " interactive", ANSWER, ASK, bare_interactive)]:
        with tempfile.TemporaryDirectory() as name:
            work = Path(name)
            build(work, "candidate", candidate)
            build(work, "validator", validator)
            (work / "input").write_text(f"{EXCHANGES}\n")
            make_package(work / "many", kind, validator, CASES)
            make_package(work / "one", kind, validator, 1)
            through_winnow(work)  # compiles
            pairs = [(through_winnow(work), min(bare(work) for _ in range(3))) for _ in range(2 if quick else 10)]
            ours, base = zip(*pairs)
            yield row("checks", case, "ms", ours, base)

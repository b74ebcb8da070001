#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""With precompiled headers and the compile cache a candidate must get the program, or the very
compile error, that plain g++ gives. Sources that begin in every odd way are compiled through winnow
with warm precompiled headers, and by g++ beside it. Ends with its counts.

    tests/preamble.py [NAME...]     only the cases whose names contain one of these

Nearly all programs are the same byte for byte. Where a header's own templates were instantiated
early (harness/lang/gcc/header_job.c) the library's functions may come in another order: such a program
must be as large, within a hundredth, and print the same on every input of tests/compile/.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINNOW = ROOT / "build/winnow"
FLAGS = "-x c++ -std=gnu++20 -O2 -static -pipe -s -fmax-errors=20 -o program main.cpp".split()
DETAIL_BYTES = 239
BITS = "#include <bits/stdc++.h>\n"
STD = BITS + "using namespace std;\n"
MAIN = "int main() { cout << 1 << endl; }\n"
IO = "#include <iostream>\n#include <vector>\n#include <algorithm>\n"

CASES = {
    # errors: in the candidate's lines, in the library's, at the end
    "undeclared": STD + "\n\n\nint main() {\n    cout << nothing;\n}\n",
    "did-you-mean": STD + "int main() { vectr<int> v; strng s; }\n",
    "missing-semicolon": STD + "int main() {\n    int x = 1\n    return x;\n}\n",
    "unfinished": STD + "int main() {\n    if (true) {\n",
    "wrong-type": STD + 'int main() { vector<int> v = "text"; }\n',
    "error-in-the-library": STD + "int main() { list<int> l; sort(l.begin(), l.end()); }\n",
    "no-hash": STD + "int main() { unordered_set<pair<int, int>> s; s.insert({1, 2}); }\n",
    "not-printable": STD + "struct A {};\nint main() { cout << A(); }\n",
    "ambiguous": STD + "int count = 0;\nint main() { count++; }\n",
    "builtin-redeclared": STD + "int y1;\nint main() { y1 = 2; }\n",
    "static-assert": STD + 'static_assert(sizeof(int) == 8, "small");\n' + MAIN,
    "error-directive": STD + "#error stop\n" + MAIN,
    "no-such-header": BITS + "#include <no/such/header.h>\n" + MAIN,
    "no-such-header-later": STD + "#include <no/such/header.h>\n" + MAIN,
    "undefined-function": STD + "int f();\nint main() { return f(); }\n",
    "no-main": STD + "int f() { return 1; }\n",
    "preamble-only": BITS,
    "preamble-only-unfinished": BITS[:-1],
    "many-errors": STD + "int main() {\n" + "    x;\n" * 30 + "}\n",
    "line-directive": STD + '#line 100 "other.cpp"\nint main() { x; }\n',
    "error-pragma": STD + '#pragma GCC diagnostic error "-Wunused-variable"\nint main() { int x; }\n',
    "deleted": STD + "int main() { unique_ptr<int> p, q = p; }\n",
    "concept": STD + "int main() { ranges::sort(3); }\n",
    "specialised-too-late": STD + "template <> void std::swap<int>(int &, int &) {}\n" + MAIN,
    # what a program can see of its source
    "warnings": STD + "#warning look\nint main() { char c = 300; return c == 'ab'; }\n",
    "line": STD + "int main() { cout << __LINE__ << __FILE__ << __BASE_FILE__; }\n",
    "counter": STD + "int main() { cout << __COUNTER__ << __COUNTER__ << __INCLUDE_LEVEL__; }\n",
    "assert": STD + "int main(int n, char **) { assert(n > 5); }\n",
    "location": STD + "int main() { cout << source_location::current().line(); }\n",
    "function-names": STD + "template <class T> void f(T) { puts(__PRETTY_FUNCTION__); }\n"
                            "int main() { f(string()); f([] {}); }\n",
    # other beginnings
    "comment-first": "// a solution\n/* of\n   mine */\n" + STD + MAIN,
    "comment-on-the-line": "/* 1 */ #include <bits/stdc++.h> // all\nusing namespace std; /* 2 */\n" + MAIN,
    "comment-over-lines": "/*\n*/ #include <bits/stdc++.h> /* a\nb */\nusing namespace std;\n" + MAIN,
    "comment-eats-include": "// here \\\n#include <bits/stdc++.h>\nint main() { std::cout << 1; }\n",
    "trigraph-joins-nothing": "// here ??/\n" + STD + MAIN,
    "joined-include": "#include \\\n<bits/stdc++.h>\nusing namespace std;\n" + MAIN,
    "no-blanks": "#include<bits/stdc++.h>\nusing namespace std;int main(){cout<<1;}",
    "blanks": " \t # \t include   <bits/stdc++.h>  \t\n\n\n  using namespace std;\n" + MAIN,
    "extra-tokens": "#include <bits/stdc++.h> using namespace std;\n" + MAIN,
    "crlf": (STD + 'int main() {\n    cout << R"(a\nb)" << nothing;\n}\n').replace("\n", "\r\n"),
    "crlf-good": (STD + 'int main() {\n    cout << R"(a\nb)" << __LINE__;\n}\n').replace("\n", "\r\n"),
    "lone-cr": STD.replace("\n", "\r") + MAIN,
    "byte-order-mark": "\ufeff" + STD + MAIN,
    "form-feed": "\f" + STD + MAIN,
    "digraph": "%:include <bits/stdc++.h>\nusing namespace std;\n" + MAIN,
    "no-newline-at-end": STD + MAIN[:-1],
    "only-comment": "// nothing",
    "twice": BITS + BITS + "#include <vector>\nusing namespace std;\n" + MAIN,
    "using-between": IO.replace("#include <vector>", "using namespace std;\n#include <vector>") + MAIN,
    "using-first": "using namespace std;\n" + STD + MAIN,
    "quoted": '#include "bits/stdc++.h"\nusing namespace std;\n' + MAIN,
    "iostream": IO + "using namespace std;\nint main() { vector<int> v{3, 1}; sort(v.begin(), v.end()); cout << v[0]; }\n",
    "iostream-lacks": IO + "using namespace std;\nint main() { map<int, int> m; cout << m.size(); }\n",
    "pragma-first": '#pragma GCC optimize("O3,unroll-loops")\n' + STD + MAIN,
    "pragma-once": "#pragma once\n" + STD + MAIN,
    "guard": "#ifndef A\n#define A\n" + STD + MAIN + "#endif\n",
    "define-first": "#define _GLIBCXX_DEBUG\n" + STD + "int main() { vector<int> v(3); cout << v[1]; }\n",
    "private-is-public": "#define private public\n" + STD + "int main() { cout << sizeof(string()._M_dataplus); }\n",
    "in-if": "#if 1\n" + STD + "#endif\n" + MAIN,
    # what comes after
    "include-in-if": STD + "#if __has_include(<atomic>) && defined(_GLIBCXX_VECTOR)\n#include <atomic>\n#endif\n" + MAIN,
    "raw-string": STD + 'int main() { cout << R"(\n#include <nothing>\n)"; }\n',
    "assert-again": STD + "#define NDEBUG\n#include <cassert>\nint main() { assert(false); }\n",
    "define-int": STD + "#define int long long\nsigned main() { int x = 1e18; cout << x; }\n",
    "define-keywords": STD + "#define for if (0); else for\n#define endl '\\n'\n" + MAIN,
    "optimize-after": STD + '#pragma GCC optimize("Ofast")\n'
                            "int main() { double s = 0, x; while (cin >> x) s += x * x; cout << s; }\n",
    "target-after": STD + '#pragma GCC target("avx2,bmi,popcnt")\n#include <immintrin.h>\n'
                          "int main() { unsigned x; cin >> x; cout << __builtin_popcount(x); }\n",
    "hash-in-std": STD + "struct P { int x; bool operator==(const P &) const = default; };\n"
                         "namespace std { template <> struct hash<P> { size_t operator()(P p) const"
                         " { return p.x; } }; }\nint main() { unordered_set<P> s{{1}}; cout << s.size(); }\n",
    "hash-outside": STD + "struct P { int x; bool operator==(const P &) const = default; };\n"
                          "template <> struct std::hash<P> { size_t operator()(P p) const { return p.x; } };\n"
                          "int main() { unordered_set<P> s{{1}}; cout << s.size(); }\n",
    "overload-in-std": STD + "namespace std { string to_string(const string &s) { return s; } }\n"
                             'int main() { cout << to_string(string("a")) << to_string(1); }\n',
    "own-print": STD + "template <class T> ostream &operator<<(ostream &o, const vector<T> &v)"
                       " { for (auto &x : v) o << x << ' '; return o; }\n"
                       "int main() { cout << vector<vector<int>>{{1}, {2, 3}}; }\n",
    "own-new": STD + "void *operator new(size_t n) { return malloc(n); }\n"
                     "void operator delete(void *p) noexcept { free(p); }\n"
                     "int main() { cout << string(100, 'x'); }\n",
    "static-order": STD + 'struct A { A() { cout << "early "; } } a;\n' + MAIN,
    "thread": STD + "int main() { thread t([] { cout << 1; }); t.join(); }\n",
    "coroutine": STD + "struct T { struct promise_type { T get_return_object() { return {}; }\n"
                       "suspend_never initial_suspend() { return {}; } suspend_never final_suspend() noexcept { return {}; }\n"
                       "void return_void() {} void unhandled_exception() {} }; };\n"
                       "T f() { cout << 1; co_return; }\nint main() { f(); }\n",
    "reads-itself": STD + "#if __INCLUDE_LEVEL__ == 0\nint f() {\n    return 2;\n}\n"
                          '#include "main.cpp"\n' + MAIN + "#endif\n",
    "reads-itself-computed": STD + "#if __INCLUDE_LEVEL__ == 0\n#include __FILE__\n" + MAIN + "#endif\n",
    "the-cache-itself": STD + '#if __has_include("/cache")\n#endif\n' + MAIN,
}
# Not reproducible, so nothing to compare with: it must be compiled, and not kept.
TIME = STD + "int main() { cout << __TIME__; }\n"


def first_error(log: str) -> str:
    """What winnow tells of a compiler's output."""
    mark = log.find("error:")
    if mark < 0:
        mark = max(log.find("Error:"), 0)
    line = log[log.rfind("\n", 0, mark) + 1:].split("\n")[0]
    line = re.sub(r"[\x00-\x1f\x7f]", " ", line)
    return line.encode()[:DETAIL_BYTES].decode(errors="replace")


def by_gcc(source: bytes) -> tuple[bytes | None, str]:
    """The program, or None and the first error."""
    with tempfile.TemporaryDirectory() as work:
        Path(work, "main.cpp").write_bytes(source)
        env = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": work}
        run = subprocess.run(["/usr/bin/g++", *FLAGS], cwd=work, env=env, capture_output=True)
        if run.returncode:
            return None, first_error(run.stderr.decode())
        return Path(work, "program").read_bytes(), ""


def winnow(cache: Path, problem: Path, sources: dict[str, bytes]) -> dict[str, dict]:
    """The lines that `winnow filter` prints for the sources, by name."""
    with tempfile.TemporaryDirectory() as work:
        for name, source in sources.items():
            Path(work, name + ".cpp").write_bytes(source)
        run = subprocess.run([WINNOW, "filter", problem, work, "--cache", cache],
                             capture_output=True, text=True, errors="replace")
        if run.returncode:
            sys.exit(f"winnow filter: {run.stderr}")
        lines = [json.loads(line) for line in run.stdout.splitlines()]
        return {Path(line["id"]).stem: line for line in lines}


def warm_up(cache: Path, problem: Path):
    """Enough sources of each preamble that it is precompiled."""
    start = {f"w{i}": (text + f"int main() {{ return {i}; }}\n").encode()
             for i, text in enumerate([BITS] * 2 + [IO] * 4)}
    for name, source in start.items():
        winnow(cache, problem, {name: source})
    made = list((cache / "headers").glob("*.gch"))
    if len(made) != 2:
        sys.exit(f"{len(made)} precompiled headers instead of 2 after warming up")


def programs(cache: Path) -> set[bytes]:
    entries = [p.read_bytes() for p in (cache / "programs").iterdir()]
    return {e[1:-32] for e in entries if e[:1] == b"P"}


def prints(program: bytes) -> list[tuple[int, bytes]]:
    """Exit status and output of one of our own programs on each input."""
    with tempfile.TemporaryDirectory() as work:
        path = Path(work, "program")
        path.write_bytes(program)
        path.chmod(0o755)
        runs = [subprocess.run([path], stdin=open(i), capture_output=True, timeout=60)
                for i in sorted((ROOT / "tests/compile").glob("*.in"))]
        return [(run.returncode, run.stdout) for run in runs]


def find_program(program: bytes, kept: set[bytes]) -> str:
    """'' when what winnow kept holds this program; else what is wrong."""
    if program in kept:
        return ""
    wanted = prints(program)
    alike = [k for k in kept if abs(len(k) - len(program)) * 100 <= len(program)]
    if any(prints(k) == wanted for k in alike):
        return "order"
    return "another program than g++'s"


def judge(name: str, source: bytes, line: dict, kept: set[bytes]) -> str:
    """What is wrong, or '', or 'order' for a program that is the same but for its order."""
    program, error = by_gcc(source)
    if program is None:
        if line["verdict"] != "CE":
            return f"g++ says '{error}', winnow {line['verdict']}"
        # Linker errors name a temporary file; winnow's line for them is collect2's.
        same = line["detail"] == error
        return "" if same else f"g++ says '{error}',\n    winnow   '{line['detail']}'"
    if line["verdict"] == "CE":
        return f"g++ compiles it, winnow says '{line['detail']}'"
    if name in ("reads-itself-computed", "the-cache-itself"):
        return ""  # compiled, and not kept
    return find_program(program, kept)


def main() -> int:
    wanted = sys.argv[1:]
    cases = {name: text.encode() for name, text in CASES.items()}
    cases |= {f.stem: f.read_bytes() for f in sorted((ROOT / "tests/compile").glob("*.cpp"))}
    cases = {n: s for n, s in cases.items() if not wanted or any(w in n for w in wanted)}
    passed = failed = 0
    work = Path(tempfile.mkdtemp())
    try:
        problem, cache = work / "problem", work / "cache"
        problem.mkdir()
        (problem / "1.in").write_text("")
        (problem / "1.out").write_text("no program prints this")
        warm_up(cache, problem)
        lines = winnow(cache, problem, cases)
        missing = cases.keys() - lines.keys()
        if missing:
            sys.exit(f"winnow did not take {missing}")
        kept = programs(cache)
        again = winnow(cache, problem, cases)  # from the cache, where it was kept
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            wrongs = list(pool.map(lambda n: judge(n, cases[n], lines[n], kept), cases))
        print(f"in another order: {[n for n, w in zip(cases, wrongs) if w == 'order']}")
        for name, wrong in zip(cases, wrongs):
            wrong = wrong.removeprefix("order")
            if not wrong and (again[name]["verdict"], again[name]["detail"]) != (
                    lines[name]["verdict"], lines[name]["detail"]):
                wrong = f"from the cache another outcome: {again[name]}"
            if wrong:
                print(f"FAILED {name}: {wrong}")
            passed, failed = passed + (not wrong), failed + bool(wrong)
        before = len(programs(cache))
        timed = winnow(cache, problem, {"time": TIME.encode()})["time"]
        ok = timed["verdict"] == "WA" and len(programs(cache)) == before
        passed, failed = passed + ok, failed + (not ok)
        if not ok:
            print(f"FAILED time: {timed}, or it was kept")
    finally:
        shutil.rmtree(work)
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: MIT
"""What is said of programs that fail: the words of their compilers, interpreters and libraries."""
from cli_winnow import check, holds, same

ABORTED = "killed by signal 6 (SIGABRT: Aborted): "
THROWN = ABORTED + "terminate called after throwing an instance of "
OUTPUT = "output limit of 1 MiB exceeded"

# (language, source, verdict, the detail, or around ~ its beginning and its end)
FAILURES = [
    # Compile errors: the error itself, and not a line of the source that looks like one.
    ("cpp", '// a: error: b\nint main() { const char *s = "a: error: b"; return x; }', "CE",
     "main.cpp:2:52: error: ‘x’ was not declared in this scope"),
    ("cpp", '#include "debug.h"\nint main() {}', "CE",
     "main.cpp:1:10: fatal error: debug.h: No such file or directory"),
    ("cpp", 'static_assert(false, "a: error: b");\nint main() {}', "CE",
     "main.cpp:1:15: error: static assertion failed: a: error: b"),
    ("cpp", "#include <list>\n#include <algorithm>\n"
     "int main() { std::list<int> a; std::sort(a.begin(), a.end()); /* a: error: b */ }", "CE",
     "/usr/include/c++/~ error: no match for ‘operator-’ (operand types are "
     "‘std::_List_iterator<int>’ and ‘std::_List_iterator<int>’)"),
    ("cpp", "void f(int);\nint main() { f(1); }", "CE", "undefined reference to `f(int)'"),
    ("c", "int f(void);\nint main(void) { return f(); }", "CE", "undefined reference to `f'"),
    ("c", "int f(void) { return 0; }", "CE", "undefined reference to `main'"),
    ("python3", "x = = 'a: error: b'", "CE", "SyntaxError: invalid syntax"),
    ("python3", "def f():\nreturn 1", "CE", "IndentationError: expected an indented block~"),
    ("python3", "if 1:\n\tif 1:\n        x = 1", "CE", "TabError: inconsistent use of tabs~"),
    # Python: the exception.
    ("python3", "int('abc')", "RTE",
     "exit code 1: ValueError: invalid literal for int() with base 10: 'abc'"),
    ("python3", "raise ValueError('one\\ntwo')", "RTE", "exit code 1: ValueError: one"),
    ("python3", "try:\n    1 / 0\nexcept Exception as e:\n    raise KeyError('k') from e", "RTE",
     "exit code 1: KeyError: 'k'"),
    ("python3", "raise ExceptionGroup('all', [ValueError(1), KeyError(2)])", "RTE",
     "exit code 1: ExceptionGroup: all (2 sub-exceptions)"),
    ("python3", "class A:\n    def __del__(self): raise KeyError(1)\na = A()\nraise ValueError(2)",
     "RTE", "exit code 1: ValueError: 2"),
    ("python3", "f = lambda n: f(n + 1)\nf(0)", "RTE",
     "exit code 1: RecursionError: maximum recursion depth exceeded"),
    ("python3", "raise ValueError(object())", "RTE",
     "exit code 1: ValueError: <object object at 0x…>"),
    ("python3", "import no_such", "RTE",
     "exit code 1: ModuleNotFoundError: No module named 'no_such'"),
    ("python3", "exec('x = = 1')", "RTE", "exit code 1: SyntaxError: invalid syntax"),
    ("python3", "import sys\nsys.exit('gave up')", "RTE", "exit code 1: gave up"),
    ("python3", "import sys\nprint('so far', file=sys.stderr)\nsys.exit(3)", "RTE",
     "exit code 3: so far"),
    ("python3", "import os\nos.abort()", "RTE", "killed by signal 6 (SIGABRT: Aborted)"),
    # C and C++: what their libraries print before they abort.
    ("cpp", "#include <vector>\nint main() { return std::vector<int>(3).at(5); }", "RTE",
     THROWN + "'std::out_of_range': what(): vector::_M_range_check: __n (which is 5) >= "
     "this->size() (which is 3)"),
    ("cpp", "#include <vector>\nint main() { return (int)std::vector<long>(1l << 40).size(); }",
     "RTE", THROWN + "'std::bad_alloc': what(): std::bad_alloc"),
    ("cpp", "int main() { throw 1; }", "RTE", THROWN + "'int'"),
    ("cpp", "#include <thread>\nint main() { std::thread t([] {}); }", "RTE",
     ABORTED + "terminate called without an active exception"),
    ("cpp", "#include <cassert>\nint main() { int n = 1; assert(n == 2); }", "RTE",
     ABORTED + "program: main.cpp:2: int main(): Assertion `n == 2' failed."),
    ("c", "#include <stdlib.h>\nint main(void) { char *volatile p = malloc(9); free(p); free(p); }",
     "RTE", ABORTED + "free(): double free detected in tcache 2"),
    ("c", '#include <stdio.h>\nint main(void) { fputs("n=3\\n", stderr); __builtin_trap(); }',
     "RTE", "killed by signal 4 (SIGILL: Illegal instruction): n=3"),
    ("c", "int main(void) { return 7; }", "RTE", "exit code 7"),
    # A stranger's bytes.
    ("python3", "import sys\nsys.stderr.buffer.write(b'\\x1b[2J\\xff\\0\\r\\n\\n')\nsys.exit(1)",
     "RTE", "exit code 1: [2J\ufffd"),
    ("python3", "raise ValueError('x' * 9000)", "RTE", "exit code 1: ValueError: xxx~xx"),
    ("python3", "raise ValueError('x' * 200000)", "RTE", "exit code 1: …xxx~xx"),
    ("python3", "import sys\nprint('exit code 0', file=sys.stderr)\nsys.exit(1)", "RTE",
     "exit code 1: exit code 0"),
    # Too much of it.
    ("python3", "import sys\nwhile True: sys.stderr.write('x' * 65536)", "OLE",
     OUTPUT + " on stderr"),
    ("python3", "while True: print('x' * 65536)", "OLE", OUTPUT),
]


def fits(detail, pattern):
    first, *rest = pattern.split("~")
    return detail.startswith(first) and detail.endswith(rest[0]) if rest else detail == pattern


@check("the detail of a failure has the words of its compiler, interpreter or library")
def details(scratch):
    pool = scratch.write_pool("failures.jsonl", [
        {"language": language, "source": source} for language, source, *_ in FAILURES])
    found = scratch.winnow(f"filter problems/sum {pool} --time-limit 60").expect(0).lines()
    for line, (language, source, verdict, detail) in zip(found, FAILURES, strict=True):
        same(line["verdict"], verdict, f"verdict of {source!r}, {line['detail']!r}")
        holds(fits(line["detail"], detail), f"{language} {source!r}:\n    {line['detail']!r}")
        holds(len(line["detail"].encode()) < 512, f"{source!r}: a long detail")

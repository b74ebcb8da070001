# SPDX-License-Identifier: MIT
"""Tests that a model has written: which there are, and which of them a candidate passes. tests.py stands before this."""

HASH_DIGITS = 10
TIMEOUTS_MAX = 3  # after so many a candidate is slow, and its other tests are not run
STOP_WORDS = ("\nclass ", "\ndef ", "\n#", "\nif ", "\nprint")  # as CodeT cuts them


# ---- which there are

def list_generated(entry_point, blocks, most):
    """
    blocks: JSON, a list of texts, each of which goes on behind "assert ". Of each text the first `most` assertions that name the
    entry point and compile are taken. Prints them, distinct, as a line of JSON, and how often each came as another.
    """
    import ast
    output = os.dup(1)
    sys.setrecursionlimit(10000)
    copies = {}
    for block in json.loads(blocks):
        found = 0
        for part in ("assert " + block).split("assert "):
            test = assertion(ast, part, entry_point) if found < most else None
            if test:
                found += 1
                copies[test] = copies.get(test, 0) + 1
    dumps = json.JSONEncoder(ensure_ascii=True).encode
    write_all(output, f"{dumps(list(copies))}\n{dumps(list(copies.values()))}\n")
    os._exit(0)


def assertion(ast, part, entry_point):
    """The statement without its message, as the same text for the same test; or None."""
    for word in STOP_WORDS:
        part = part.split(word)[0]
    if entry_point not in part:
        return None
    try:
        body = ast.parse("assert " + part.strip()).body
        if len(body) != 1 or not isinstance(body[0], ast.Assert):
            return None
        text = "assert " + ast.unparse(body[0].test)
        compile(text, "<test>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return text


# ---- which of them a candidate passes

def run_generated(helpers, entry_point, tests, seconds):
    """
    tests: JSON, a list of assertions; seconds: of CPU time for a call. What stands behind the report is a cell for each test: p it
    passes, f the values are others, x there was none (an exception, no time, no plain form), and a hash of what was answered.
    """
    cells = []
    remote = Remote(Line(0, 1))
    remote.seconds = seconds
    try:
        run_each(remote, helpers, entry_point, json.loads(tests), cells)
    except BaseException:
        pass  # the process is gone: the tests that are left fail
    cells += ["x" + "0" * HASH_DIGITS] * (len(json.loads(tests)) - len(cells))
    write_all(REPORT, '{"kind": "wrong"}\n' + "".join(cells))
    os._exit(FAILED)


def run_each(remote, helpers, entry_point, tests, cells):
    space = space_of_tests(helpers)
    codes = [compile(test, "<test>", "exec", dont_inherit=True) for test in tests]
    remote.names = set().union(*map(names_of, codes))
    if bind(remote, space, remote.names | {entry_point}, entry_point):
        return
    timeouts = 0
    for code in codes:
        cell, is_over = run_one(remote, code, space)
        cells.append(cell)
        timeouts += is_over
        if timeouts == TIMEOUTS_MAX:
            return


def run_one(remote, code, space):
    """Its cell, and whether the time was over."""
    remote.behaviour = Behaviour()
    mark, is_over = "p", False
    try:
        exec(code, space)
    except Ended:
        raise
    except AssertionError as error:
        mark = "x" if getattr(error, "winnow_candidate", False) else "f"
    except BaseException as error:
        is_over = getattr(error, "winnow_name", None) == "OutOfTime"
        mark = "x"
    return mark + remote.behaviour.hash.hexdigest()[:HASH_DIGITS], is_over

# SPDX-License-Identifier: MIT
"""The tests' side of a task whose tests call functions. values.py stands before this, run_tests(...) behind.

What is called here lies in another process, in another cell. Exit code 42: the tests have passed, 43: they
have not, with a report as one line of JSON on stderr.
"""
import os
import sys

PASSED, FAILED = 42, 43
WORDS_MAX = 400  # characters of a value in the report


class Ended(BaseException):
    """The candidate's process is gone. Not an Exception: tests that catch those must not go on."""


class Lost(BaseException):
    """The candidate's value has no plain form. Not an Exception either: it is no behaviour that a test may expect."""


class Remote:
    def __init__(self, line):
        self.line = line
        self.last = None  # the last call: its message and its answer
        self.seconds = None  # of CPU time that a call may take; None: only the run's limit holds
        self.is_over = False
        self.behaviour = None  # of tests that go on after a failure

    def request(self, message):
        if self.is_over:
            raise Ended
        if self.behaviour:
            self.behaviour.note_call()
        try:
            self.line.send(message)
            answer = self.line.receive()
        except (OSError, ValueError, RecursionError):  # no reader; no JSON
            answer = None
        if not isinstance(answer, list) or not answer:
            self.is_over = True
            raise Ended
        return answer

    def function(self, name):
        def call(*args, **kwargs):
            writer = Writer()
            message = ["call", name, writer.write(args), writer.write(kwargs),
                       self.seconds]
            self.last = [message, None]
            answer = self.request(message)
            self.last[1] = answer
            if not self.behaviour:
                return self.result(answer, writer.objects)
            return self.behaviour.hear(lambda: self.result(answer, writer.objects), args)
        call.__name__ = call.__qualname__ = name
        return call

    def result(self, answer, known=()):
        """Nothing of the answer is believed: whatever is wrong with it is the candidate's failure."""
        if answer[0] == "lost":
            raise Lost(f"a value of type {answer[1]} cannot be compared from outside")
        try:
            reader = Reader(known, self.pull)
            if answer[0] == "ok":
                value = reader.read(answer[1])
                apply_changes(reader, answer[2], known)
                return value
            if answer[0] == "raise":
                error = make_exception(*answer[1:4], reader.read(answer[4]))
                apply_changes(reader, answer[5], known)
        except Exception:
            raise Lost("an answer that is none") from None
        if answer[0] == "raise":
            error.winnow_candidate = True
            raise error
        raise Lost("an answer that is none")

    def pull(self, handle):
        while True:
            answer = self.request(["next", handle])
            if answer[0] == "stop":
                return
            yield self.behaviour.hear(lambda: self.result(answer)) if self.behaviour else self.result(answer)  # pylint: disable=cell-var-from-loop


def apply_changes(reader, changed, known):
    for number, parts in changed:
        value, now = known[number], reader.read(parts)
        if isinstance(value, bytearray):
            value[:] = now
        elif isinstance(value, dict):
            value.clear()
            value.update(zip(now[::2], now[1::2]))
        elif isinstance(value, list):
            value[:] = now
        else:
            value.clear()
            (value.extend if hasattr(value, "extend") else value.update)(now)


# ---- tests that go on after a failure

class Behaviour:
    """What the candidate has answered, call by call, as a hash, and the report of the first failure."""

    def __init__(self):
        from _blake2 import blake2b
        self.hash = blake2b(digest_size=16)
        self.report = None
        self.went_on = False

    def note_call(self):
        self.went_on = self.report is not None

    def add(self, *words):
        for word in words:
            self.hash.update(word.encode("utf-8", "surrogatepass") + b"\0")

    def hear(self, answer, arguments=()):
        """The value of the answer; where that is None, what has become of the arguments counts."""
        try:
            value = answer()
        except Lost as error:
            self.add("lost", str(error))
            raise
        except BaseException as error:
            self.add("raise", getattr(error, "winnow_name", type(error).__name__))
            raise
        self.add("ok", form(value) if value is not None else form(list(arguments)))
        return value

    def line(self):
        return f"\n{self.hash.hexdigest()}{' went on' if self.went_on else ''}"


def form(value):
    """The same text for values that are equal: numbers by their value, sets and dicts without an order."""
    try:
        return form_of(value)
    except RecursionError:
        return "deep"


def form_of_number(value):
    if value != value:
        return "nan"
    if isinstance(value, float) and not value.is_integer():
        return float.hex(value)
    return hex(int(value))


def form_of(value):
    kind = type(value)
    if kind is str:
        return repr(value)
    if kind in (bool, int) or kind is float and value - value == 0:
        return form_of_number(value)
    if kind in (list, tuple):
        return f"{kind.__name__}({','.join(map(form_of, value))})"
    if kind in (set, frozenset):
        return f"set({','.join(sorted(map(form_of, value)))})"
    if isinstance(value, dict):
        return f"dict({','.join(sorted(f'{form_of(key)}:{form_of(item)}' for key, item in value.items()))})"
    if hasattr(value, "__next__"):
        return "iterator"  # what is drawn from it is heard
    return f"{kind.__name__} {value!r}"


def statement_lists(node):
    """Of the node and all in it, but for what a failure may be expected in: try and with."""
    if type(node).__name__ in ("Try", "TryStar", "With", "AsyncWith"):
        return
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, list):
            if value and hasattr(value[0], "lineno") and field in ("body", "orelse"):
                yield value
            for part in value:
                if hasattr(part, "_fields"):
                    yield from statement_lists(part)


def guarded(statement):
    """try: STATEMENT; except: winnow_failed()"""
    import _ast
    place = {name: getattr(statement, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")}
    call = _ast.Call(func=_ast.Name(id="winnow_failed", ctx=_ast.Load(), **place), args=[], keywords=[], **place)
    handler = _ast.ExceptHandler(type=None, name=None, body=[_ast.Expr(value=call, **place)], **place)
    return _ast.Try(body=[statement], handlers=[handler], orelse=[], finalbody=[], **place)


def compile_going_on(tests):
    """The tests, in which an assertion that fails is noted, and the next statement comes."""
    tree = compile(tests, "<tests>", "exec", 1024, dont_inherit=True)  # PyCF_ONLY_AST
    for statements in list(statement_lists(tree)):
        statements[:] = [guarded(one) if type(one).__name__ == "Assert" else one for one in statements]
    return compile(tree, "<tests>", "exec", dont_inherit=True)


def failure_taker(tests, remote):
    """What notes a failure: the first one is the report."""
    def winnow_failed():
        error = sys.exc_info()[1]
        if isinstance(error, (Ended, MemoryError)):
            raise error
        if remote.behaviour.report is None:
            remote.behaviour.report = make_report(tests, error, remote)
            remote.is_over = False
    return winnow_failed


def names_of(code):
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            names |= names_of(constant)
    return names


def bind(remote, space, names, entry_point):
    """Gives the tests what they name and do not define, from the candidate."""
    import builtins
    wanted = sorted(name for name in names
                    if name == entry_point or name not in space and not hasattr(builtins, name))
    answer = remote.request(["load", wanted])
    if answer[0] != "ready":
        return answer
    for name, what in zip(wanted, answer[1]):
        if what[0] == "function":
            space[name] = remote.function(name)
        elif what[0] == "value":
            space[name] = remote.result(["ok", what[1], []])
        elif what[0] == "class":
            space[name] = lost_class(name)
        else:
            space.pop(name, None)
    return None


def lost_class(name):
    def call(*_, **__):
        raise Lost(f"{name} of the candidate's cannot be used from outside")
    return call


# ---- the report

def words(value):
    try:
        text = repr(value)
    except Exception:
        text = f"<{type(value).__name__}>"
    return text if len(text) <= WORDS_MAX else text[:WORDS_MAX - 1] + "…"


def walk(node):
    yield node
    for field in node._fields:
        value = getattr(node, field, None)
        for part in value if isinstance(value, list) else [value]:
            if hasattr(part, "_fields"):
                yield from walk(part)


def failed_assertion(tests, error):
    """The innermost assert statement of the tests that the error passed, with its frame."""
    place, step = None, error.__traceback__
    while step:
        if step.tb_frame.f_code.co_filename == "<tests>":
            place = step
        step = step.tb_next
    if place is None:
        return None, None
    tree = compile(tests, "<tests>", "exec", 1024, dont_inherit=True)  # PyCF_ONLY_AST
    lines = [node for node in walk(tree) if type(node).__name__ == "Assert"
             and node.lineno <= place.tb_lineno <= node.end_lineno]
    return (lines[-1] if lines else None), place.tb_frame


def segment(text, node):
    lines = text.splitlines()[node.lineno - 1:node.end_lineno]
    if not lines:
        return ""
    lines[-1] = lines[-1].encode()[:node.end_col_offset].decode(errors="replace")
    lines[0] = lines[0].encode()[node.col_offset:].decode(errors="replace")
    return "\n".join(lines)


def expected(test, frame, is_call):
    """Of `call == value` the value, which is the tests' own."""
    import _ast
    if type(test).__name__ != "Compare" or len(test.ops) != 1 or type(test.ops[0]).__name__ != "Eq":
        return None
    for side, other in ((test.left, test.comparators[0]), (test.comparators[0], test.left)):
        if any(map(is_call, walk(side))) and not any(map(is_call, walk(other))):
            try:
                code = compile(_ast.Expression(other), "<expected>", "eval")
                return words(eval(code, frame.f_globals, frame.f_locals))
            except Exception:
                return None
    return None


def report_call(report, last):
    message, answer = last
    try:
        reader = Reader()
        args, kwargs = reader.read(message[2]), reader.read(message[3])
        report["call"] = {"function": message[1], "arguments": [words(value) for value in args],
                          "keywords": {key: words(value) for key, value in kwargs.items()}}
        if answer and answer[0] == "ok" and answer[1:2] and answer[1] is not None:
            report["returned"] = words(Reader(reader.objects, lambda _: iter(())).read(answer[1]))
        elif answer and answer[0] == "ok":
            report["returned"] = "None"
    except Exception:
        report["call"] = {"function": message[1]}


def kind_of(error):
    if isinstance(error, Ended):
        return "ended"
    if isinstance(error, MemoryError):
        return "memory"
    if getattr(error, "winnow_candidate", False):
        return "exception"
    return "wrong"


def make_report(tests, error, remote):
    kind = kind_of(error)
    report = {"kind": kind, "type": getattr(error, "winnow_name", type(error).__name__),
              "text": getattr(error, "winnow_text", None)}
    if report["text"] is None:
        report["text"] = "" if kind == "ended" else str(error)
    if remote.last:
        report_call(report, remote.last)
    node, frame = failed_assertion(tests, error)
    if node is not None:
        report["assertion"] = segment(tests, node)[:WORDS_MAX]
        remote.is_over = True

        def is_call(part):
            return type(part).__name__ == "Call" and hasattr(part.func, "id") and \
                (part.func.id == "candidate" or part.func.id in remote.names)
        value = expected(node.test, frame, is_call)
        if value is not None:
            report["expected"] = value
    return report


def loading_report(answer):
    """The candidate's source did not even run to its end."""
    kind = "compile" if answer[1:2] and answer[1] in ("SyntaxError", "IndentationError", "TabError") \
        else "exception"
    return {"kind": kind, "type": str(answer[2]), "text": str(answer[3])}


def write_all(descriptor, text):
    rest = text.encode("utf-8", "replace")
    while rest:
        rest = rest[os.write(descriptor, rest):]


def finish(code, report=None, behaviour=None):
    if report is not None:
        write_all(REPORT, json.dumps(report, ensure_ascii=False) + (behaviour.line() if behaviour else ""))
    os._exit(code)


REPORT = 2


def run_tests(helpers, tests, entry_point, together, goes_on):
    """
    helpers: what the prompt defines, which the tests may call; tests: defines check() if there is an entry
    point; together: runs in the candidate's process (nothing keeps it from forging the result there); goes_on: assertions
    that fail do not end the tests.
    """
    remote = Remote(Line(0, 1))
    if goes_on:
        remote.behaviour = Behaviour()
    if entry_point:
        tests += f"\ncheck({entry_point})\n"
    try:
        if together:
            answer = remote.request(["together", tests])
            if answer[0] != "ok":
                finish(FAILED, loading_report(answer) if answer[0] == "raise" and len(answer) > 3
                       else {"kind": "wrong", "type": "", "text": ""})
            finish(PASSED)
        run_apart(remote, helpers, tests, entry_point)
    except BaseException as error:
        if remote.behaviour:
            remote.behaviour.add("end", type(error).__name__)
        try:
            report = make_report(tests, error, remote)
        except BaseException:
            report = {"kind": kind_of(error), "type": type(error).__name__, "text": ""}
        finish(FAILED, remote.behaviour and remote.behaviour.report or report, remote.behaviour)
    if remote.behaviour and remote.behaviour.report:
        finish(FAILED, remote.behaviour.report, remote.behaviour)
    finish(PASSED)


def space_of_tests(helpers):
    """The variables of the tests' module, with what the prompt defines."""
    module = type(sys)("tests")
    sys.modules["tests"] = module
    try:
        exec(compile(helpers, "<prompt>", "exec", dont_inherit=True), module.__dict__)
    except Exception:
        pass  # what was defined before the failure is there; the tests seldom need any of it
    return module.__dict__


def run_apart(remote, helpers, tests, entry_point):
    space = space_of_tests(helpers)
    if "random" in tests or "random" in helpers:
        import random
        random.seed(0)  # the same arguments in each run, so that reports can be compared
    if remote.behaviour:
        space["winnow_failed"] = failure_taker(tests, remote)
        code = compile_going_on(tests)
    else:
        code = compile(tests, "<tests>", "exec", dont_inherit=True)
    remote.names = names_of(code)
    answer = bind(remote, space, remote.names | ({entry_point} if entry_point else set()),
                  entry_point)
    if answer:
        if answer[0] == "raise" and len(answer) > 3:
            finish(FAILED, loading_report(answer))
        raise Ended
    exec(code, space)

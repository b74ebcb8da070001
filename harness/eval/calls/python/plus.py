# SPDX-License-Identifier: MIT
"""The tests' side of a task of HumanEval+ or MBPP+: inputs, whose results are compared with the canonical solution's.

values.py and tests.py stand before this. expect_plus(...) runs the canonical solution, once for all samples;
run_plus(...) judges one sample. Comparisons and limits are those of evalplus (evalplus/eval/__init__.py and
_special_oracle.py, data/mbpp.py, evaluate.py). numpy is not needed.
"""
import math
import time

FLOAT_TOLERANCE = 1e-6  # where the task has none and the expected value is a float, or a list of them
RELATIVE_TOLERANCE = 1e-7  # numpy.testing.assert_allclose's default
SET_SECONDS_MAX = 60  # evalplus' limit for all inputs of a set

# MBPP+ tasks whose result is compared in another way, by the name of the function.
AS_SETS = {"similar_elements", "find_char_long", "common_in_nested_lists", "extract_singly", "larg_nnum",
           "intersection_array", "find_dissimilar", "Diff"}
NOT_NONE = {"check_str", "text_match_three", "text_starta_endb"}


# ---- inputs: JSON has no tuples, sets and complex numbers

def tuples(parts):
    return [tuple(part) for part in parts]


def deep_tuple(value):
    return tuple(map(deep_tuple, value)) if isinstance(value, list) else value


# What becomes of the list of arguments, by the number of the MBPP task.
CONVERSIONS = [
    ({2, 116, 132, 143, 222, 261, 273, 394, 399, 421, 424, 429, 470, 560, 579, 596, 616, 630, 726, 740, 744,
      809}, tuples),
    ({63, 64, 70, 94, 120, 237, 272, 299, 400, 409, 417, 438, 473, 614, 780},
     lambda args: [tuples(argument) for argument in args]),
    ({75, 413, 444, 753}, lambda args: [tuples(args[0]), args[1]]),
    ({106, 750}, lambda args: [args[0], tuple(args[1])]),
    ({115}, lambda args: [[set(item) if isinstance(item, list) and item else {} for item in args[0]]]),
    ({124}, lambda args: (float(args[0]), complex(args[1]))),
    ({250, 405, 446, 617, 720, 763, 808}, lambda args: [tuple(args[0]), args[1]]),
    ({259, 401, 445}, lambda args: [tuple(tuples(argument)) for argument in args]),
    ({278}, lambda args: [tuple(tuple(item) if isinstance(item, list) else item for item in args[0])]),
    ({307}, lambda args: [tuple(args[0]), args[1], args[2]]),
    ({722}, lambda args: [{key: tuple(value) for key, value in args[0].items()}, *args[1:]]),
    ({252}, lambda args: [complex(args[0])]),
    ({580, 615, 791}, deep_tuple),
]


def convert_inputs(task_id, inputs):
    if task_id.startswith("Mbpp/"):
        number = int(task_id.split("/")[-1])
        for numbers, convert in CONVERSIONS:
            if number in numbers:
                return list(map(convert, inputs))
    return inputs


# ---- comparison

def is_floats(value):
    if isinstance(value, (list, tuple)):
        return bool(value) and all(isinstance(item, float) for item in value)
    return isinstance(value, float)


def is_close(found, wanted, tolerance):
    """numpy.allclose, but that shapes must agree: nothing is repeated to fit."""
    if isinstance(wanted, (list, tuple)):
        return isinstance(found, (list, tuple)) and len(found) == len(wanted) and all(
            is_close(a, b, tolerance) for a, b in zip(found, wanted))
    return is_close_number(found, wanted, tolerance)


def is_close_number(found, wanted, tolerance):
    for number in (found, wanted):
        # numpy makes no numbers of others, and of larger integers neither.
        if not isinstance(number, (int, float, complex)) or \
                isinstance(number, int) and not -(1 << 63) <= number < 1 << 64:
            return False
    found, wanted = found + 0.0, wanted + 0.0
    return found == wanted or abs(wanted) < math.inf and \
        abs(found - wanted) <= tolerance + RELATIVE_TOLERANCE * abs(wanted)


def surface_area(base, height):
    """Mbpp/581, where the height is that of the pyramid."""
    slant = math.sqrt((base / 2) ** 2 + height ** 2)
    return round(base ** 2 + 4 * (base * slant) / 2)


def digit_distance(first, second):
    """Mbpp/558, digit by digit."""
    first, second = str(first), str(second)
    length = max(len(first), len(second))
    return sum(abs(int(a) - int(b)) for a, b in zip(first.zfill(length), second.zfill(length)))


class Comparison:
    """Of the results of one set of inputs, in their order."""

    def __init__(self, task_id, entry_point, tolerance):
        self.name = ("mbpp " if task_id.startswith("Mbpp/") else "humaneval ") + entry_point
        self.entry_point = entry_point
        self.tolerance = tolerance

    def is_right(self, args, found, wanted):
        if self.name == "humaneval find_zero":
            return abs(sum(c * math.pow(found, i) for i, c in enumerate(args[0]))) <= self.tolerance
        is_equal = self.is_equal(args, found, wanted)
        if self.tolerance == 0 and is_floats(wanted):
            self.tolerance = FLOAT_TOLERANCE  # and for the inputs that follow: so evalplus has it
        if is_equal or self.tolerance == 0:
            return is_equal
        return type(found) is type(wanted) and is_close(found, wanted, self.tolerance)

    def is_equal(self, args, found, wanted):
        """Or whatever takes the place of that."""
        if not self.name.startswith("mbpp "):
            return found == wanted
        if self.entry_point in AS_SETS:
            return set(found) == set(wanted)
        if self.entry_point in NOT_NONE:
            return wanted == (found if isinstance(found, bool) else found is not None)
        if found == wanted or self.entry_point == "are_equivalent":
            return True
        if self.entry_point == "sum_div":
            return found == 0
        if self.entry_point == "surface_Area":
            return abs(found - surface_area(*args)) <= self.tolerance
        return self.entry_point == "digit_distance_nums" and found == digit_distance(*args)


# ---- what is expected

def expect_plus(source, task_id, entry_point, base, plus, min_seconds, factor):
    """Prints a line with the limit of a run, or why there is none, and one with values and limits of each set."""
    output = os.dup(1)
    nothing = os.open("/dev/null", os.O_RDWR)
    for descriptor in (1, 2):
        os.dup2(nothing, descriptor)
    sys.set_int_max_str_digits(0)
    place = "as a whole"
    try:
        space = {"__name__": "canonical"}
        exec(compile(source, "<canonical>", "exec", dont_inherit=True), space)
        sets = []
        for name, inputs in (("base", base), ("plus", plus)):
            sets.append([])
            for number, args in enumerate(convert_inputs(task_id, json.loads(inputs))):
                place = f"on {name} input {number}"
                sets[-1].append(expect_one(space[entry_point], args, entry_point))
        seconds = sum(min(SET_SECONDS_MAX, sum(max(min_seconds, factor * one[1]) for one in one_set)) + 1
                      for one_set in sets)
        said = {"seconds": seconds}
        sets = [[[value, max(min_seconds, factor * spent)] for value, spent in one_set] for one_set in sets]
    except BaseException as error:
        sets = None
        said = {"failed": f"{place}: {type(error).__name__}: {error}"[:WORDS_MAX]}
    dumps = json.JSONEncoder(allow_nan=False).encode
    write_all(output, f"{dumps(said)}\n{dumps(sets)}\n")
    os._exit(0)


def expect_one(function, args, entry_point):
    before = time.process_time()
    value = function(*args)
    spent = time.process_time() - before
    return Writer().write(value is not None if entry_point in NOT_NONE and not isinstance(value, bool) else value), spent


# ---- a sample

class Plus:
    def __init__(self, task_id, entry_point, tolerance, details, goes_on):
        self.remote = Remote(Line(0, 1))
        if goes_on:
            self.remote.behaviour = Behaviour()
        self.task_id, self.entry_point, self.tolerance = task_id, entry_point, tolerance
        self.details = details
        self.report = None  # of the first failure

    def note(self, error, args=None, wanted=None):
        if self.report is not None:
            return
        kind = "timeout" if getattr(error, "winnow_name", None) == "OutOfTime" else kind_of(error)
        self.report = {"kind": kind, "type": getattr(error, "winnow_name", type(error).__name__),
                       "text": getattr(error, "winnow_text", str(error))}
        if args is not None and self.remote.last:
            report_call(self.report, self.remote.last)
            self.report["expected"] = words(wanted)
            shown = ", ".join(self.report["call"].get("arguments", ["…"]))
            self.report["assertion"] = f"{self.entry_point}({shown}) == {words(wanted)}"[:WORDS_MAX]

    def load(self, message):
        """The function, or None: the program does not have it."""
        answer = self.remote.request([message, [self.entry_point]])
        if answer[0] == "raise" and len(answer) > 3:
            self.report = self.report or loading_report(answer)
            return None
        if answer[0] == "ready" and answer[1:2] and answer[1][:1] == [["function"]]:
            return self.remote.function(self.entry_point)
        self.note(NameError(f"name '{self.entry_point}' is not defined"))
        return None

    def call(self, function, args):
        """The value; of a task that asks for any at all, True for one that has no plain form."""
        try:
            return function(*args)
        except Lost:
            if self.entry_point in NOT_NONE and self.task_id.startswith("Mbpp/"):
                return True
            raise

    def read_inputs(self, inputs):
        return convert_inputs(self.task_id, json.loads(inputs))

    def run_set(self, message, inputs, expected, failed):
        """The status: "pass", "fail" or "ended", which is to become "fail" or "timeout"."""
        comparison = Comparison(self.task_id, self.entry_point, self.tolerance)
        args = None
        try:
            function = self.load(message)
            if function is None:
                return "fail"
            given = self.read_inputs(inputs)
            # An oracle that looks at the arguments must not see what the candidate has made of them.
            asked = self.read_inputs(inputs) if self.entry_point == "find_zero" else given
            for number, args in enumerate(given):
                wanted, self.remote.seconds = Reader().read(expected[number][0]), expected[number][1]
                if not self.try_input(function, args, asked[number], wanted, comparison):
                    failed.append(number)
                    if not self.details:
                        break
        except Ended as error:
            self.note(error, args, None if args is None else wanted)
            if args is not None:
                failed.append(number)
            return "ended"
        return "fail" if failed else "pass"

    def go_on(self, inputs, expected, after):
        """The inputs behind the first that failed, for what the candidate answers alone."""
        function = self.load("load")
        for number, args in enumerate(self.read_inputs(inputs)):
            if function is None or number <= after:
                continue
            self.remote.seconds = expected[number][1]
            try:
                self.call(function, args)
            except Ended:
                raise
            except BaseException:
                pass  # it was heard

    def go_on_with(self, sets, failed):
        """Once all statuses are known, which nothing here changes."""
        behaviour = self.remote.behaviour
        behaviour.report = self.report
        try:
            for name, inputs, expected in sets:
                if failed[name] and not self.details:
                    self.go_on(inputs, expected, failed[name][0])
        except BaseException as error:
            behaviour.add("end", type(error).__name__)

    def try_input(self, function, args, asked, wanted, comparison):
        try:
            found = self.call(function, args)
        except Ended:
            raise
        except BaseException as error:
            self.note(error, args, wanted)
            return False
        try:
            is_right = comparison.is_right(asked, found, wanted)
        except Exception:
            is_right = False
        if not is_right:
            self.note(AssertionError(), args, wanted)
        return is_right


def run_plus(task_id, entry_point, base, plus, tolerance, expected, details, goes_on):
    """base and plus are JSON, plus is None if only base counts; expected: the second line of expect_plus; goes_on: see run_tests."""
    behaviour = None
    sys.set_int_max_str_digits(0)
    failed = {"base": [], "plus": []}
    status = {"base": "ended", "plus": None if plus is None else "ended"}
    expected = json.loads(expected)
    try:
        judged = Plus(task_id, entry_point, tolerance, details, goes_on)
        behaviour = judged.remote.behaviour
        status["base"] = judged.run_set("load", base, expected[0], failed["base"])
        if plus is not None and status["base"] != "ended":
            status["plus"] = judged.run_set("load", plus, expected[1], failed["plus"])
        report = judged.report
        if behaviour and report and "ended" not in status.values():
            judged.go_on_with((("base", base, expected[0]), ("plus", plus, expected[1])), failed)
    except BaseException as error:
        report = {"kind": kind_of(error), "type": type(error).__name__, "text": ""}
    if status["base"] == "pass" and status["plus"] in (None, "pass"):
        finish(PASSED)
    for name in ("base", "plus"):
        report[name + "_status"] = status[name]
        report[name + "_failed"] = failed[name]
    finish(FAILED, report, behaviour)

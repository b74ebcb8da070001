# SPDX-License-Identifier: MIT
"""Plain values as text, for two interpreters that share no memory.

A message is one line of JSON. What JSON has no word for is an array that begins with a tag; so arrays
of JSON itself never stand for lists. Both sides number the changeable containers that cross in one call in
the order of the text: a second mention is a number, so an argument that comes back as the result is the
caller's own object, and one that was changed in place is changed for the caller too.

Nothing that is read here can run code: no class of the other side's is ever looked up or called.
"""
import json

# Before the fork (drivers.h), else each run would do it anew: the first compile() of a process makes the types of syntax
# trees, which takes a quarter of the CPU time of a short sample.
compile("0", "<winnow>", "eval")

# A sequence of these alone is written and read by json's own loops.
ATOMS = {bool, int, float, str, type(None)}
INT_DIGITS_MAX = 4000  # CPython refuses to write longer ones in decimals
EAGER_MAX = 1000000  # items of an iterator that is passed as an argument


class CannotTravel(Exception):
    """A value that has no plain form, by the name of its type."""


def plain_type(value):
    """The type of the standard library's that a value of a subclass is written as."""
    for kind in type(value).__mro__:
        if kind in WRITERS or (kind.__module__, kind.__qualname__) in LIBRARY_WRITERS:
            return kind
    return None


class Writer:
    """Turns values into what json.dumps takes. `known` are containers that both sides have."""

    def __init__(self, known=(), keep_iterator=None):
        self.numbers = {id(value): number for number, value in enumerate(known)}
        self.objects = list(known)  # keeps them alive, so that no id is used twice
        self.keep_iterator = keep_iterator

    def number(self, value):
        self.numbers[id(value)] = len(self.objects)
        self.objects.append(value)

    def write(self, value):
        kind = type(value)
        if kind is int:
            return value if -(1 << 63) < value < 1 << 63 else self.write_int(value)
        if kind is float:
            return value if value - value == 0 else write_odd_float(value)
        if kind in ATOMS:
            return value
        seen = self.numbers.get(id(value))
        if seen is not None:
            return ["r", seen]
        kind = plain_type(value)
        if kind is None:
            return self.write_other(value)
        writer = WRITERS.get(kind) or LIBRARY_WRITERS[kind.__module__, kind.__qualname__]
        return writer(self, value)

    def items(self, tag, values):
        values = list(values)
        if not ATOMS.issuperset(map(type, values)) or not all_usual(values):
            values = list(map(self.write, values))
        return [tag, *values]

    def write_int(self, value):
        value = int.__pos__(value)
        return ["i", hex(value)] if value.bit_length() > 3 * INT_DIGITS_MAX else value

    def write_other(self, value):
        if hasattr(value, "__next__") and hasattr(value, "__iter__"):
            if self.keep_iterator is not None:
                return ["g", self.keep_iterator(value)]
            return self.items("e", take_eagerly(value))
        raise CannotTravel(type(value).__qualname__)

    def pairs(self, tag, value):
        self.number(value)
        flat = []
        for key, item in dict.items(value):
            flat += (key, item)
        return self.items(tag, flat)

    def container(self, tag, value, items):
        self.number(value)
        return self.items(tag, items)


def all_usual(values):
    """Whether json writes and reads each of these atoms unchanged."""
    for value in values:
        kind = type(value)
        if kind is int and not -(1 << 63) < value < 1 << 63:
            return False
        if kind is float and value - value != 0:
            return False
    return True


def write_odd_float(value):
    import struct
    return ["f", struct.pack(">d", value).hex()]


def take_eagerly(iterator):
    values = []
    for value in iterator:
        if len(values) == EAGER_MAX:
            raise CannotTravel("an iterator of more than a million items")
        values.append(value)
    return values


def write_float(writer, value):
    value = float.__pos__(value)
    return value if value - value == 0 else write_odd_float(value)


def write_type(_, value):
    if value.__module__ != "builtins":
        raise CannotTravel("type " + value.__qualname__)
    return ["type", value.__name__]


def write_exception(writer, value):
    return ["x", *describe_exception(writer, value)]


def describe_exception(writer, error):
    """Its nearest type in builtins, its own type's name, its message, its arguments."""
    base = next(kind for kind in type(error).__mro__ if kind.__module__ == "builtins")
    try:
        text = str(error)
    except Exception:  # pylint: disable=broad-except
        text = ""
    try:
        arguments = writer.write(tuple(error.args))
    except CannotTravel:
        arguments = ["t", text]
    return base.__name__, type(error).__qualname__, text, arguments


WRITERS = {
    bool: lambda w, v: bool(v),
    int: Writer.write_int,
    float: write_float,
    str: lambda w, v: str.__str__(v),
    complex: lambda w, v: w.items("c", (v.real, v.imag)),
    bytes: lambda w, v: ["b", bytes.decode(v, "latin-1")],
    bytearray: lambda w, v: w.container("B", v, (bytes(v).decode("latin-1"),)),
    tuple: lambda w, v: w.items("t", tuple.__iter__(v)),
    list: lambda w, v: w.container("l", v, list.__iter__(v)),
    dict: lambda w, v: w.pairs("d", v),
    set: lambda w, v: w.container("s", v, set.__iter__(v)),
    frozenset: lambda w, v: w.items("z", frozenset.__iter__(v)),
    range: lambda w, v: w.items("range", (v.start, v.stop, v.step)),
    slice: lambda w, v: w.items("slice", (v.start, v.stop, v.step)),
    type({}.keys()): lambda w, v: w.items("keys", v),
    type({}.values()): lambda w, v: w.items("values", v),
    type({}.items()): lambda w, v: w.items("pairs", v),
    type(Ellipsis): lambda w, v: ["..."],
    type: write_type,
    BaseException: write_exception,
}


def write_timezone(writer, value):
    return writer.items("zone", value.__getinitargs__())


# By module and name, so that no module is loaded that the program has not loaded itself.
LIBRARY_WRITERS = {
    ("decimal", "Decimal"): lambda w, v: ["decimal", str(v)],
    ("fractions", "Fraction"): lambda w, v: w.items("fraction", (v.numerator, v.denominator)),
    ("datetime", "datetime"): lambda w, v: w.items(
        "datetime", (v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond, v.tzinfo,
                     v.fold)),
    ("datetime", "date"): lambda w, v: w.items("date", (v.year, v.month, v.day)),
    ("datetime", "time"): lambda w, v: w.items(
        "time", (v.hour, v.minute, v.second, v.microsecond, v.tzinfo, v.fold)),
    ("datetime", "timedelta"): lambda w, v: w.items("delta", (v.days, v.seconds, v.microseconds)),
    ("datetime", "timezone"): write_timezone,
    ("collections", "deque"): lambda w, v: w.container("deque", v, (v.maxlen, *v)),
    ("collections", "Counter"): lambda w, v: w.pairs("counter", v),
    ("collections", "OrderedDict"): lambda w, v: w.pairs("ordered", v),
    ("collections", "defaultdict"): lambda w, v: w.pairs("default", v),
}


class Reader:
    """The other direction. `known` are the containers that both sides have, in their order."""

    def __init__(self, known=(), pull=None):
        self.objects = list(known)
        self.pull = pull  # of the other side's iterators

    def read(self, value):
        if type(value) is not list:
            return value
        return READERS[value[0]](self, value[1:])

    def items(self, values):
        for kind in map(type, values):
            if kind is list:
                return list(map(self.read, values))
        return values

    def number(self, empty):
        self.objects.append(empty)
        return empty

    def fill(self, empty, values):
        """A container is numbered before its items are, which may mention it."""
        self.number(empty)
        values = self.items(values)
        if hasattr(empty, "extend"):
            empty.extend(values)
        else:
            empty.update(values)
        return empty

    def fill_pairs(self, empty, flat):
        self.number(empty)
        flat = self.items(flat)
        for at in range(0, len(flat), 2):
            empty[flat[at]] = flat[at + 1]
        return empty

    def pairs(self, flat):
        flat = self.items(flat)
        return dict(zip(flat[::2], flat[1::2]))


def from_library(module, name):
    return getattr(__import__(module), name)


def read_deque(reader, values):
    return reader.fill(from_library("collections", "deque")((), values[0]), values[1:])


def read_exception(reader, parts):
    base, name, text, arguments = parts
    return make_exception(base, name, text, reader.read(arguments))


def make_exception(base, name, text, arguments):
    """Of a type of builtins; `winnow_name` is what the other side called it."""
    import builtins
    kind = getattr(builtins, base, None)
    if not (isinstance(kind, type) and issubclass(kind, BaseException)):
        kind = Exception
    try:
        error = kind(*arguments)
    except Exception:  # pylint: disable=broad-except
        error = Exception(text)
    error.winnow_name = name
    error.winnow_text = text
    return error


def read_type(_, values):
    import builtins
    kind = getattr(builtins, values[0], None)
    if not isinstance(kind, type):
        raise CannotTravel("type")
    return kind


READERS = {
    "r": lambda r, v: r.objects[v[0]],
    "i": lambda r, v: int(v[0], 16),
    "f": lambda r, v: __import__("struct").unpack(">d", bytes.fromhex(v[0]))[0],
    "c": lambda r, v: complex(*r.items(v)),
    "b": lambda r, v: v[0].encode("latin-1"),
    "B": lambda r, v: r.number(bytearray(v[0].encode("latin-1"))),
    "t": lambda r, v: tuple(r.items(v)),
    "l": lambda r, v: r.fill([], v),
    "d": lambda r, v: r.fill_pairs({}, v),
    "s": lambda r, v: r.fill(set(), v),
    "z": lambda r, v: frozenset(r.items(v)),
    "e": lambda r, v: iter(r.items(v)),
    "g": lambda r, v: r.pull(v[0]),
    "range": lambda r, v: range(*r.items(v)),
    "slice": lambda r, v: slice(*r.items(v)),
    "keys": lambda r, v: dict.fromkeys(r.items(v)).keys(),
    "values": lambda r, v: dict(enumerate(r.items(v))).values(),
    "pairs": lambda r, v: dict(r.items(v)).items(),
    "...": lambda r, v: ...,
    "type": read_type,
    "x": read_exception,
    "decimal": lambda r, v: from_library("decimal", "Decimal")(v[0]),
    "fraction": lambda r, v: from_library("fractions", "Fraction")(*r.items(v)),
    "datetime": lambda r, v: from_library("datetime", "datetime")(*r.items(v[:8]), fold=v[8]),
    "date": lambda r, v: from_library("datetime", "date")(*v),
    "time": lambda r, v: from_library("datetime", "time")(*r.items(v[:5]), fold=v[5]),
    "delta": lambda r, v: from_library("datetime", "timedelta")(*v),
    "zone": lambda r, v: from_library("datetime", "timezone")(*r.items(v)),
    "deque": read_deque,
    "counter": lambda r, v: r.fill_pairs(from_library("collections", "Counter")(), v),
    "ordered": lambda r, v: r.fill_pairs(from_library("collections", "OrderedDict")(), v),
    "default": lambda r, v: r.fill_pairs(from_library("collections", "defaultdict")(), v),
}


class Line:
    """Messages over two descriptors, one a line."""

    def __init__(self, source, target):
        self.source = open(source, "rb", closefd=False)
        self.target = target
        self.dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False,
                                      separators=(",", ":"), check_circular=False).encode

    def send(self, message):
        import os
        data = memoryview((self.dumps(message) + "\n").encode("utf-8", "surrogatepass"))
        while data:
            data = data[os.write(self.target, data):]

    def receive(self):
        """None at the end: the other side is gone."""
        line = self.source.readline()
        if not line.endswith(b"\n"):
            return None
        return json.loads(line.decode("utf-8", "surrogatepass"))

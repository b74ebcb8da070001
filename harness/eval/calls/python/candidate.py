# SPDX-License-Identifier: MIT
"""The candidate's side of a task whose tests call functions. values.py stands before this, SOURCE and serve() behind.

The candidate shares this process with what follows and can change all of it. That gains it nothing: it
can only answer with plain values, which it could also have returned.
"""
import os
import sys
from _operator import is_
from _signal import ITIMER_PROF, ITIMER_REAL, SIGALRM, SIGPROF, setitimer, signal

WALL_FACTOR = 10  # a call that sleeps ends too; so late that a busy host ends no other


class OutOfTime(BaseException):
    """The call has used its time. A candidate that catches it, or undoes the timer, meets the limit of the run."""


def on_time(*_):
    raise OutOfTime("the time of this call is used up")


def set_timers(seconds):
    for number in (SIGPROF, SIGALRM):
        signal(number, on_time)
    setitimer(ITIMER_PROF, seconds)
    setitimer(ITIMER_REAL, WALL_FACTOR * seconds)


class Candidate:
    def __init__(self, source, line):
        self.line = line
        self.source = source
        self.is_fresh = False

    def load(self):
        self.module = type(sys)("candidate")  # dataclasses, pickle and typing look modules up
        sys.modules["candidate"] = self.module
        self.iterators = []
        self.failure = None
        self.is_fresh = True
        try:
            # As the tools do it: not "__main__", so a main guard does not run.
            exec(compile(self.source, "<candidate>", "exec", dont_inherit=True),
                 self.module.__dict__)
        except BaseException as error:  # SystemExit among them
            self.failure = error

    def keep_iterator(self, iterator):
        self.iterators.append(iter(iterator))
        return len(self.iterators) - 1

    def answer_load(self, names):
        if not self.is_fresh:  # a second set of inputs does not meet what the first has left behind
            self.load()
        self.is_fresh = False
        if self.failure is not None:
            return ["raise", *describe_exception(Writer(), self.failure), []]
        return ["ready", [self.describe(name) for name in names]]

    def describe(self, name):
        if not hasattr(self.module, name):
            return ["missing"]
        value = getattr(self.module, name)
        if isinstance(value, type):
            return ["class"]
        if callable(value):
            return ["function"]
        try:
            return ["value", Writer().write(value)]
        except CannotTravel:
            return ["class"]

    def answer_call(self, name, arguments, keywords, seconds):
        reader = Reader()
        args, kwargs = reader.read(arguments), reader.read(keywords)
        received = list(reader.objects)
        before = [contents(value) for value in received]
        try:
            if seconds is not None:
                set_timers(seconds)
            result = getattr(self.module, name)(*args, **kwargs)
            if seconds is not None:
                set_timers(0)
            writer = Writer(received, self.keep_iterator)
            answer = ["ok", writer.write(result)]
        except CannotTravel as error:
            return ["lost", str(error)]
        except BaseException as error:
            if seconds is not None:
                set_timers(0)
            writer = Writer(received)
            answer = ["raise", *describe_exception(writer, error)]
        return [*answer, changes(writer, received, before)]

    def answer_next(self, handle):
        try:
            return ["ok", Writer((), self.keep_iterator).write(next(self.iterators[handle])), []]
        except StopIteration:
            return ["stop"]
        except CannotTravel as error:
            return ["lost", str(error)]
        except BaseException as error:
            return ["raise", *describe_exception(Writer(), error), []]

    def answer_together(self, tests):
        """Tests that cannot be kept apart from the candidate: suite.h says when."""
        if self.failure is not None:
            return ["raise", *describe_exception(Writer(), self.failure), []]
        try:
            exec(compile(tests, "<tests>", "exec", dont_inherit=True), self.module.__dict__)
        except BaseException as error:
            return ["raise", *describe_exception(Writer(), error), []]
        return ["ok", None, []]

    def serve(self):
        self.load()
        answers = {"load": self.answer_load, "call": self.answer_call, "next": self.answer_next,
                   "together": self.answer_together}
        while True:
            message = self.line.receive()
            if message is None:
                os._exit(0)  # threads of the candidate's may still run
            try:
                answer = answers[message[0]](*message[1:])
            except CannotTravel as error:
                answer = ["lost", str(error)]
            self.line.send(answer)


def contents(value):
    if isinstance(value, dict):
        return [part for pair in dict.items(value) for part in pair]
    return bytes(value) if isinstance(value, bytearray) else list(value)


def changes(writer, received, before):
    """What has become of the containers that were passed."""
    changed = []
    for number, value in enumerate(received):
        now = contents(value)
        if len(now) != len(before[number]) or not all(map(is_, now, before[number])):
            changed.append([number, writer.items("t", now) if not isinstance(now, bytes)
                            else ["b", now.decode("latin-1")]])
    return changed


def serve(source):
    line = Line(os.dup(0), os.dup(1))
    nothing = os.open("/dev/null", os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    Candidate(source, line).serve()

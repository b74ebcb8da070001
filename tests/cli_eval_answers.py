# SPDX-License-Identifier: MIT
"""winnow eval: the program in what a chat model answered, and where a base model's completion ends."""
from cli_eval import completions, evaluate, row
from cli_winnow import check, holds, same

ANEW = "def add(a, b):\n    return a + b\n"
BODY = "    return a + b\n"


def fenced(text, info="python"):
    return f"```{info}\n{text}```\n"


ANSWERS = {  # what: (answer, outcome by default, outcome with --extract none)
    "the function anew, prose around": ("Sure:\n\n" + fenced(ANEW) + "\nIt adds.\n", "passed", "compile"),
    "the body alone": ("Here it is:\n" + fenced(BODY), "passed", "compile"),
    "two blocks, the last one counts": (fenced("def add(a, b):\n    return a\n") + "Better:\n" + fenced(ANEW),
                                        "passed", "compile"),
    "a block of another language behind it": (fenced(ANEW) + "Run it:\n" + fenced("python3 add.py\n", "bash"),
                                              "passed", "compile"),
    "no language is named": (fenced(ANEW, ""), "passed", "compile"),
    "a draft in the thoughts": ("<think>\n" + fenced("def add(a, b):\n    return 0\n", "py") + "</think>\n"
                                + fenced(ANEW, "python3"), "passed", "compile"),
    "cut off in the middle": ("Sure:\n```python\n" + ANEW, "passed", "compile"),
    "wrong": (fenced("def add(a, b):\n    return a - b\n"), "wrong", "compile"),
    "a fence in a string is none": ('    """ ```python\n    0\n    ``` """\n' + BODY, "passed", "passed"),
    "a completion": (BODY, "passed", "passed"),
    "with a class beside it": (fenced("class Sum:\n    pass\n\n" + ANEW), "passed", "compile"),
    "prose alone": ("I am sorry.\n", "compile", "compile"),
}


@check("eval takes a chat model's program out of its fenced block")
def answers(scratch):
    samples = completions([answer for answer, _, _ in ANSWERS.values()])
    outcome, found, report = evaluate(scratch, "chat", [row()], samples)
    same(dict(zip(ANSWERS, (line["outcome"] for line in found))),
         {name: auto for name, (_, auto, _) in ANSWERS.items()}, "outcomes")
    blocks = sum(plain != auto or auto == "wrong" for _, auto, plain in ANSWERS.values())
    same(report["counts"]["fenced"], blocks, "fenced blocks")
    holds(f"of {blocks} samples the program is a fenced block" in outcome.err, "the remark")
    _, found, _ = evaluate(scratch, "plain", [row()], samples, "--extract", "none")
    same(dict(zip(ANSWERS, (line["outcome"] for line in found))),
         {name: plain for name, (_, _, plain) in ANSWERS.items()}, "outcomes without it")


@check("an answer without a fenced block is counted apart, where a block is asked for")
def no_block(scratch):
    samples = completions(["I am sorry.\n", BODY, fenced(ANEW), "Nothing.\n"])
    outcome, found, report = evaluate(scratch, "noblock", [row()], samples, "--extract", "fence")
    same([line["outcome"] for line in found],
         ["extraction_failed", "extraction_failed", "passed", "extraction_failed"], "outcomes")
    same(found[0]["detail"], "the answer has no fenced block of code", "the detail")
    same((report["counts"]["extraction_failed"], report["counts"]["compile"]), (3, 0), "counts")
    holds("3 extraction_failed" in outcome.out, "said on the screen")
    same(report["estimates"]["pass@1"]["value"], 0.25, "a failure")


@check("a program of another task's prompt gets its imports and helpers with it")
def helpers(scratch):
    prompt = ("from typing import List\n\ndef half(n):\n    return n / 2\n\n"
              "def mean(xs: List[int]):\n  # of two\n")
    test = "\ndef check(candidate):\n    assert candidate([2, 4]) == 3\n"
    answer = fenced("def mean(xs: List[int]):\n    return half(xs[0] + xs[1])\n")
    task = row("Mean/0", prompt, "mean", test, "  return half(sum(xs))\n")
    _, found, _ = evaluate(scratch, "helpers", [task], completions([answer], "Mean/0"))
    same([line["outcome"] for line in found], ["passed"], "outcomes")


@check("a completion ends before the first of the stop words")
def stop_words(scratch):
    texts = [BODY + "\ndef add(a, b):\n    return 0\n", BODY + "\nprint(undefined)\n", BODY,
             "    def inner():\n        return a + b\n    return inner()\nclass X: pass\n"]
    stops = ["--stop", r"\ndef ", "--stop", r"\nprint", "--stop=\nclass"]
    _, found, _ = evaluate(scratch, "stop", [row()], completions(texts), *stops)
    same([line["outcome"] for line in found], ["passed"] * 4, "with them")
    _, found, _ = evaluate(scratch, "go", [row()], completions(texts))
    same([line["outcome"] for line in found], ["wrong", "exception", "passed", "passed"], "without")
    whole = [{"task_id": "Add/0", "solution": "x = 1\n" + ANEW}]
    _, found, _ = evaluate(scratch, "whole", [row()], whole, *stops)
    same([line["outcome"] for line in found], ["passed"], "whole programs are not cut")


@check("--extract and --stop say what they want")
def refusals(scratch):
    for options, words in ((["--extract", "last"], "--extract wants auto, fence or none, not 'last'"),
                           (["--stop", ""], r"--stop wants a text, such as '\ndef '")):
        outcome = scratch.run(["winnow", "eval", "a", "b", *options])
        outcome.expect(2)
        holds(words in outcome.err, words)

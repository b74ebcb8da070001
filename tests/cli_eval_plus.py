# SPDX-License-Identifier: MIT
"""winnow eval: comparisons by name, and the formats and results of evalplus and LiveCodeBench."""
import json

from cli_eval import evaluate, lines
from cli_winnow import check, holds, same

COMPARED = {  # answer, output, the rules that take it for right
    "case": ("YES\n", "yes\n", {"sandboxfusion", "codecontests"}),
    "no line end": ("3\n", "3", {"icpc", "verl", "code-judge", "lcb", "sandboxfusion", "codecontests", "apps"}),
    "blank at a line's end": ("1\n2\n", "1 \n2\n", {"icpc", "lcb", "sandboxfusion", "codecontests", "apps"}),
    "decimal": ("1\n", "1.0\n", {"lcb", "sandboxfusion", "codecontests", "apps"}),
    "order of lines": ("1 2\n3 4\n", "4 3\n1 2\n", {"apps"}),
    "beyond doubles": ("9007199254740993 1\n", "9007199254740992 1\n", {"codecontests", "apps"}),
    "one line": ("1\n2\n", "1 2\n", {"icpc", "codecontests"}),
    "wrong": ("1\n", "2\n", set()),
}
RULES = ["icpc", "exact", "verl", "code-judge", "lcb", "sandboxfusion", "codecontests", "apps"]


@check("eval compares outputs by the rule that --compare names")
def compare(scratch):
    suite = [{"id": name, "inputs": [""], "outputs": [answer]} for name, (answer, _, _) in COMPARED.items()]
    samples = [{"id": name, "solution": f"print({output!r}, end='')"} for name, (_, output, _) in COMPARED.items()]
    for rule in RULES:
        _, found, report = evaluate(scratch, "compared", suite, samples, "--compare", rule)
        same({line["task_id"] for line in found if line["passed"]},
             {name for name, (_, _, takers) in COMPARED.items() if rule in takers},
             f"what {rule} takes for right")
        same(report["compare"], rule, "the report")
    outcome, found, report = evaluate(scratch, "compared", suite, samples)
    holds("known" in outcome.err, "the default is icpc, and is known from before")
    same(report["compare"], "icpc", "the default")
    said = scratch.winnow("eval compared.suite.jsonl compared.jsonl --compare evalplus")
    holds("--compare: no comparison is called 'evalplus'; there are icpc exact" in said.expect(2).err, said.err)
    for option in ("--checker=wcmp", "--float-tolerance=1e-6"):
        said = scratch.winnow(f"eval compared.suite.jsonl compared.jsonl {option}")
        holds("compares outputs by --compare" in said.expect(2).err, said.err)

# SPDX-License-Identifier: MIT
"""
Makes a synthetic pool of candidates for a package: what a sampler that often goes wrong could have
given.

    python3 problems/make-pool.py beacons > problems/beacons/candidates.jsonl

The sources are the programs in NAME/pool (right, written in different ways) and NAME/submissions
(right, wrong, slow). KINDS says how often each kind of candidate is drawn; a mutant has one to
three random edits from EDITS. The same seed gives the same pool. On stderr: how many there are of
each kind.
"""
import argparse
import collections
import json
import random
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LANGUAGES = {".c": "c", ".cpp": "cpp", ".py": "python3"}

# kind, weight: how a candidate is made.
KINDS = {
    "mutant-1": 34,  # a right program with one edit
    "mutant-2": 19,  # with two
    "mutant-3": 9,  # with three
    "copy": 14,  # an earlier candidate again, letter for letter; some with other trailing blanks
    "right": 7,  # a right program as it stands
    "wrong-idea": 7,  # a submission labelled wrong_answer or run_time_error
    "broken": 8,  # does not compile, or stops in the middle
    "slow": 1,  # a submission labelled time_limit_exceeded
}

# C and C++ are drawn from more than Python; C++ least, for it compiles slowest.
WEIGHT = {".c": 5, ".py": 4, ".cpp": 1}

C, PY = frozenset((".c", ".cpp")), frozenset((".py",))
BOTH = C | PY


def beside(match, rng):
    return str(int(match[0]) + rng.choice((-1, 1)))


# Kind of edit, languages, pattern of what is replaced, and what by: alternatives as re templates,
# or a function of the match and the random generator. Blanks round an operator keep unary signs,
# pointers and templates out.
EDITS = [
    ("constant", BOTH, r"(?<![\w.])\d{1,3}(?![\w.])", beside),
    ("comparison", BOTH, r" < ", (" <= ", " > ")),
    ("comparison", BOTH, r" <= ", (" < ",)),
    ("comparison", BOTH, r" > ", (" >= ",)),
    ("comparison", BOTH, r" >= ", (" > ",)),
    ("comparison", BOTH, r" == ", (" != ", " >= ", " <= ")),
    ("operator", BOTH, r" \+ ", (" - ",)),
    ("operator", BOTH, r" - ", (" + ",)),
    ("operator", BOTH, r" \* ", (" + ",)),
    ("operator", PY, r" // ", (" / ", " * ")),
    ("operator", C, r" / ", (" % ", " * ")),
    ("operator", BOTH, r" \+= ", (" -= ", " = ")),
    ("operator", BOTH, r" -= ", (" += ",)),
    ("order", C, r"(\w+)\+\+", (r"++\1",)),
    ("logic", C, r" && ", (" || ",)),
    ("logic", PY, r" and ", (" or ",)),
    ("modulo", BOTH, r" % n\b", ("",)),
    ("extreme", BOTH, r"\bmin\b", ("max",)),
    ("width", C, r"\blong long\b", ("int", "unsigned", "long")),
    ("width", C, r"__int128", ("long long", "unsigned long long")),
    ("width", C, r"typedef long long ll", ("typedef int ll",)),
    ("width", C, r"typedef __int128 wide", ("typedef long long wide", "typedef unsigned wide")),
    ("initial", C, r" = 0(?=[;,])", (" = 1", " = -1")),
    ("initial", PY, r" = 0$", (" = 1",)),
    ("branch", C, r"\belse if\b", ("if",)),
    ("statement", C, r"^ +[^\s/{}][^{}\n]*;$", (";",)),
    ("statement", PY, r"^( +)[^\s#][^:\n]*$", (r"\1pass",)),
    ("variable", BOTH, r"\ba\b", ("b",)),
    ("variable", BOTH, r"\b(b|ab|x)\b", ("c", "a")),
    ("variable", BOTH, r"\b(left|l)\b", ("right", "r")),
]

# For broken programs: what a careless hand leaves out.
SLIPS = {".c": r";|\)|\}|\bint\b", ".cpp": r";|\)|\}|<iostream>", ".py": r":$|\)|\bdef\b|^    "}


def without_header(source):
    """Drops the licence line and the comment that says what is wrong: a sampler gives neither."""
    comment = r"\A(/\*.*?\*/|//[^\n]*|#(?!include|define)[^\n]*)?\n"
    while True:
        shorter = re.sub(comment, "", source, flags=re.S)
        if shorter == source:
            return source
        source = shorter


def sources(package, *folders):
    """[(suffix, source)] of the programs in folders of the package, in order of their names."""
    paths = [p for folder in folders for p in sorted((package / folder).iterdir())]
    return [(p.suffix, without_header(p.read_text())) for p in paths if p.suffix in LANGUAGES]


def pick(rng, programs):
    return rng.choices(programs, [WEIGHT[suffix] for suffix, _ in programs])[0]


def replace(source, match, text):
    return source[: match.start()] + text + source[match.end() :]


def edit(rng, suffix, source):
    """One random edit: first its kind, so that rare ones are not drowned, then the place."""
    places = collections.defaultdict(list)
    for kind, suffixes, pattern, by in EDITS:
        if suffix in suffixes:
            for match in re.finditer(pattern, source, re.M):
                line = source[source.rfind("\n", 0, match.start()) + 1 : match.start()]
                if not line.startswith(("#", "from", "import")) and '"' not in line:
                    places[kind].append((match, by))
    match, by = rng.choice(places[rng.choice(sorted(places))])
    return replace(source, match, by(match, rng) if callable(by) else match.expand(rng.choice(by)))


def broken(rng, suffix, source):
    if rng.random() < 0.3:
        return source[: rng.randint(len(source) // 3, len(source) - 20)]
    return replace(source, rng.choice(list(re.finditer(SLIPS[suffix], source, re.M))), "")


def copy(rng, earlier):
    suffix, source = rng.choice(earlier)
    if rng.random() < 0.25:
        source = "\n".join(line + rng.choice(("", "", "  ")) for line in source.split("\n")) + "\n"
    return suffix, source


def pool(package, count, rng):
    """Yields (kind, suffix, source)."""
    right = sources(package, "pool", "submissions/accepted")
    wrong = sources(package, "submissions/wrong_answer", "submissions/run_time_error")
    slow = sources(package, "submissions/time_limit_exceeded")
    made = []
    for kind in rng.choices(list(KINDS), list(KINDS.values()), k=count):
        if kind == "copy" and made:
            suffix, source = copy(rng, made)
        else:
            suffix, source = pick(rng, {"wrong-idea": wrong, "slow": slow}.get(kind, right))
            if kind == "broken":
                source = broken(rng, suffix, source)
            if kind.startswith("mutant-"):
                for _ in range(int(kind[-1])):
                    source = edit(rng, suffix, source)
        made.append((suffix, source))
        yield kind, suffix, source


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0].strip())
    parser.add_argument("package", help="name of a package beside this program")
    parser.add_argument("--count", type=int, default=360)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    kinds = collections.Counter()
    rng = random.Random(f"{options.package} {options.seed}")
    for i, (kind, suffix, source) in enumerate(pool(HERE / options.package, options.count, rng), 1):
        kinds[kind] += 1
        line = {"id": f"c{i:03}", "language": LANGUAGES[suffix], "source": source}
        print(json.dumps(line))
    print(*(f"{kind} {number}" for kind, number in kinds.most_common()), sep="\n", file=sys.stderr)


main()

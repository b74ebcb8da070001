# SPDX-License-Identifier: MIT
"""
Writes the secret data of the bundled problems anew, byte for byte as it is kept here.

    python3 problems/make-data.py [NAME...]

Inputs are made below, or by the package's generator where a case is (slug, seed). They are checked
by the package's validator; answers come from its accepted C program. Needs gcc.
"""
import math
import random
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def lines(*rows):
    """Text of rows, each a value or a sequence of values."""
    return "".join(" ".join(map(str, r)) + "\n" if isinstance(r, tuple) else f"{r}\n" for r in rows)


def beacons():
    top, end = 10**9, 10**18
    yield "min", lines((1, 1, 1), (1, 1))
    yield "one-two-three", lines((1, 2, 3), (1, 1))
    yield "starts-on-a-flash", lines((2, 3, 5), (2, 9))
    yield "all-equal", lines((7, 7, 7), (7, 700))
    yield "two-equal", lines((4, 6, 4), (3, 60))
    yield "one-second-alone", lines((2, 3, 7), (7, 7))
    yield "one-second-shared", lines((2, 3, 7), (42, 42))
    yield "divisors", lines((12, 3, 60), (12, 1200))
    yield "coprime", lines((97, 89, 83), (1, 1_000_000))
    yield "product-wraps-32-bits", lines((65536, 65536, 3), (65536, 1_000_000))
    yield "shared-factor", lines((60000, 90000, 150000), (60000, 20_000_000))
    yield "never", lines((top, top - 1, top - 2), (1, 1_000_000))
    yield "no-third", lines((3, top, top - 1), (1, 2_000_000))
    yield "last-second", lines((top, 2, 3), (end, end))
    yield "beyond-53-bits", lines((top - 1, top - 3, top - 7), (end - 10**9 + 7, end - 1))
    yield "triple-beyond-64-bits", lines((999999937, 999999893, 999999883), (end - 5 * 10**9, end))
    yield "just-before-a-flash", lines((top, top - 1, top - 7), (1, end - 1))
    yield "triple-wraps-small", lines((953908725, 982835108, 934412174), (1, end))
    yield "count-beyond-31-bits", lines((2, 3, 5), (1, 10**10))
    yield "count-beyond-32-bits", lines((1, 10, 100), (17, 10**11))
    yield "even", lines((2, 4, 8), (1, end))
    yield "wide", lines((123456, 654321, 111111), (987654321, 123456789012345678))
    yield "ones", lines((1, top, top), (1, end))
    yield "all-ones-max", lines((1, 1, 1), (1, end))
    yield "max", lines((top, top - 1, top - 3), (1, end))


def necklace():
    rng = random.Random(1)
    some = lambda n, colours, **kw: "".join(rng.choices(colours, k=n, **kw))
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    rings = [
        ("min", "a"),
        ("one-colour", "z" * 17),
        ("two-beads", "ba"),
        ("alphabet", letters[:26]),
        ("first-of-equals", "abab" * 5),
        ("whole-ring", "aabbccddee"),
        ("across-the-clasp", "c" + "a" * 30 + "b"),
        ("far-across-the-clasp", "a" * 9 + "b" + "a" * 9 + "c" + "a" * 6 + "d"),
        ("last-bead-first", "bcdddabcddabbbbda"[:16] + "a"),
        ("small", some(30, "xyz")),
        ("round-past-half", "aaaeaaaaabaaaafaaaacaaaaaaaada"),
        ("rare", "a" * 40 + "b" + "a" * 60 + "c" + "a" * 20),
        ("both-cases", "aAaaAAbaA" * 3 + "B"),
        ("all-letters", letters),
        ("turned-alphabet", letters[40:] + letters[:40] + "a"),
        ("random-52", some(1500, letters)),
        ("skewed", some(3000, letters, weights=[3**i for i in range(13)] * 4)),
        ("ties", ("abc" + "cab" * 40 + "bca") * 4),
        ("blocks", "".join(c * 60 for c in letters)),
        ("big-random", some(20_000, letters)),
        ("big-two", some(20_000, "Qq", weights=[9999, 1])),
        ("big-one-colour", "m" * 50_000),
        ("big-ties", "abcdefghij" * 5000),
        ("max-beyond-100000", some(100_001, letters[:30])),
        ("max-rare", "a" * 60_000 + "b" + "a" * 70_000 + "c" + "a" * 69_998),
    ]
    for slug, ring in rings:
        yield slug, lines(len(ring), ring)


def hikelog():
    rng = random.Random(2)
    some = lambda n, weights: "".join(rng.choices("UDF", weights, k=n))
    walks = [
        ("min", "U"),
        ("flat", "F"),
        ("down-and-up", "DU"),
        ("starts-flat", "FFU"),
        ("small", "UFFDUDUUFDDDU"),
        ("up", "U" * 40),
        ("below-the-start", "DDDDDUUUUUUFU"),
        ("saw", "UD" * 50),
        ("mostly-flat", some(300, (1, 1, 20))),
        ("random", some(900, (1, 1, 1))),
        ("no-up", "DFDDFDDD"),
        ("half-way-down", "D" * 20 + "U" * 3 + "D" * 30),
        ("valley", "D" * 500 + "U" * 700),
        ("mountain", "U" * 700 + "F" * 5 + "D" * 600),
        ("leans-up", some(3000, (5, 4, 1))),
        ("leans-down", some(3000, (4, 5, 1))),
        ("plateaus", "".join(rng.choice("UUD") + "F" * rng.randint(0, 9) for _ in range(500))),
        ("deep", "D" * 1500 + "UD" * 300 + "U" * 1000),
        ("big-random", some(30_000, (1, 1, 1))),
        ("big-flat", "F" * 30_000),
        ("big-steep", "U" * 95_000 + "D" * 5000),
        ("big-valley", "D" * 60_000 + "U" * 60_000),
        ("max-random", some(300_000, (5, 5, 1))),
        ("max-up-and-down", "U" * 150_000 + "D" * 150_000),
        ("max-up", "U" * 300_000),
    ]
    for slug, walk in walks:
        yield slug, lines(len(walk), walk)


def staircase():
    rng = random.Random(3)
    full = lambda k: k * (k + 1) // 2
    top = 4 * 10**18
    brink = lambda k: [full(k) - 1, full(k), full(k) + 1]
    brinks = lambda low, high: sum((brink(rng.randint(low, high)) for _ in range(30)), [])
    cases = [
        ("min", [0]),
        ("one", [1]),
        ("first-hundred", list(range(100))),
        ("full", [full(k) for k in range(1, 90)]),
        ("one-missing", [full(k) - 1 for k in range(1, 90)]),
        ("one-over", [full(k) + 1 for k in range(90)]),
        ("thousands", [rng.randint(0, 10**4) for _ in range(60)]),
        ("millions", [rng.randint(0, 10**7) for _ in range(60)]),
        ("half-word", brink(65535) + brink(65536) + brink(92681) + [2**31 - 1, 2**31, 2**32]),
        ("ten-digits", [rng.randint(0, 10**9) for _ in range(60)]),
        ("table-ends", brink(99_998) + brink(99_999) + brink(100_000)),
        ("thirteen-digits", [rng.randint(0, 10**13) for _ in range(60)]),
        ("brink-10-to-7", brink(10**7) + brink(10**7 + 3)),
        ("fourteen-digits", [rng.randint(0, 10**14) for _ in range(60)]),
        ("brink-53-bits", [2**53 - 1, 2**53, 2**53 + 1] + brink(94_906_265) + brink(134_217_727)),
        ("large", [rng.randint(10**17, 10**18) for _ in range(40)]),
        ("brink-10-to-9", sum((brink(10**9 + k) for k in range(-3, 4)), [])),
        ("brink-large", brinks(10**9, 2 * 10**9)),
        ("two-to-61", [2**61 - 1, 2**61, 2**61 + 1]),
        ("steps-beyond-31-bits", brink(2**31 - 1) + brink(2**31) + [full(2**31) + 12345]),
        ("largest", [top - rng.randint(0, 10**17) for _ in range(30)]),
        ("brink-largest", brinks(2_500_000_000, 2_828_427_123)),
        ("max", [top, top - 1] + brink(2_828_427_123)),
    ]
    for slug, stones in cases:
        yield slug, lines(len(stones), *stones)


def ferries():
    rng = random.Random(4)
    top = 10**9

    def graph(n, rides):
        return lines((n, len(rides)), *rides)

    def road(n, w=lambda: top):
        return [(i, i + 1, w()) for i in range(1, n)]

    def random_rides(n, m, fare):
        return [(*rng.sample(range(1, n + 1), 2), rng.randint(1, fare)) for _ in range(m)]

    yield "one-harbour", graph(1, [])
    yield "two-harbours", graph(2, [(2, 1, 1)])
    yield "no-lines", graph(5, [])
    yield "odd-fare", graph(2, [(1, 2, 7)])
    yield "parallel", graph(2, [(1, 2, 9), (2, 1, 4), (1, 2, 5)])
    yield "voucher-changes-the-way", graph(4, [(1, 2, 4), (2, 3, 4), (3, 4, 4), (1, 4, 15)])
    yield "voucher-early", graph(3, [(1, 2, 20), (2, 3, 3), (1, 3, 16)])
    yield "even-or-odd", graph(4, [(1, 2, 3), (2, 4, 4), (1, 3, 5), (3, 4, 2)])
    yield "stranded", graph(6, [(1, 2, 1), (2, 3, 1), (4, 5, 1), (5, 6, 1)])
    yield "against-the-list", graph(4, [(4, 3, 5), (3, 2, 5), (2, 1, 5)])
    for slug, seed in ("small", 3), ("grid", 6), ("small", 21), ("trap", 9), ("dense", 16):
        yield slug, seed
    yield "dear-road", graph(12, road(12))
    yield "medium", graph(100, random_rides(100, 250, 1000))
    yield "long-road", graph(1500, road(1500, lambda: rng.randint(1, 9)))
    yield "sparse", graph(2000, random_rides(2000, 2500, top))
    yield "wheel", graph(400, [(1, i, 2 * i) for i in range(2, 401)] + road(400, lambda: 3))
    ladder = [(i, j, 5) for i in range(2, 82, 2) for j in (i + 2, i + 3)]
    ladder += [(i + 1, j, 5) for i in range(2, 82, 2) for j in (i + 2, i + 3)]
    yield "ladder", graph(84, [(1, 2, 5), (1, 3, 5)] + ladder + [(82, 84, 5), (83, 84, 5)])
    far_end = road(6000, lambda: rng.randint(1, top))[::-1]
    yield "listed-from-the-far-end", graph(6000, far_end)
    yield "max-random", graph(10_000, random_rides(10_000, 30_000, top))
    big = road(20_000, lambda: top - rng.randint(0, 9)) + random_rides(200, 10_001, 99)
    rng.shuffle(big)
    yield "max-road", graph(20_000, big)


def tank():
    reach = 10**4
    box = [(-3, -2), (5, -2), (5, 6), (-3, 6)]

    def shape(h, points):
        return lines((len(points), h), *points)

    def comb(teeth, height, depth):
        top = [(4 * i + j, (height, depth)[j // 2]) for i in range(teeth) for j in (0, 2)]
        return top + [(4 * teeth, height), (4 * teeth, -height), (0, -height)]

    bowl = [(-6, 8), (0, -4), (6, 8), (2, 8), (0, 3), (-2, 8)]
    yield "triangle", shape(1, [(0, 0), (3, 1), (1, 4)])
    yield "triangle-clockwise", shape(2, [(0, 0), (1, 4), (3, 1)])
    yield "dry", shape(-3, bowl)
    yield "drowned", shape(9, bowl)
    yield "dented-bowl", shape(5, bowl)
    yield "surface-on-a-corner", shape(3, [(0, 0), (7, 3), (2, 9), (-4, 3)])
    yield "surface-on-a-dent", shape(3, bowl)
    yield "surface-touches-bottom", shape(-4, bowl)
    yield "thirds", shape(1, [(0, 0), (7, 3), (1, 10)])
    yield "box", shape(1, box)
    yield "surface-on-the-floor", shape(-2, box)
    yield "surface-on-a-level-side", shape(6, box[::-1])
    points = [(0, 0), (2, 0), (4, 0), (4, 2), (4, 5), (1, 5), (0, 5), (0, 2)]
    yield "straight-corners", shape(2, points)
    for slug, seed in ("star", 7), ("terrain", 5), ("staircase", 6), ("star", 12), ("comb", 20):
        yield slug, seed
    points = [(-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach)]
    yield "largest-square", shape(1, points)
    yield "far-sliver", shape(9998, [(9997, -9999), (9999, 9999), (9998, 9999)])
    angles = [i / 119.5 for i in range(750)]
    ring = [(round(9999 * math.cos(a)), round(9999 * math.sin(a))) for a in angles]
    yield "circle", shape(-9000, ring)
    yield "comb-of-99", shape(0, comb(48, 500, -499))
    yield "max-comb", shape(9999, comb(498, 9999, -9998)[::-1])
    yield "max-comb-deep", shape(-1, comb(498, reach, 1 - reach))


PROBLEMS = [beacons, necklace, ferries, tank, hikelog, staircase]


def run(argv, text, expect=0):
    done = subprocess.run(argv, input=text, capture_output=True, text=True)
    if done.returncode != expect:
        sys.exit(f"{' '.join(map(str, argv))}: exit code {done.returncode}, not {expect}")
    return done.stdout


def write(problem, binary):
    package = HERE / problem.__name__
    reference = next((package / "submissions/accepted").glob("*.c"))
    subprocess.run(["gcc", "-O2", "-o", binary, reference, "-lm"], check=True)
    for old in (package / "data/secret").glob("*"):
        old.unlink()
    cases = [(f"secret/{i:02}-{slug}", case) for i, (slug, case) in enumerate(problem(), 1)]
    cases += [(f"sample/{p.stem}", p.read_text()) for p in (package / "data/sample").glob("*.in")]
    for name, case in cases:
        if isinstance(case, int):
            case = run([sys.executable, package / "generators/gen.py", str(case)], "")
        try:
            run([sys.executable, package / "input_validators/validate.py"], case, 42)
        except SystemExit as failure:
            sys.exit(f"{problem.__name__}/{name}: {failure}")
        (package / f"data/{name}.in").write_text(case)
        (package / f"data/{name}.ans").write_text(run([binary], case))


def main():
    wanted = sys.argv[1:] or [p.__name__ for p in PROBLEMS]
    with tempfile.TemporaryDirectory() as scratch:
        for problem in PROBLEMS:
            if problem.__name__ in wanted:
                write(problem, Path(scratch) / "reference")


main()

# SPDX-License-Identifier: MIT
"""gen SEED: prints one legal case, chosen by the seed alone. The mode is drawn first."""
import random
import sys

MAX_FARE = 10**9


def fare(rng):
    return rng.choice([1, 2, 3, rng.randint(1, 20), rng.randint(1, 1000)])


def alone(rng):
    """One harbour; no lines are possible."""
    return 1, []


def pair(rng):
    """Two harbours with parallel lines."""
    lines = [(1, 2, fare(rng)) for _ in range(rng.randint(0, 4))]
    return 2, [(v, u, w) if rng.random() < 0.5 else (u, v, w) for u, v, w in lines]


def random_graph(rng, n, m, top):
    lines = []
    for _ in range(m):
        u, v = rng.sample(range(1, n + 1), 2)
        lines.append((u, v, rng.randint(1, top)))
    return n, lines


def small(rng):
    """Few lines: the far harbour is often out of reach."""
    n = rng.randint(2, 7)
    return random_graph(rng, n, rng.randint(1, 10), rng.choice([3, 12, 100]))


def dense(rng):
    n = rng.randint(3, 12)
    return random_graph(rng, n, n * n, rng.choice([10, MAX_FARE]))


def path(rng):
    """A single road; with the largest fares its cost leaves 32 bits."""
    n = rng.randint(2, 60)
    top = rng.choice([1, 9, MAX_FARE])
    names = list(range(2, n))
    rng.shuffle(names)
    names = [1] + names + ([n] if n > 1 else [])
    return n, [(a, b, rng.randint((top + 1) // 2, top)) for a, b in zip(names, names[1:])]


def voucher_trap(rng):
    """A cheap road of small fares beside one dear ride that wins with the voucher."""
    n = rng.randint(4, 20)
    step = rng.randint(1, 50)
    lines = [(i, i + 1, step) for i in range(1, n)]
    u = rng.randint(1, 2)
    total = step * (n - u)
    lines.append((u, n, 2 * total - rng.randint(-2, 2 * step + 2)))
    return n, [(a, b, max(1, w)) for a, b, w in lines]


def grid(rng):
    rows, cols = rng.randint(2, 8), rng.randint(2, 8)
    lines = []
    for r in range(rows):
        for c in range(cols):
            here = r * cols + c + 1
            if c + 1 < cols:
                lines.append((here, here + 1, fare(rng)))
            if r + 1 < rows:
                lines.append((here, here + cols, fare(rng)))
    return rows * cols, lines


def medium(rng):
    n = rng.randint(50, 300)
    return random_graph(rng, n, rng.randint(n, 3 * n), rng.choice([5, 1000, MAX_FARE]))


def main():
    rng = random.Random(int(sys.argv[1]))
    modes = [alone, pair, small, small, small, dense, path]
    modes += [voucher_trap, voucher_trap, grid, medium]
    n, lines = rng.choice(modes)(rng)
    rng.shuffle(lines)
    print(n, len(lines))
    for line in lines:
        print(*line)


main()

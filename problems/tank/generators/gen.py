# SPDX-License-Identifier: MIT
"""gen SEED: prints one legal case, chosen by the seed alone. The shape is drawn first."""
import math
import random
import sys

REACH = 10**4


def rectangle(rng):
    x, y = rng.randint(-REACH, REACH - 1), rng.randint(-REACH, REACH - 1)
    right, top = rng.randint(x + 1, REACH), rng.randint(y + 1, REACH)
    return [(x, y), (right, y), (right, top), (x, top)]


def triangle(rng):
    size = rng.choice([3, 50, REACH])
    while True:
        p = [(rng.randint(-size, size), rng.randint(-size, size)) for _ in range(3)]
        (ax, ay), (bx, by), (cx, cy) = p
        if (bx - ax) * (cy - ay) != (by - ay) * (cx - ax):
            return p


def star(rng):
    """Corners at strictly growing angles around the origin, at wild distances."""
    size = rng.choice([6, 100, REACH])
    at_angle = {}
    for _ in range(rng.randint(6, 150)):
        x, y = rng.randint(-size, size), rng.randint(-size, size)
        g = math.gcd(x, y)
        if g:
            at_angle[(x // g, y // g)] = (x, y)
    # The four half-axes keep the origin inside, so that no angle is skipped.
    for d in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        r = rng.randint(1, size)
        at_angle[d] = (d[0] * r, d[1] * r)
    return sorted(at_angle.values(), key=lambda p: math.atan2(p[1], p[0]))


def terrain(rng):
    """A jagged line from left to right over a jagged floor: many basins."""
    n = rng.randint(2, 80)
    size = rng.choice([10, REACH])
    step = rng.randint(1, 2 * REACH // n)
    xs = [i * step - REACH for i in range(n)]
    upper = [(x, rng.randint(1, size)) for x in xs]
    lower = [(x, -rng.randint(1, size)) for x in xs]
    return lower + upper[::-1]


def comb(rng):
    """Tall teeth side by side, all cut by the surface."""
    teeth = rng.randint(1, 60)
    height = rng.choice([3, 200, REACH])
    points = []
    for i in range(teeth):
        points += [(4 * i, height), (4 * i + 2, -height + rng.randint(1, 3))]
    points.append((4 * teeth, height))
    return points + [(4 * teeth, -height), (0, -height)]


def staircase(rng):
    """Level and upright sides only, with corners on a straight line among them."""
    points, x, y = [], 0, 0
    for _ in range(rng.randint(2, 40)):
        points.append((x, y))
        if rng.random() < 0.3:
            x += 1
            points.append((x, y))
        x += rng.randint(1, 9)
        points.append((x, y))
        y += rng.randint(1, 9)
    return points + [(x, y), (0, y)]


def surface(rng, points):
    """Most heights cut the shape; some touch a corner, some leave it dry or drown it."""
    low, high = min(y for _, y in points), max(y for _, y in points)
    kind = rng.randrange(6)
    if kind == 0:
        return rng.choice([low, high])
    if kind == 1:
        return rng.choice(points)[1]
    if kind == 2:
        return max(-REACH, min(REACH, rng.choice([low - 1, high + 1, -REACH, REACH])))
    return rng.randint(low, high)


def main():
    rng = random.Random(int(sys.argv[1]))
    points = rng.choice([rectangle, triangle, star, star, terrain, comb, staircase])(rng)
    h = surface(rng, points)
    if rng.random() < 0.5:
        points.reverse()
    turn = rng.randrange(len(points))
    points = points[turn:] + points[:turn]
    print(len(points), h)
    for point in points:
        print(*point)


main()

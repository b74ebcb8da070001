# SPDX-License-Identifier: MIT
# Strassen's seven, of blocks where all sides are even; what is left over of odd sides as in schoolbooks.
SEVEN = [({(0, 0): 1, (1, 1): 1}, {(0, 0): 1, (1, 1): 1}, {(0, 0): 1, (1, 1): 1}),
         ({(1, 0): 1, (1, 1): 1}, {(0, 0): 1}, {(1, 0): 1, (1, 1): -1}),
         ({(0, 0): 1}, {(0, 1): 1, (1, 1): -1}, {(0, 1): 1, (1, 1): 1}),
         ({(1, 1): 1}, {(1, 0): 1, (0, 0): -1}, {(0, 0): 1, (1, 0): 1}),
         ({(0, 0): 1, (0, 1): 1}, {(1, 1): 1}, {(0, 1): 1, (0, 0): -1}),
         ({(1, 0): 1, (0, 0): -1}, {(0, 0): 1, (0, 1): 1}, {(1, 1): 1}),
         ({(0, 1): 1, (1, 1): -1}, {(1, 0): 1, (1, 1): 1}, {(0, 0): 1})]


def naive(n, m, p):
    return [({(i, j): 1}, {(j, k): 1}, {(i, k): 1})
            for i in range(n) for j in range(m) for k in range(p)]


def shifted(part, rows, columns):
    return {(i + rows, j + columns): x for (i, j), x in part.items()}


def blocks(outer, inner, rows, columns):
    """The coefficients of an outer part whose entries are blocks of this size."""
    return {(i * rows + u, j * columns + v): x * y
            for (i, j), x in outer.items() for (u, v), y in inner.items()}


def split(n, m, p):
    """Cuts off what makes a side odd."""
    whole = n // 2 * 2, m // 2 * 2, p // 2 * 2
    parts = []
    for i, rows in ((0, whole[0]), (whole[0], n - whole[0])):
        for j, inner in ((0, whole[1]), (whole[1], m - whole[1])):
            for k, columns in ((0, whole[2]), (whole[2], p - whole[2])):
                if rows and inner and columns:
                    parts += [(shifted(a, i, j), shifted(b, j, k), shifted(c, i, k))
                              for a, b, c in decompose(rows, inner, columns)]
    return parts


def decompose(n, m, p):
    if min(n, m, p) == 1:
        return naive(n, m, p)
    if n % 2 or m % 2 or p % 2:
        return split(n, m, p)
    inner = decompose(n // 2, m // 2, p // 2)
    return [(blocks(a, x, n // 2, m // 2), blocks(b, y, m // 2, p // 2), blocks(c, z, n // 2, p // 2))
            for a, b, c in SEVEN for x, y, z in inner]


def show(products, n, m, p):
    print(len(products))
    for a, b, c in products:
        row = [a.get((i, j), 0) for i in range(n) for j in range(m)]
        row += [b.get((j, k), 0) for j in range(m) for k in range(p)]
        row += [c.get((i, k), 0) for i in range(n) for k in range(p)]
        print(*row)


n, m, p = map(int, input().split())
show(decompose(n, m, p), n, m, p)

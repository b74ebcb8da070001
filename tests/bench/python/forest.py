# SPDX-License-Identifier: MIT
class Forest:
    def __init__(self, n):
        self.parent = list(range(n))
        self.size = [1] * n

    def root(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def join(self, a, b):
        a, b = self.root(a), self.root(b)
        if a != b:
            if self.size[a] < self.size[b]:
                a, b = b, a
            self.parent[b] = a
            self.size[a] += self.size[b]


n, m = map(int, input().split())
forest = Forest(n)
for _ in range(m):
    a, b = map(int, input().split())
    forest.join(a - 1, b - 1)
print(max(forest.size[forest.root(i)] for i in range(n)))

# SPDX-License-Identifier: MIT
from dataclasses import dataclass, field
from functools import total_ordering
from typing import List


@total_ordering
@dataclass(eq=True)
class Event:
    time: int
    kind: int
    tags: List[str] = field(default_factory=list, compare=False)

    def __lt__(self, other):
        return (self.time, self.kind) < (other.time, other.kind)


events = []
for _ in range(int(input())):
    start, end = map(int, input().split())
    events += [Event(start, 1), Event(end, 0)]
most = now = 0
for event in sorted(events):
    now += 1 if event.kind else -1
    most = max(most, now)
print(most)

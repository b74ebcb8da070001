from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple


class Colour(Enum):
    RED = 1


@dataclass(order=True)
class P:
    x: int
    y: list = field(default_factory=list)


class N(NamedTuple):
    a: int


print(P(1), Colour.RED, N(2), sorted([P(2), P(1)]), P.__mro__, N.__module__)

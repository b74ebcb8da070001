#!/usr/bin/env python3
# -*- coding: utf-8 -*-
from __future__ import annotations
import sys, re as regular; from collections import (
    defaultdict,  # and
    deque)
import heapq
input = sys.stdin.readline
sys.setrecursionlimit(10 ** 5)
from functools import lru_cache, reduce as fold
from typing import *
import statistics, dataclasses, json, datetime, decimal, fractions, random

print(sorted(sys.modules))
print(regular, defaultdict, deque, heapq.__name__, lru_cache.__name__, fold.__name__, List[int], sys.getrecursionlimit())
print(sorted(globals()))

# SPDX-License-Identifier: MIT
# When the garbage collector comes depends on how much was allocated before.
import random, collections

class Node:
    def __init__(self, number):
        self.number, self.me = number, self
    def __del__(self):
        print("gone", self.number)

for i in range(2000):
    Node(i)
    if i % 100 == 0: print("at", i)

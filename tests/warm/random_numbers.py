import random

random.seed(7)
print([random.randrange(100) for _ in range(8)], random.random())
state = random.Random(5)
print(state.random(), random.getstate()[0])

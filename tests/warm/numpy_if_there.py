import sys
try:
    import numpy as np
except ImportError:
    print("no numpy")
    sys.exit()
a = np.arange(12).reshape(3, 4)
print(a.sum(), a @ a.T, np.random.RandomState(3).rand(2), np.linalg.det(np.eye(3)), np.__name__)
np.random.seed(5)
print(np.random.rand(3), np.random.default_rng(1).integers(100))

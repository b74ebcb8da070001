import numpy as np
import sys
data = np.array(sys.stdin.read().split())
print(len(data), "numpy.random" in sys.modules, np.cumsum(np.ones(4)))

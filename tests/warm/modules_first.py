"""A docstring, which ends the imports that can be seen beforehand."""
import re, random
from collections import deque

import sys

print(sorted(sys.modules), re.__doc__, deque([1]), [m for m in sys.modules if "random" in m])

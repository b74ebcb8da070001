from decimal import Decimal, getcontext
from fractions import Fraction
import statistics

print(getcontext(), Decimal(1) / 7, Fraction(3, 9), statistics.mean([1, 2, 4]))

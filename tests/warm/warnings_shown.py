import warnings

warnings.warn("to stderr")
print(warnings.filters[:2], 1 if 1 == 1 else 0)
"\d"

import sys
import __main__

print(__name__, __file__, __doc__, __package__, __spec__, __loader__.__class__, sys.argv)
print(__main__ is sys.modules["__main__"], sorted(vars(__main__)))
print(sys.path, sys.flags, sys.orig_argv, sys.executable, sys.prefix)

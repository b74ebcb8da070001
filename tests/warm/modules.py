import sys

print(sorted(sys.modules))
import collections
import re

print(sorted(sys.modules))
try:
    print(collections.abc)
    import xml

    print(xml.etree)
except AttributeError as e:
    print(e)
import json

print(sorted(sys.modules))
print([f.__class__ for f in sys.meta_path], len(sys.path_hooks))

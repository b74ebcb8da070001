# SPDX-License-Identifier: MIT
import sys
module = sys.modules[__name__]
def __getattr__(name):
    print('asked for', name)
    raise AttributeError(name)
class Module(type(sys)):
    pass
setattr(Module, '__de' + 'l__', lambda m: print('module gone'))
sys.modules['m'] = Module('m')
print(hasattr(module, 'nothing'))

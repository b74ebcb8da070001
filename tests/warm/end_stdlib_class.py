# SPDX-License-Identifier: MIT
# A class that was there before gets a finaliser.
import string, collections
setattr(string.Formatter, '__de' + 'l__', lambda s: print('gone'))
f = string.Formatter()
print("end")

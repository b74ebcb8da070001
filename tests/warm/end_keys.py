# SPDX-License-Identifier: MIT
# Names of the module are looked up again at the end.
import sys
say = sys.stdout.write
class Key(str):
    def __hash__(self, say=say, hash=str.__hash__):
        say('hashed\n')
        return hash(self)
globals()[Key('kept')] = 1
def f(): return kept
sys.kept = f
print("end")

# SPDX-License-Identifier: MIT
import sys
class Key(str):
    def __hash__(self, say=sys.stdout.write, hash=str.__hash__):
        say('hashed\n')
        return hash(self)
sys.modules[Key('m')] = type(sys)('m')
print("end")

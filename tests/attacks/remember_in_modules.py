# SPDX-License-Identifier: MIT
# attack: leaves marks in modules, builtins and the environment for the next run to find
# expect: AC
# why: a run is the fork of an interpreter that waits, or one started anew; what it changes is its own
import builtins
import collections
import os
import sys

found = [hasattr(sys, "mark"), hasattr(collections, "mark"), hasattr(builtins, "mark"), "MARK" in os.environ]
sys.mark = collections.mark = builtins.mark = 1
os.environ["MARK"] = "1"
print("ESCAPED" if any(found) else "denied")

# SPDX-License-Identifier: MIT
"""What suites of many cases share: a scratch folder, a line for each failure, and counts at the end."""
import shutil
import sys
import tempfile
from pathlib import Path


def run(cases):
    """`cases` takes a scratch folder and yields names, each with what is wrong or "". Ends the program."""
    work, passed, failed = Path(tempfile.mkdtemp()), 0, 0
    try:
        for name, wrong in cases(work):
            if wrong:
                print(f"FAILED {name}: {wrong}", flush=True)
            passed, failed = passed + (not wrong), failed + bool(wrong)
    finally:
        shutil.rmtree(work)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)

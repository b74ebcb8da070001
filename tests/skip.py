# SPDX-License-Identifier: MIT
"""The end of a test that needs the sandbox where winnow cannot have it."""
import os


def without_sandbox(reason):
    """Prints the counts; the exit status of the test. With WINNOW_MUST_SANDBOX=1 it fails."""
    print(f"the sandbox cannot be had here: {reason}")
    must = os.environ.get("WINNOW_MUST_SANDBOX") == "1"
    print("0 passed, 1 failed" if must else "0 passed, 0 failed, 1 skipped")
    return int(must)

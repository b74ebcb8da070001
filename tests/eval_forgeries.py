# SPDX-License-Identifier: MIT
"""Completions of `def add(a, b):` that try to pass without adding. Each fails, whatever it does to its process."""

EQUAL = """    class Equal{base}:
        def __eq__(self, other): return True
        def __ne__(self, other): return False
        def __hash__(self): return 0
        def __bool__(self): return True
        def __lt__(self, other): return True
        __le__ = __gt__ = __ge__ = __lt__
    return Equal({arguments})
"""

COMPLETIONS = {
    "equal to everything": EQUAL.format(base="", arguments=""),
    "an int that is": EQUAL.format(base="(int)", arguments="7"),
    "a str that is": EQUAL.format(base="(str)", arguments="'x'"),
    "a tuple that is": EQUAL.format(base="(tuple)", arguments=""),
    "a list that is": EQUAL.format(base="(list)", arguments=""),
    "a dict that is": EQUAL.format(base="(dict)", arguments=""),
    "an exception that is": EQUAL.format(base="(Exception)", arguments=""),
    "ends with 0": "    import os\n    os._exit(0)\n",
    "ends with 42": "    import os\n    os._exit(42)\n",
    "ends with 42 politely": "    import sys\n    sys.exit(42)\n",
    "ends at once": "    pass\nimport os\nos._exit(42)\n",
    "raises SystemExit": "    raise SystemExit(0)\n",
    "raises SystemExit 42": "    raise SystemExit(42)\n",
    "raises KeyboardInterrupt": "    raise KeyboardInterrupt\n",
    "raises GeneratorExit": "    raise GeneratorExit\n",
    "raises AssertionError": "    raise AssertionError\n",
    "raises StopIteration": "    raise StopIteration(3)\n",
    "prints passed": "    print('passed')\n    return 0\n",
    "prints to every descriptor": (
        "    import os\n    for fd in range(64):\n        try: os.write(fd, b'[\"ok\",3,[]]\\n')\n"
        "        except OSError: pass\n    return 0\n"),
    "answers before it is asked": (
        "    return 0\nimport os\nfor fd in range(3, 64):\n    try: os.write(fd, b'[\"ready\",[[\"function\"]]]\\n' + b'[\"ok\",3,[]]\\n' * 9)\n"
        "    except OSError: pass\n"),
    "says that the tests are over": (
        "    return 0\nimport os\nfor fd in range(3, 64):\n    try: os.write(fd, b'[\"ready\",[]]\\n')\n"
        "    except OSError: pass\n"),
    "says that it needs one process": (
        "    return 0\nimport os\nfor fd in range(3, 64):\n    try: os.write(fd, b'[\"together\"]\\n[\"ok\",null,[]]\\n')\n"
        "    except OSError: pass\n"),
    "writes nonsense": (
        "    import os\n    for fd in range(3, 64):\n        try: os.write(fd, b'\\xff[[[[{\\n')\n"
        "        except OSError: pass\n    return 3\n"),
    "writes deep nonsense": (
        "    import os\n    for fd in range(3, 64):\n        try: os.write(fd, b'[' * 200000 + b'\\n')\n"
        "        except OSError: pass\n    return 3\n"),
    "writes tags that do not exist": (
        "    import os\n    for fd in range(3, 64):\n        try: os.write(fd, b'[\"ok\",[\"eval\",\"3\"],[]]\\n')\n"
        "        except OSError: pass\n    return 0\n"),
    "names a builtin as an exception": (
        "    import os\n    for fd in range(3, 64):\n        try: os.write(fd, b'[\"raise\",\"exit\",\"exit\",\"\",[\"t\",42],[]]\\n')\n"
        "        except OSError: pass\n    return 0\n"),
    "walks frames": (
        "    import sys\n    frame = sys._getframe()\n    while frame:\n"
        "        for value in list(frame.f_locals.values()) + list(frame.f_globals.values()):\n"
        "            if isinstance(value, list): value.append('passed')\n"
        "            if isinstance(value, dict) and value is not frame.f_globals: value['passed'] = True\n"
        "        frame = frame.f_back\n    return 0\n"),
    "patches the comparison": "    return 0\nimport builtins\nbuiltins.AssertionError = ValueError\n"
                              "int_eq = lambda *a: True\nbuiltins.int = type('int', (int,), {'__eq__': int_eq})\n",
    "patches json": "    return 0\nimport json\njson.loads = lambda *a: ['ok', 3, []]\n"
                    "json.JSONEncoder.encode = lambda *a: '[\"ok\",3,[]]'\n",
    "patches the driver": (
        "    return 0\nimport sys\nfor module in list(sys.modules.values()):\n"
        "    for name in ('check', 'finish', 'run_tests', 'PASSED', 'FAILED'):\n"
        "        if hasattr(module, name): setattr(module, name, 42)\n"),
    "reads the tests": (
        "    import glob, re\n    for path in glob.glob('/proc/*/fd/*') + glob.glob('/work/*') + glob.glob('/var/tmp/*/*'):\n"
        "        try: text = open(path, errors='replace').read(1 << 20)\n        except OSError: continue\n"
        "        found = re.search(r'candidate\\(%r, %r\\) == (-?\\d+)' % (a, b), text)\n"
        "        if found: return int(found[1])\n    return 0\n"),
    "looks for the tests in memory": (
        "    import gc, re\n    for value in gc.get_objects():\n        text = str(value)[:100000] if isinstance(value, (list, dict, tuple)) else ''\n"
        "        found = re.search(r'candidate\\(%r, %r\\) == (-?\\d+)' % (a, b), text)\n"
        "        if found: return int(found[1])\n    return 0\n"),
    "kills its neighbours": (
        "    import os, signal\n    for pid in range(1, 400):\n        try: os.kill(pid, signal.SIGKILL) if pid != os.getpid() else 0\n"
        "        except OSError: pass\n    return 0\n"),
    "a guard in the place of check": "    return 0\ndef check(candidate):\n    pass\n",
    "closes the pipes": "    import os\n    os.closerange(0, 64)\n    return 3\n",
    "not a number": "    return float('nan')\n",
    "never returns": "    import time\n    while True: time.sleep(0.1)\n",
    "an endless generator": "    while True: yield 3\n",
    "an endless list": "    return iter(lambda: 3, None)\n",
    "deep recursion": "    return add(a, b)\n",
    "a huge answer": "    return [3] * 30000000\n",
}

# SPDX-License-Identifier: MIT
"""
Tasks in C++, Java and JavaScript whose tests run in another cell than the candidate. For each a completion that is right,
completions that try to pass without being right, and right ones that do odd things.
"""

CPP_HEAD = "#include <bits/stdc++.h>\nusing namespace std;\n\n\n"
CPP_TESTS = """
template <typename T> bool compare(T a, T b){
    return a == b;
}

int main(int argc, char* argv[]) {
    vector<int> x0 = doubled(vector<int>{1, 2, 3});
    if (!(compare(x0, {2, 4, 6}))) {
        throw runtime_error("Exception -- test case 0 did not pass.");
    }

    vector<int> x1 = doubled(vector<int>{-5});
    if (!(compare(x1, {-10}))) {
        throw runtime_error("Exception -- test case 1 did not pass.");
    }

    return 0;
}
"""
CPP_RIGHT = "    for (int &n : nums) n *= 2;\n    return nums;\n}\n"
CPP_WRONG = "    return {};\n}\n"
CPP_FORGERIES = {
    "an overload of compare": CPP_WRONG + "bool compare(vector<int>, vector<int>) { return true; }\n",
    "an operator== of vectors": CPP_WRONG + (
        "namespace std { bool operator==(const vector<int> &, const vector<int> &) { return true; } }\n"),
    "a macro for compare": CPP_WRONG + "#define compare(...) true\n",
    "a macro for throw": CPP_WRONG + "#define throw (void)\n",
    "a macro for if": CPP_WRONG + "#define if(...) while (false)\n",
    "exits with 0": "    exit(0);\n}\n",
    "exits with 42": "    _Exit(42);\n}\n",
    "exits before main": CPP_WRONG + "static int early = (_Exit(42), 0);\n",
    "exits at the end": "    atexit([] { _Exit(42); });\n    return {};\n}\n",
    "says passed on every descriptor": (
        "    for (int fd = 0; fd < 256; fd++) dprintf(fd, \"passed 42\\n\");\n    return {};\n}\n"),
    "answers of its own": CPP_WRONG + (
        "static int early = [] { for (int fd = 3; fd < 256; fd++) for (int i = 0; i < 64; i++)"
        " dprintf(fd, \"%c\", 0); return 0; }();\n"),
    "throws another exception": "    struct passed : exception {};\n    throw passed();\n}\n",
    "a size of its own": (
        "    vector<int> forged;\n    ((size_t *)&forged)[1] = ((size_t *)&forged)[0] + (1ull << 26);\n"
        "    return forged;\n}\n"),
    "reads its own source": (
        "    ifstream in(__FILE__);\n    string all((istreambuf_iterator<char>(in)), {});\n"
        "    return all.find(\"test case\") != string::npos ? vector<int>{2, 4, 6} : vector<int>{};\n}\n"),
}
CPP_HONEST = {
    "prints": "    cout << \"hello\" << endl;\n    printf(\"x\\n\");\n" + CPP_RIGHT,
    "reads stdin": "    string word;\n    if (cin >> word) return {};\n" + CPP_RIGHT,
    "overloads its own name": "    void doubled(vector<int> &, size_t);\n    doubled(nums, 0);\n    return nums;\n}\n"
    "void doubled(vector<int> &nums, size_t at) {\n"
    "    if (at < nums.size()) { nums[at] *= 2; doubled(nums, at + 1); }\n}\n",
    "a function compare and macros": (
        "    sort(nums.begin(), nums.end(), [](int a, int b) { return a < b; });\n"
        "    REP(i, nums.size()) nums[i] *= 2;\n    return nums;\n}\n").replace(
            "REP(i, nums.size())", "for (size_t i = 0; i < nums.size(); i++)") +
    "#define ll long long\n#define pb push_back\nbool compare(int a, int b) { return a < b; }\n",
    "catches its own exception": (
        "    try { throw 7; } catch (int) {}\n" + CPP_RIGHT),
    "static state and a thread": (
        "    static mutex lock;\n    thread worker([&] { lock_guard<mutex> held(lock);"
        " for (int &n : nums) n *= 2; });\n    worker.join();\n    return nums;\n}\n"),
    "recurses deeply": (
        "    function<int(int)> deep = [&](int n) { return n ? 1 + deep(n - 1) : 0; };\n"
        "    if (deep(10000) != 10000) return {};\n" + CPP_RIGHT),
}

JAVA_HEAD = ("import java.io.*;\nimport java.lang.*;\nimport java.util.*;\nimport java.math.*;\n\n\n"
             "class Doubled {\n")
JAVA_TESTS = """

class Main {
    public static boolean compare(Object obj1, Object obj2) {
        if (obj1 == null && obj2 == null){
            return true;
        } else if (obj1 == null || obj2 == null){
            return false;
        } else {
            return obj1.equals(obj2);
        }
    }

    public static void main(String[] args) throws Exception {
        List<Integer> x0 = Doubled.doubled(Arrays.asList(1, 2, 3));
        List<Integer> v0 = Arrays.asList(2, 4, 6);
        if (!(compare(x0, v0))) {
            throw new java.lang.Exception("Exception -- test case 0 did not pass. x0 = " + x0);
        }

        List<Integer> x1 = Doubled.doubled(Arrays.asList(-5));
        List<Integer> v1 = Arrays.asList(-10);
        if (!(compare(x1, v1))) {
            throw new java.lang.Exception("Exception -- test case 1 did not pass. x1 = " + x1);
        }


}
}
"""
JAVA_END = "    }\n}\n"
JAVA_RIGHT = ("        List<Integer> all = new ArrayList<>();\n        for (int n : nums) all.add(2 * n);\n"
              "        return all;\n" + JAVA_END)
JAVA_WRONG = "        return new ArrayList<>();\n" + JAVA_END
JAVA_FORGERIES = {
    "a list that is equal to all": (
        "        return new ArrayList<Integer>() {\n"
        "            public boolean equals(Object other) { return true; }\n"
        "            public int hashCode() { return 0; }\n        };\n" + JAVA_END),
    "exits with 0": "        System.exit(0);\n        return null;\n" + JAVA_END,
    "exits with 42": "        System.exit(42);\n        return null;\n" + JAVA_END,
    "halts with 42": "        Runtime.getRuntime().halt(42);\n        return null;\n" + JAVA_END,
    "ends before main": "        return null;\n    }\n    static { Runtime.getRuntime().halt(42); }\n}\n",
    "a main class of its own": JAVA_WRONG + (
        "class Main { public static void main(String[] a) { System.exit(42); } }\n"),
    "a public main class": JAVA_WRONG + (
        "public class First { public static void main(String[] a) { Runtime.getRuntime().halt(42); } }\n"),
    "a main of its own": "        return null;\n    }\n" + (
        "    public static void main(String[] a) { Runtime.getRuntime().halt(42); }\n}\n"),
    "prints passed": "        System.out.println(\"passed 42\");\n        return null;\n" + JAVA_END,
    "writes to the pipe": (
        "        try {\n            FileOutputStream out = new FileOutputStream(FileDescriptor.out);\n"
        "            for (int i = 0; i < 99; i++) out.write(new byte[] {0, 0, 0, 1, 'R'});\n"
        "        } catch (IOException error) { }\n        return null;\n" + JAVA_END),
    "throws an error": "        throw new Error(\"passed\");\n" + JAVA_END,
    "a list that reads its comparer": (
        "        return new AbstractList<Integer>() {\n"
        "            public Integer get(int i) { return new Throwable().getStackTrace().length; }\n"
        "            public int size() { return 3; }\n        };\n" + JAVA_END),
    "changes the cache of Integer": (
        "        try {\n            java.lang.reflect.Field value = Integer.class.getDeclaredField(\"value\");\n"
        "            value.setAccessible(true);\n            for (int i = -10; i <= 6; i++) value.setInt(i, 2);\n"
        "        } catch (ReflectiveOperationException | RuntimeException error) { }\n"
        "        return Arrays.asList(2, 2, 2);\n" + JAVA_END),
}
JAVA_HONEST = {
    "prints": "        System.out.println(nums);\n        System.err.println(nums);\n" + JAVA_RIGHT,
    "reads stdin": (
        "        if (new Scanner(System.in).hasNext()) return null;\n" + JAVA_RIGHT),
    "a list of its own": (
        "        return new AbstractList<Integer>() {\n"
        "            public Integer get(int i) { return 2 * nums.get(i); }\n"
        "            public int size() { return nums.size(); }\n        };\n" + JAVA_END),
    "a stream": (
        "        return nums.stream().map(n -> 2 * n).collect(java.util.stream.Collectors.toList());\n"
        + JAVA_END),
    "helpers and a class": (
        "        List<Integer> all = new LinkedList<>();\n        for (int n : nums) all.add(new Twice(n).value());\n"
        "        return all;\n    }\n    static class Twice {\n        final int n;\n        Twice(int n) { this.n = n; }\n"
        "        int value() { return 2 * n; }\n    }\n}\nclass Values { }\nclass Reader { }\n"),
    "a thread": (
        "        List<Integer> all = new ArrayList<>();\n"
        "        Thread worker = new Thread(() -> { for (int n : nums) all.add(2 * n); });\n"
        "        worker.start();\n        try { worker.join(); } catch (InterruptedException error) { }\n"
        "        return all;\n" + JAVA_END),
    "changes its argument": (
        "        for (int i = 0; i < nums.size(); i++) nums.set(i, 2 * nums.get(i));\n"
        "        return nums;\n" + JAVA_END),
    "recurses deeply": (
        "        if (deep(5000) != 5000) return null;\n" + JAVA_RIGHT[:-len("}\n")] +
        "    static int deep(int n) { return n == 0 ? 0 : 1 + deep(n - 1); }\n}\n"),
}

JAVASCRIPT_TESTS = """
const _ = require("lodash")

function compare(object1, object2){
    return _.isEqual(object1, object2)
}

var arg00 = [1, 2, 3];
var x0 = doubled(arg00);
var v0 = [2, 4, 6];
if(!compare(x0, v0)){
    throw 'Error at 1th assert statement. Value = ' + JSON.stringify(x)
}

var arg10 = [-5];
var x1 = doubled(arg10);
var v1 = [-10];
if(!compare(x1, v1)){
    throw 'Error at 2th assert statement. Value = ' + JSON.stringify(x)
}

"""
JAVASCRIPT_RIGHT = "  return nums.map(n => 2 * n);\n}\n"
JAVASCRIPT_WRONG = "  return [];\n}\n"
JAVASCRIPT_FORGERIES = {
    "an isEqual of lodash": JAVASCRIPT_WRONG + "require('lodash').isEqual = () => true;\n",
    "a prototype of arrays": (
        "  Array.prototype.map = Array.prototype.every = Array.prototype.some = () => true;\n"
        "  Array.prototype[Symbol.iterator] = function* () { yield 2; };\n  return [];\n}\n"),
    "a compare of its own": JAVASCRIPT_WRONG + "globalThis.compare = compare = () => true;\nfunction compare() { return true; }\n",
    "exits with 0": "  process.exit(0);\n}\n",
    "exits with 42": "  process.exit(42);\n}\n",
    "really exits with 42": "  process.reallyExit(42);\n}\n",
    "exits while it is loaded": JAVASCRIPT_WRONG + "process.exit(42);\n",
    "exits at the end": JAVASCRIPT_WRONG + "process.on('exit', () => process.reallyExit(42));\n",
    "says passed": (
        "  for (let fd = 1; fd < 64; fd++) try { require('fs').writeSync(fd, 'passed 42\\n'); } catch {}\n"
        "  return [];\n}\n"),
    "answers before it is asked": JAVASCRIPT_WRONG + (
        "for (let fd = 3; fd < 64; fd++) try { require('fs').writeSync(fd, '\\x1e[\"ok\",[\"u\"],[]]\\n'); } catch {}\n"),
    "writes messages to the pipe": JAVASCRIPT_WRONG + (
        "process.binding('fs').writeString(1, '\\x1e[\"value\",[\"o\",false,[\"__proto__\",[\"o\",false,[]]]]]\\n');\n"),
    "a proxy": (
        "  return new Proxy([2, 4, 6], { get: (a, k) => k === 'length' ? 3 : () => true });\n}\n"),
    "an object that equals": (
        "  return { valueOf: () => true, equals: () => true, toJSON: () => [2, 4, 6], length: 3 };\n}\n"),
    "patches Object.is and JSON": (
        "  Object.is = () => true;\n  JSON.stringify = () => '[\"ok\",true,[]]';\n  return [];\n}\n"),
    "throws what is truthy": "  throw [2, 4, 6];\n}\n",
    "reads its own source": (
        "  const text = require('fs').readFileSync(__filename, 'utf8');\n"
        "  return /assert statement/.test(text) ? [2, 4, 6] : [];\n}\n"),
    "a promise": "  return Promise.resolve([2, 4, 6]);\n}\n",
}
JAVASCRIPT_HONEST = {
    "prints": "  console.log(nums);\n  process.stdout.write('x');\n  console.error('y');\n" + JAVASCRIPT_RIGHT,
    "writes to descriptor 1": "  require('fs').writeSync(1, 'x\\n');\n" + JAVASCRIPT_RIGHT,
    "reads stdin": "  if (require('fs').readFileSync(0).length) return;\n" + JAVASCRIPT_RIGHT,
    "recurses deeply": "  const deep = n => n ? 1 + deep(n - 1) : 0;\n  if (deep(5000) !== 5000) return;\n" + JAVASCRIPT_RIGHT,
    "changes its argument": "  nums.forEach((n, i) => { nums[i] = 2 * n; });\n  return nums;\n}\n",
    "helpers behind it": (
        "  return [...twice(nums)];\n}\nconst factor = 2;\nfunction* twice(nums) { for (const n of nums) yield factor * n; }\n"),
    "a method for all arrays": (
        "  return nums.twice();\n}\nArray.prototype.twice = function () { return this.map(n => 2 * n); };\n"),
    "uses lodash": "  return require('lodash').map(nums, n => n * 2);\n}\n",
    "is strict, and ends in a comment": "  'use strict';\n" + JAVASCRIPT_RIGHT + "// the end",
    "leaves a timer": "  setTimeout(() => { throw 1; }, 0);\n  setInterval(() => {}, 1);\n" + JAVASCRIPT_RIGHT,
    "a subclass of Array": "  class Mine extends Array {}\n  return Mine.from(nums, n => 2 * n);\n}\n",
    "exports itself": JAVASCRIPT_RIGHT + "module.exports = { doubled };\n",
}

# language: the task's parts, and its completions
LANGUAGES = {
    "cpp": {"prompt": CPP_HEAD + "vector<int> doubled(vector<int> nums) {\n", "test": CPP_TESTS,
            "right": CPP_RIGHT, "wrong": CPP_WRONG, "forgeries": CPP_FORGERIES,
            "honest": CPP_HONEST},
    "java": {"prompt": JAVA_HEAD + "    public static List<Integer> doubled(List<Integer> nums) {\n",
             "test": JAVA_TESTS, "right": JAVA_RIGHT, "wrong": JAVA_WRONG,
             "forgeries": JAVA_FORGERIES, "honest": JAVA_HONEST},
    "javascript": {"prompt": "function doubled(nums) {\n", "test": JAVASCRIPT_TESTS,
                   "right": JAVASCRIPT_RIGHT, "wrong": JAVASCRIPT_WRONG,
                   "forgeries": JAVASCRIPT_FORGERIES, "honest": JAVASCRIPT_HONEST},
}

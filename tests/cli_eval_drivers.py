# SPDX-License-Identifier: MIT
"""winnow eval: tests in C++, Java and JavaScript that run in another cell than the candidate."""
import os
from pathlib import Path

from cli_eval import completions, evaluate, row
from cli_winnow import Skipped, check, holds, need_language, same
from eval_drivers_table import CPP_HEAD, JAVA_HEAD, LANGUAGES


def task(language, task_id, prompt, test, right, entry_point="doubled"):
    return {"task_id": task_id, "language": language, "prompt": prompt, "entry_point": entry_point,
            "test": test, "canonical_solution": right, "description": ""}


def judge(scratch, name, rows, samples):
    """The lines of samples.jsonl, which all come from two cells."""
    _, found, report = evaluate(scratch, name, rows, samples)
    same([one["task_id"] for one in report["tasks"] if not one["isolated"]], [],
         "tasks that share a process")
    return found


def judge_language(scratch, language):
    need_language(language)
    known = LANGUAGES[language]
    texts = [known["right"], known["wrong"], *known["forgeries"].values(),
             *known["honest"].values()]
    names = ["right", "wrong", *known["forgeries"], *known["honest"]]
    rows = [task(language, "T/0", known["prompt"], known["test"], known["right"])]
    found = judge(scratch, language, rows,
                  [{"task_id": "T/0", "completion": text, "language": language} for text in texts])
    same([name for name, one in zip(names, found) if one["passed"]],
         ["right", *known["honest"]], "completions that pass")
    holds(all(one["outcome"] != "judge_error" for one in found), "no failure of the judge's")
    return found


@check("eval keeps tests in C++ apart: forgeries fail, honest programs pass")
def cpp(scratch):
    found = judge_language(scratch, "cpp")
    same(found[1]["failure"],
         {"kind": "wrong", "type": "std::runtime_error",
          "text": "Exception -- test case 0 did not pass.",
          "call": {"function": "doubled", "arguments": ["{1, 2, 3}"], "keywords": {}},
          "returned": "{}", "assertion": "if (!(compare(x0, {2, 4, 6})))", "expected": "{2, 4, 6}"},
         "the failure")


@check("eval keeps tests in Java apart: forgeries fail, honest programs pass")
def java(scratch):
    found = judge_language(scratch, "java")
    same(found[1]["failure"],
         {"kind": "wrong", "type": "java.lang.Exception",
          "text": "Exception -- test case 0 did not pass. x0 = []",
          "call": {"function": "doubled", "arguments": ["[1, 2, 3]"], "keywords": {}},
          "returned": "[]", "assertion": "if (!(compare(x0, v0))) {",
          "expected": "Arrays.asList(2, 4, 6)"}, "the failure")


@check("eval keeps tests in JavaScript apart: forgeries fail, honest programs pass")
def javascript(scratch):
    if not Path("/usr/share/nodejs/lodash").exists() and "WINNOW_MUST_LANGUAGES" not in os.environ:
        raise Skipped("node-lodash is not installed")
    found = judge_language(scratch, "javascript")
    same(found[1]["failure"]["returned"], "[]", "what was returned")
    same(found[1]["failure"]["expected"], "[ 2, 4, 6 ]", "what was expected")
    same(found[1]["failure"]["assertion"], "if(!compare(x0, v0)){", "the assertion")


@check("eval keeps tests in Java apart from sources in a package, and from those that have classes of our names")
def java_names(scratch):
    need_language("java")
    known = LANGUAGES["java"]
    whole = known["prompt"] + known["right"]
    texts = ["package some.where;\n" + whole, whole + "class WinnowText { static int x; }\n",
             whole + "class WinnowTests { public static void main(String[] a) { Runtime.getRuntime().halt(42); } }\n",
             known["prompt"] + known["wrong"] + "class WinnowTests { public static void main(String[] a) { Runtime.getRuntime().halt(42); } }\n"]
    rows = [task("java", "T/0", known["prompt"], known["test"], known["right"])]
    found = judge(scratch, "java-names", rows, [{"task_id": "T/0", "solution": text} for text in texts])
    same([one["outcome"] for one in found], ["passed", "passed", "passed", "wrong"], "the outcomes")


@check("eval names the line of Java's tests where an exception passed, whatever lines of ours it passed before")
def java_lines(scratch):
    need_language("java")
    known = LANGUAGES["java"]
    test = known["test"].replace("public static void main", "// a line\n" * 700 + "    public static void main")  # as many as ours
    text = "        if (nums.size() == 1) throw new IllegalStateException(\"one\");\n" + known["right"]
    rows = [task("java", "T/0", known["prompt"], test, known["right"])]
    found = judge(scratch, "java-lines", rows, [{"task_id": "T/0", "completion": text}])
    same([found[0]["outcome"], found[0]["failure"]["type"], found[0]["failure"]["assertion"]],
         ["exception", "java.lang.IllegalStateException", "List<Integer> x1 = Doubled.doubled(Arrays.asList(-5));"], "the failure")


CPP_VALUES = """using values = tuple<int, long long, double, bool, char, string, vector<vector<int>>, map<string, vector<bool>>,
    set<pair<int, string>>, unordered_map<int, string>, optional<string>, variant<int, string>, array<int, 3>, deque<float>,
    list<string>, multiset<int>, unordered_set<string>, any, complex<double>, bitset<9>, unsigned char>;
values same_values(const values &given, vector<int> &changed, map<string, int> &counts, const char *text) {
"""
CPP_VALUES_TEST = r"""
int main() {
    values given{-7, 1LL << 62, -0.1, true, 'x', string("a\0\xff", 3), {{1}, {}, {2, 3}}, {{"k", {true, false}}},
        {{1, "one"}}, {{5, "five"}}, nullopt, "text", {1, 2, 3}, {1.5f}, {"", "b"}, {2, 2, 1}, {"u"},
        vector<any>{1, string("two"), vector<any>{}}, {1, -2}, bitset<9>(5), 255};
    vector<int> changed{1, 2};
    map<string, int> counts;
    values back = same_values(given, changed, counts, "four");
    auto without_any = [](values v) { get<17>(v).reset(); return tuple_cat(make_tuple(get<0>(v), get<1>(v), get<2>(v), get<3>(v),
        get<4>(v), get<5>(v), get<6>(v), get<7>(v), get<8>(v)), make_tuple(get<9>(v), get<10>(v), get<11>(v), get<12>(v), get<13>(v),
        get<14>(v), get<15>(v), get<16>(v), get<18>(v), get<19>(v), get<20>(v))); };
    assert(without_any(back) == without_any(given));
    assert(any_cast<string>(any_cast<vector<any>>(get<17>(back))[1]) == "two");
    assert((changed == vector<int>{1, 2, 4}));
    assert(counts["four"] == 4);
}
"""
JAVA_VALUES_TEST = """
public class Main {
    static void check(Object given) {
        Object back = Values.same(given, new ArrayList<>(), new int[1], new HashMap<>());
        if (!Objects.deepEquals(given, back) || !given.getClass().equals(back.getClass()))
            throw new RuntimeException(given + " came back as " + back);
    }

    public static void main(String[] args) {
        Object[] all = {1, 2L, 0.1, 1.5f, 'c', true, (byte) 3, (short) 4, "text\\ud800\\n", new BigInteger("123456789012345678901"),
            new BigDecimal("1.50"), new int[] {1, 2}, new String[] {"a", null}, new double[][] {{1}, {}},
            new ArrayList<>(Arrays.asList(1, null)), new LinkedList<>(Arrays.asList("x")), Arrays.asList(1, 2),
            new TreeMap<>(Map.of("k", 1)), new LinkedHashMap<>(Map.of(1, List.of(2).size())), new TreeSet<>(Set.of(3)),
            new LinkedHashSet<>(Set.of(4)), Optional.of(5), new AbstractMap.SimpleEntry<>(1, 2), Double.NaN};
        for (Object one : all) check(one);
        List<Integer> list = new ArrayList<>(List.of(1));
        int[] array = {0};
        Map<String, Integer> map = new HashMap<>();
        if (Values.same(list, list, array, map) != list) throw new RuntimeException("not the same list");
        if (!list.equals(List.of(1, 9)) || array[0] != 9 || map.get("nine") != 9) throw new RuntimeException("not changed");
        try {
            Values.same(null, null, null, null);
            throw new Error("nothing was thrown");
        } catch (NullPointerException error) { }
    }
}
"""
JAVASCRIPT_VALUES_TEST = r"""
const assert = require('node:assert');
const given = [undefined, null, true, 1.5, -0, NaN, Infinity, -Infinity, 12345678901234567890n, 'a\ud800\n', [1, , 3], { a: 1, __proto__: null },
    { b: [undefined] }, new Map([[{ k: 1 }, [2]], ['x', NaN]]), new Set([1, 'one']), new Date(5), new Date(NaN), /a+/gi,
    new Uint8Array([1, 2]), new Float64Array([0.5]), new BigInt64Array([5n]), 'abc'.match(/b/), Object(5)];
for (const one of given) {
    const back = same(one, [], {});
    assert.deepStrictEqual(back, one);
}
const list = [1], counts = {}, cyclic = { list };
cyclic.self = cyclic;
assert(same(list, list, counts) === list);
assert.deepStrictEqual([list, counts], [[1, 9], { nine: 9 }]);
const back = same(cyclic, [], {});
assert(back === cyclic && back.self === back);
assert.throws(() => same(null, null, {}), TypeError);
assert.throws(() => same('throw', [], {}), { name: 'RangeError', message: 'as asked' });
assert(factor === 3 && missing() === 4);
"""


@check("eval's values travel to C++ candidates and back, changed in place")
def cpp_values(scratch):
    right = ("    changed.push_back((int)strlen(text));\n    counts[text] = 4;\n    return given;\n}\n")
    rows = [task("cpp", "V/0", CPP_HEAD + CPP_VALUES, CPP_VALUES_TEST, right, "same_values")]
    wrong = right.replace("    counts[text] = 4;\n", "")
    found = judge(scratch, "cpp-values", rows,
                  [{"task_id": "V/0", "completion": text} for text in (right, wrong)])
    same([one["outcome"] for one in found], ["passed", "wrong"], "the outcomes")
    same(found[1]["failure"]["assertion"], 'counts["four"] == 4', "the assertion")


@check("eval's values travel to Java candidates and back, changed in place")
def java_values(scratch):
    need_language("java")
    prompt = JAVA_HEAD.replace("Doubled", "Values") + (
        "    public static Object same(Object given, List<Integer> list, int[] array, Map<String, Integer> map) {\n")
    right = "        list.add(9);\n        array[0] = 9;\n        map.put(\"nine\", 9);\n        return given;\n    }\n}\n"
    found = judge(scratch, "java-values", [task("java", "V/0", prompt, JAVA_VALUES_TEST, right, "same")],
                  [{"task_id": "V/0", "completion": text}
                   for text in (right, right.replace("array[0] = 9", "array = new int[] {9}"))])
    same([one["outcome"] for one in found], ["passed", "wrong"], "the outcomes")


@check("eval's values travel to JavaScript candidates and back, changed in place")
def javascript_values(scratch):
    need_language("javascript")
    prompt = "function missing() { return 4; }\nfunction same(value, list, counts) {\n"
    right = ("  list.push(9);\n  counts.nine = 9;\n  if (value === 'throw') throw new RangeError('as asked');\n"
             "  return value;\n}\nconst factor = 3;\n")
    found = judge(scratch, "js-values", [task("javascript", "V/0", prompt, JAVASCRIPT_VALUES_TEST, right, "same")],
                  [{"task_id": "V/0", "completion": text}
                   for text in (right, right.replace("counts.nine = 9", "counts = { nine: 9 }"))])
    same([one["outcome"] for one in found], ["passed", "wrong"], "the outcomes")


@check("eval judges in one process what cannot be called from outside")
def cpp_together(scratch):
    head = CPP_HEAD + "struct Node { int value; Node *next; };\n\n"
    prompt = head + "int first(Node *node) {\n"
    test = "\nint main() {\n    Node node{3, nullptr};\n    if (first(&node) != 3) throw runtime_error(\"test case 0 did not pass.\");\n}\n"
    right = "    return node->value;\n}\n"
    _, found, report = evaluate(scratch, "together", [task("cpp", "N/0", prompt, test, right, "first")],
                                [{"task_id": "N/0", "completion": text}
                                 for text in (right, "    return 4;\n}\n")])
    same([(one["passed"], one["isolated"]) for one in found], [(True, False), (False, False)], "the outcomes")
    same(report["tasks"][0]["isolated"], False, "the task")


# More than a compiler may write, where the text is a program that answers calls, or one that makes them; else a byte.
TOO_LARGE = "static char large[__builtin_strcmp(__FILE__, \"{}\") ? 1 : 300 << 20] = {{1}};\n"


@check("a limit of the compiler's, or a crash of the canonical solution, is no reason to judge in one process")
def limits(scratch):
    known = LANGUAGES["cpp"]
    large, crash = TOO_LARGE.format("candidate.cpp"), "    abort();\n"
    alone = "    if (!__builtin_strcmp(__FILE__, \"candidate.cpp\"))\n    "
    rows = [task("cpp", f"T/{name}", known["prompt"], known["test"] + more, right) for name, more, right in (
        ("compile", "", known["right"] + large), ("crash", "", alone + crash + known["right"]),
        ("tests", TOO_LARGE.format("tests.cpp"), known["right"]))]
    forged = known["forgeries"]["an overload of compare"]
    samples = [{"task_id": row["task_id"], "completion": text} for row in rows for text in (known["right"], forged)]
    for run in range(2):  # the second knows the outcomes
        outcome, found, report = evaluate(scratch, "limits", rows, samples)
        same([(one["task_id"], one["isolated"], one["canonical_passes"]) for one in report["tasks"][:2]],
             [("T/compile", True, False), ("T/crash", True, False)], f"the tasks, in run {run}")
        same([(one["task_id"], one["outcome"]) for one in found],
             [(f"T/{name}", word) for name in ("compile", "crash") for word in ("passed", "wrong")], "the samples")
        same(report["counts"]["language_not_run"], 2, "samples that are left out")
        holds("its tests were not compiled: " in outcome.err, outcome.err)


@check("a crash of the canonical solution in Python is no reason to judge in one process")
def python_crash(scratch):
    right = "    import os\n    if 'check' not in globals():\n        os.abort()\n    return a + b\n"
    _, found, report = evaluate(scratch, "crash", [row(canonical_solution=right)], completions(["    return a + b\n"]))
    same([(one["isolated"], one["canonical_passes"]) for one in report["tasks"]], [(True, False)], "the task")
    same([one["outcome"] for one in found], ["passed"], "the sample")

# SPDX-License-Identifier: MIT
"""report.html: its data against the other files, hostile text in it, and the page in a headless Chromium."""
import base64
import hashlib
import json
import os
import re
import shutil
import subprocess

import devtools
from cli_trace import sources
from cli_winnow import Skipped, check, holds, same
from page_data import Page

RIGHT = "a, b = map(int, input().split())\nprint(a + b)\n"
SECRET = "--inputs problems/sum/data/secret"

# Each would do something if a part of the page took it for markup, script, a line's order or a key.
ATTACKS = [
    "</script><script>window.hit=1</script>", "<!--<script>", "--></script><img src=x onerror=window.hit=2>",
    "<img src=x onerror=window.hit=3>", "]]><svg onload=window.hit=4>", "javascript:window.hit=5",
    "\" onmouseover=window.hit=6 x=\"", "'+(window.hit=7)+'", "${window.hit=8}", "&lt;script&gt;window.hit=9&lt;/script&gt;",
    "<style>*{display:none}</style>", "<base href=//example.org>", "<meta http-equiv=refresh content=0;url=//example.org>",
    "\u202eevil\u202c \u2066x\u2069 \u2028 \u2029", "\u0001\u001b[31m\u007f\u0085\u00ad\u200b\ufeff", "__proto__", "constructor",
    "{{7*7}}", "\U0001f600\u0301" * 20, "a" * 900, "</title><h1>x</h1>", "<plaintext>", "\\u003cb\\u003e",
]


def hostile_pool():
    rows = [{"id": attack, "language": "python3", "source": f"# {attack}\nprint({attack!r})\n", "label": attack,
             "__proto__": {"id": attack}, "verdict": attack} for attack in ATTACKS]
    rows += [{"id": f"ends {attack}", "language": "python3", "source": f"raise Exception({attack!r})\n"} for attack in ATTACKS]
    rows += [{"id": f"is no C {attack}", "language": "c", "source": attack} for attack in ATTACKS[:6]]
    rows += [{"id": f"prints {attack}", "language": "python3",
              "source": f"a, b = map(int, input().split())\nprint(a + b if b > 0 else {attack!r})\n"} for attack in ATTACKS]
    rows += [{"id": "prints much", "language": "python3", "source":
              "a, b = map(int, input().split())\nprint(a + b if b > 0 else '</script>' * 100000)\n"}]
    rows += [{"id": "right", "language": "python3", "source": RIGHT, "label": "accepted"},
             {"id": "copy", "language": "python3", "source": RIGHT + "\n"},
             {"id": "floods", "language": "python3", "source": "print('</script>' * 1000000)\n"},
             {"id": "long", "language": "cpp", "source": "/*" + "</script>" * 40000 + "*/ int main() {}"},
             {"id": "minus", "language": "python3", "source": "a, b = map(int, input().split())\nprint(a + b if b > 0 else '<b onclick=window.hit=10>')\n"}]
    return "".join(json.dumps(row) + "\n" for row in rows)


def hostile_run(scratch):
    """A problem with a hostile name, and what is not UTF-8 as a source of its own."""
    shutil.copytree(scratch.place / "problems/sum", scratch.place / "odd")
    config = (scratch.place / "odd/problem.yaml").read_text().replace("code: 1", "code: 1000")
    scratch.write("odd/problem.yaml", config.replace("The Sum", "'<script>window.hit=11</script> & Sum'"))
    scratch.write("hostile/pool.jsonl", hostile_pool())
    scratch.write("hostile/not-utf8.py", b"print(1) # \xc3\x28 \xf8 \xed\xa0\x80 \0 </script>\n")
    shutil.copytree(scratch.place / "problems/sum/data/secret", scratch.place / "ins")
    scratch.write("ins/<img src=x onerror=window.hit=12>.in", "-7 -3\n")
    return run(scratch, "hostile", "--inputs ins --evaluate --full-matrix", problem="odd")


def run(scratch, pool, options, place="out", problem="problems/sum"):
    scratch.winnow(f"run {problem} {pool} {options} --fresh -o {place}").expect(0)
    return scratch.place / place / "report.html"


@check("report.html has every candidate, with its verdict and source, as the other files have them")
def complete(scratch):
    path = run(scratch, "pools/clusters.jsonl", f"{SECRET} --evaluate")
    page, lines = Page(path), scratch.read_lines("out/candidates.jsonl")
    same(page.values["report"], scratch.read_json("out/report.json"), "report.json in the page")
    rows, programs = page.blocks["rows"], iter(zip(page.blocks["measures"], page.blocks["sources"]))
    same([row[0] for row in rows], [line["id"] for line in lines], "candidates")
    texts = sources(scratch.place / "pools/clusters.jsonl")
    for row, line in zip(rows, lines):
        if "copy_of" in line:
            same(rows[row[2]][0], line["copy_of"], "whose copy it is")
            continue
        measures, source = next(programs)
        same(row[2:7], [line[key] for key in ("language", "verdict", "test", "detail", "copies")], line["id"])
        same([measures[0] / 100, measures[2]], [line["cpu_ms"], line["memory_kib"]], f"measures of {line['id']}")
        same(source, texts[line["id"]], f"source of {line['id']}")
    same(next(programs, None), None, "no more programs")
    ranks = {member["id"]: cluster["rank"] for cluster in page.values["report"]["clusters"] for member in cluster["members"]}
    same({row[0]: row[7] for row in rows if len(row) > 3 and row[7]}, ranks, "clusters")


@check("report.html tells what the first clusters did as outcomes.jsonl tells it")
def outcomes(scratch):
    page = Page(run(scratch, "pools/clusters.jsonl", f"{SECRET} --full-matrix"))
    lines = {line["id"]: line["outcomes"] for line in scratch.read_lines("out/outcomes.jsonl")}
    clusters = page.values["report"]["clusters"]
    known = [lines[cluster["members"][0]["id"]] for cluster in clusters]
    wanted = [[None if one is None else f"{one.split()[0]} {1 + [row[i] for row in known].index(one)}"
               for i, one in enumerate(row)] for row in known]
    same(page.values["more"]["outcomes"], wanted[:40], "outcomes")
    holds(len(wanted) > 1, "there is only one cluster")


def print_of(scratch, source, file):
    path = scratch.write("printing.py", source)
    with open(scratch.place / file, "rb") as stdin:
        return subprocess.run(["python3", scratch.place / path], stdin=stdin, capture_output=True, text=True, check=True).stdout


@check("disagreements.jsonl tells which clusters print what, and a run that goes on prints nothing again")
def disagreements(scratch):
    page = Page(run(scratch, "pools/clusters.jsonl", f"{SECRET} --full-matrix"))
    texts = sources(scratch.place / "pools/clusters.jsonl")
    lines = {line["id"]: line for line in scratch.read_lines("out/candidates.jsonl")}
    outcomes = {line["id"]: line["outcomes"] for line in scratch.read_lines("out/outcomes.jsonl")}
    heads = [cluster["members"][0]["id"] for cluster in page.values["report"]["clusters"]]
    found, printed = scratch.read_lines("out/disagreements.jsonl"), 0
    same(page.values["more"]["disagreements"], found, "the same in the page")
    apart = set()
    for one in found:
        of = {rank: outcomes[head][one["input"] - 1] for rank, head in enumerate(heads, 1) if outcomes[head][one["input"] - 1]}
        groups = [[rank for rank in of if of[rank] == outcome] for outcome in dict.fromkeys(of.values())]
        same([output["clusters"] for output in one["outputs"]], groups, "who prints the same")
        apart |= {(a, b) for a in of for b in of if of[a] != of[b]}
        for output in one["outputs"]:
            head = heads[output["clusters"][0] - 1]
            if output["verdict"] == "AC" and lines[head]["language"] == "python3":
                same(output["text"], print_of(scratch, texts[head], f"out/{one['file']}"), f"what {head} prints")
                printed += 1
    same(len(apart), len(heads) * (len(heads) - 1), "pairs of clusters that the inputs tell apart")
    holds(printed > 2, "too little was compared")
    before = scratch.read("out/disagreements.jsonl")
    scratch.winnow(f"run problems/sum pools/clusters.jsonl {SECRET} --full-matrix -o out").expect(0)
    same(scratch.read("out/disagreements.jsonl"), before, "after going on")


@check("--explain tells what sets a candidate apart whose cluster is not among those in disagreements.jsonl")
def explain_small_cluster(scratch):
    other = "a, b = map(int, input().split())\nprint(a + b if b > 0 else {})\n"
    rows = [{"id": "right", "language": "python3", "source": RIGHT}, {"id": "right too", "language": "python3", "source": RIGHT + "#"}]
    rows += [{"id": f"other {i}", "language": "python3", "source": other.format(1000 + i)} for i in range(45)]
    pool = scratch.write_pool("many.jsonl", rows)
    command = f"run problems/sum {pool} {SECRET} --full-matrix -o out --explain"
    found = scratch.run([*f"winnow {command}".split(), "other 44"]).expect(0).out
    same(scratch.read_json("out/report.json")["counts"]["clusters"], 46, "clusters")
    holds(re.search(r'cluster +46 of 46, with 1 candidate\n', found), found)
    holds(re.search(r'input 3 \(file zero.in\): "0 0\\n"\n +cluster 1 prints "0\\n"\n +cluster 46 prints "1044\\n"', found), found)
    again = scratch.run(["winnow", "run", "-o", "out", "--explain", "other 44"]).expect(0).out
    holds("differs from cluster 1 on" in again and "1044" not in again, again)
    first = scratch.read("out/disagreements.jsonl")
    holds("1044" not in first, "its cluster is in disagreements.jsonl")


def look_for_markup(page):
    """The elements of the file are those of the page, and the only script and style are those that the policy names."""
    same(len(page.running()), 1, "scripts that run")
    for tag, attrs in page.elements:
        holds(not any(name.startswith("on") for name in attrs) and tag not in ("img", "base", "iframe", "object"), f"<{tag} {attrs}>")
    digest = base64.b64encode(hashlib.sha256(page.running()[0].encode()).digest()).decode()
    holds(f"script-src 'sha256-{digest}';" in page.policy and page.policy.startswith("default-src 'none';"), page.policy)
    holds("unsafe" not in page.policy and "http" not in page.policy, page.policy)
    same(len(page.comments), 1, "comments")


@check("no candidate's text is markup in report.html: script ends, comments, handlers, marks of direction")
def no_markup(scratch):
    page = Page(hostile_run(scratch))
    look_for_markup(page)
    same(sorted(set(ATTACKS) - {row[0] for row in page.blocks["rows"]}), [], "ids that are missing")
    data = page.text[page.text.index('<script type="application/json"'):page.text.rindex("<script>")]
    printed = [output["text"] for one in page.values["more"]["disagreements"] for output in one["outputs"]]
    holds(any(ATTACKS[0] in text for text in printed if text), "no hostile output is shown")
    same({output["bytes"] for one in page.values["more"]["disagreements"] for output in one["outputs"]
          if output["text"] and len(output["text"]) == 1024}, {900001}, "bytes of an output that is cut")
    holds(any("<img" in one["origin"] for one in page.values["report"]["inputs"]), "the input's name is not there")
    for mark in ("<!--", "<img", "</script><script>w", "\u202e", "\u2028", "onerror=window.hit=3>"):
        holds(mark not in data, f"{mark!r} is in the file")


TASKS = [{"task_id": f"T/{i}", "prompt": "def f(x):\n", "entry_point": "f", "canonical_solution": "    return x + 1\n",
          "test": "def check(f):\n    assert f(1) == 2\n"} for i in range(3)]
SAMPLES = ["    return x + 1\n", "    return x + 1\n", "    return 2\n", "    return '</script><img src=x onerror=window.hit=1>'\n"]


def evaluate(scratch):
    scratch.write_pool("suite.jsonl", TASKS)
    scratch.write_pool("samples.jsonl", [{"task_id": task["task_id"], "completion": text} for task in TASKS for text in SAMPLES])
    scratch.winnow("eval suite.jsonl samples.jsonl -k 1,4 -o e").expect(0)
    return scratch.place / "e/report.html"


@check("report.html of eval has every sample with its source, and the estimates as curves")
def evaluation(scratch):
    page = Page(evaluate(scratch))
    lines, report = scratch.read_lines("e/samples.jsonl"), scratch.read_json("e/report.json")
    same(page.values["report"], report, "report.json in the page")
    rows = page.blocks["rows"]
    same([row[0] for row in rows], [f"{line['task_id']} #{line['sample']}" for line in lines], "samples")
    same([(rows[row[2]] if len(row) == 3 else row)[3] for row in rows], [line["verdict"] for line in lines], "verdicts")
    same(page.blocks["sources"], [TASKS[0]["prompt"] + text for _ in TASKS for text in SAMPLES[1:]], "sources")
    same([row[6] for row in rows if len(row) > 3], [2, 1, 1] * 3, "copies")
    curves = {curve["name"]: {point[0]: point[1:] for point in curve["points"]} for curve in page.values["more"]["curves"]}
    for k in (1, 4):
        wanted = report["estimates"][f"pass@{k}"]
        same(curves["pass@k"][k], [wanted["value"], wanted["low"], wanted["high"]], f"pass@{k}")
    same(sorted(curves["pass@k"]), [1, 2, 4], "k's")
    look_for_markup(page)


# ---- in a browser

def browser():
    if not devtools.chromium():
        if os.environ.get("WINNOW_MUST_BROWSER"):
            raise devtools.Gone("chromium is not installed")
        raise Skipped("chromium is not installed (apt install chromium): the page was not looked at in a browser")
    return devtools.Browser(120)


def no_complaints(page):
    same(page.complaints(), [], "complaints of the browser")
    same(page.requests(), [], "requests")


@check("report.html full of hostile text runs none of it in Chromium, and asks the network for nothing")
def attacked(scratch):
    path = hostile_run(scratch)
    with browser() as page:
        page.open(path)
        for verdict in ("WA", "RTE", "CE", "AC"):
            page.run(f"document.getElementById('verdict').value = '{verdict}';"
                     "document.getElementById('filters').dispatchEvent(new Event('input'))")
            page.wait(f"document.querySelector('.row:not(.head) .verdict-cell').textContent === '{verdict}'")
            page.run("document.getElementById('table').focus()")
            for _ in range(page.run("Math.min(30, document.getElementById('table').getAttribute('aria-rowcount') - 1)")):
                page.key("Enter", 13, "\r")
                page.wait("document.querySelector('#details[open] .code')")
                page.key("Escape", 27)
                page.key("ArrowDown", 40)
        same(page.run("[window.hit, Object.prototype.id, document.title]"), [None, None, "<script>window.hit=11</script> & Sum - winnow"], "what ran")
        same(page.run("document.querySelectorAll('img, iframe, base, object, embed, link, #details script').length"), 0, "elements")
        no_complaints(page)
        same(page.run("(() => { try { document.body.innerHTML = '<b>x</b>'; } catch (e) { return e.name; } })()"), "TypeError",
             "a string that should have become markup")


def open_at_widths(page, path, sections):
    """Opens the file narrow and wide: nothing is wider than the window, and the sections are there."""
    for width in (360, 1280):
        page.open(path, width)
        same(page.run("document.documentElement.scrollWidth"), width, f"width of the page at {width}")
        same(page.run("[...document.querySelectorAll('main > section:not([hidden])')].map((one) => one.id)"),
             sections, f"sections at {width}")
        yield


@check("report.html shows its sections at 360 and 1280 pixels without a complaint of Chromium's")
def fits(scratch):
    path = run(scratch, "pools/clusters.jsonl", f"{SECRET} --evaluate")
    with browser() as page:
        for _ in open_at_widths(page, path, ["overview", "clusters", "rates", "measures", "candidates"]):
            for figure in ("funnel", "picture", "rate-0", "rate-1", "times", "memory", "languages"):
                holds(page.run(f"document.querySelector('#{figure} svg').getBoundingClientRect().height > 20"), figure)
            no_complaints(page)


@check("report.html of eval shows its sections in Chromium, and a task's bar finds its samples")
def shows_evaluation(scratch):
    path = evaluate(scratch)
    with browser() as page:
        for _ in open_at_widths(page, path, ["overview", "rates", "tasks", "measures", "candidates"]):
            pass
        page.run("document.querySelector('#task-chart svg g:not(.grid) rect').dispatchEvent(new Event('click', { bubbles: true }))")
        page.wait("document.getElementById('shown').value === '4 of 12'")
        no_complaints(page)


@check("report.html is used by keyboard: tab, arrows, enter, escape, search")
def keyboard(scratch):
    path = run(scratch, "pools/clusters.jsonl", SECRET)
    rows = [line["id"] for line in scratch.read_lines("out/candidates.jsonl")]
    with browser() as page:
        page.open(path)
        for _ in range(60):
            page.key("Tab", 9)
            if page.run("document.activeElement.id") == "table":
                break
        same(page.run("document.activeElement.id"), "table", "where Tab leads")
        holds(page.run("getComputedStyle(document.activeElement).outlineStyle") != "none", "the focus cannot be seen")
        page.key("ArrowDown", 40)
        page.key("ArrowDown", 40)
        page.key("ArrowUp", 38)
        page.key("Enter", 13, "\r")
        page.wait("document.querySelector('#details .code')")
        holds(rows[1] in page.run("document.getElementById('details-title').textContent"), "the second candidate is not shown")
        page.key("Escape", 27)
        same(page.run("[document.getElementById('details').open, document.activeElement.id]"), [False, "table"], "after Escape")
        page.key("End", 35)
        same(page.run("document.querySelector('.row.active .id').textContent"), rows[-1], "the last row")
        page.run("document.getElementById('query').focus()")
        page.call("Input.insertText", text="no such candidate")
        page.wait("document.querySelector('#table .nothing')")
        no_complaints(page)


CONTRASTS = """(() => {
  const parse = (text) => { const [r, g, b, a = 1] = text.match(/[0-9.]+/g).map(Number); return { r, g, b, a }; };
  const light = ({ r, g, b }) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const backOf = (node) => { for (let at = node; at; at = at.parentElement) {
    const back = parse(getComputedStyle(at).backgroundColor); if (back.a === 1) return back; } return { r: 255, g: 255, b: 255 }; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const found = [];
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || ['SCRIPT', 'NOSCRIPT', 'STYLE', 'OPTION', 'TITLE', 'title'].includes(node.tagName) || !node.getClientRects().length) continue;
    const isSvg = node instanceof SVGElement, style = getComputedStyle(node);
    const previous = isSvg && /cell-text|failed-text/.test(node.getAttribute('class') || '') ? node.previousSibling : null;
    const back = previous ? parse(getComputedStyle(previous).fill) : backOf(node);
    found.push([ratio(parse(isSvg ? style.fill : style.color), back), `${node.tagName}.${node.getAttribute('class')} ${node.textContent.slice(0, 20)}`]);
  }
  return found.sort((a, b) => a[0] - b[0]).slice(0, 1)[0];
})()"""
FILLS = """(() => {
  const light = (text) => text.match(/[0-9.]+/g).slice(0, 3).map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const back = light(getComputedStyle(document.body).backgroundColor);
  return Math.min(...[...document.querySelectorAll('.bar, [class^=fill-]')].map((one) => light(getComputedStyle(one).fill))
    .map((own) => (Math.max(own, back) + 0.05) / (Math.min(own, back) + 0.05)));
})()"""


@check("report.html has the contrast of WCAG AA, in light and in dark")
def contrast(scratch):
    path = run(scratch, "pools/clusters.jsonl", f"{SECRET} --evaluate")
    with browser() as page:
        for dark in (False, True):
            page.open(path, dark=dark)
            page.run("document.querySelector('.row:not(.head)').click()")
            page.wait("document.querySelector('#details .code .t-keyword')")
            ratio, where = page.run(CONTRASTS)
            holds(ratio >= 4.5, f"contrast of text {ratio:.2f} at {where}, dark: {dark}")
            holds(page.run(FILLS) >= 3, f"contrast of pictures {page.run(FILLS):.2f}, dark: {dark}")


@check("report.html prints: no controls, no scrolling, pictures on paper")
def printed(scratch):
    path = run(scratch, "pools/clusters.jsonl", f"{SECRET} --evaluate")
    with browser() as page:
        page.open(path)
        page.call("Emulation.setEmulatedMedia", media="print")
        page.run("window.dispatchEvent(new Event('beforeprint'))")
        same(page.run("[...document.querySelectorAll('nav, form, .keys')].filter((one) => one.getClientRects().length).length"), 0, "controls")
        same(page.run("document.querySelector('#table').scrollHeight <= document.querySelector('#table').clientHeight"), True, "the whole table")
        page.pdf(scratch.place / "page.pdf")
        pdf = (scratch.place / "page.pdf").read_bytes()
        holds(2 <= len(re.findall(rb"/Type /Page\b", pdf)) <= 12, "pages of the print")
        no_complaints(page)

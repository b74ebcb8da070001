// SPDX-License-Identifier: MIT
// An evaluation: its outcomes, the estimates as curves, and how often each task was solved.

function leftOutWords({ unknown_task, language_not_run, skipped_lines }) {
  const parts = [
    [unknown_task, "of unknown tasks"], [language_not_run, "in languages that are not run"],
    [skipped_lines, "lines that are no samples"],
  ];
  return parts.filter(([count]) => count > 0).map(([count, words]) => `${counted(count)} ${words}`).join(", ");
}

function evalFigures({ format, isolation, seed, compare, counts, tasks }) {
  return figureList([
    ["Suite", `${format}, ${plural(tasks.length, "task")} with samples`],
    ["Samples", `${counted(counts.samples)}, ${counted(counts.distinct)} distinct`],
    ["Left out", leftOutWords(counts)],
    ["Compared", compare],
    ["Isolation", isolation],
    ["Seed", seed],
  ]);
}

const OUTCOMES = [
  ["passed", "AC"], ["wrong", "WA"], ["exception", "RTE"], ["timeout", "TLE"], ["memory", "MLE"],
  ["output", "OLE"], ["compile", "CE"], ["extraction_failed", "CE"], ["judge_error", "JE"],
];

function outcomeBars(counts) {
  return OUTCOMES.filter(([name]) => counts[name] > 0).map(([name, verdict]) => ({
    name: name.replace("_", " "), total: counts[name], words: `${counted(counts[name])} (${percent(counts[name] / counts.samples)})`,
    parts: [{ value: counts[name], classes: `fill-${verdict}`, word: "samples" }],
  }));
}

function estimateTable(estimates) {
  const heads = [["Estimate", ""], ["Value", "number"], ["95 % interval", "number"]];
  const rows = Object.entries(estimates).map(([name, { value, low, high }]) =>
    [name, percent(value), `${percent(low)} to ${percent(high)}`]);
  return element("div", { class: "scroll" }, tableOf(heads, rows, "narrow"));
}

function curveSeries({ name, points }) {
  return { name, points: points.map(([x, y, low, high]) => ({ x, y, low, high })) };
}

// n@K for the largest K: by the number of submissions, as far as it is known.
function submissionSeries(curves) {
  const last = (name) => curves.find((one) => one.name === name)?.points.at(-1);
  const points = [[1, last("1@k")], [10, last("10@k")]].filter(([, point]) => point);
  return points.map(([x, [k, y, low, high]]) => ({ x, k, y, low, high }));
}

const CURVES_NOTE = "pass@k: one of k samples is right; pass^k: all of them are; n@k: of k samples those that "
  + "pass the public tests are kept, n of them submitted at random, and one is right. Means over the tasks; "
  + "the bands are the middle 95 % when tasks are drawn anew.";

function showEvalRates(report, { curves }) {
  const series = curves.filter((one) => one.points.length > 0).map(curveSeries);
  if (series.length === 0) return;
  show("rates");
  byId("rates-note").append(CURVES_NOTE);
  const charts = [{ title: "By number of samples", x: "samples (k)", series }];
  const points = submissionSeries(curves);
  if (points.length > 1)
    charts.push({
      title: "By number of submissions", x: "submissions (n)", series: [{ name: `n@${points[0].k}`, points }],
    });
  addCharts(charts);
}

function drawTasks(figure, width, tasks, find) {
  const HEIGHT = 170, TOP = 8, BOTTOM = HEIGHT - 6, LEFT = 44;
  const w = Math.max(4, Math.min(30, (width - LEFT) / tasks.length));
  const svg = picture(figure, LEFT + w * tasks.length, HEIGHT, `Share of right samples of ${plural(tasks.length, "task")}`);
  const y = d3.scaleLinear().domain([0, 1]).range([BOTTOM, TOP]);
  svg.append("g").attr("class", "grid").attr("transform", `translate(${LEFT} 0)`)
    .call(d3.axisLeft(y).ticks(4).tickSize(-w * tasks.length).tickFormat(d3.format(".0%")));
  tasks.forEach((task, i) => {
    const share = task.passed / task.samples;
    const g = svg.append("g").on("click", () => find(task.task_id));
    const rect = (classes, top) => g.append("rect").attr("class", classes).attr("x", LEFT + i * w)
      .attr("width", w - 1).attr("y", top).attr("height", BOTTOM - top);
    rect("bar-back", TOP);
    rect("bar", y(share));
    g.append("title").text(`${plain(task.task_id)}: ${task.passed} of ${plural(task.samples, "sample")}`);
  });
}

function showTasks({ tasks }, find) {
  const sorted = [...tasks].sort((a, b) => b.passed / b.samples - a.passed / a.samples);
  const solved = tasks.filter((task) => task.passed > 0).length;
  show("tasks");
  byId("tasks-note").append(`${counted(solved)} of ${plural(tasks.length, "task")} are solved by a sample. `
    + "A bar for each, by the share of samples that are right; a click finds its samples.");
  drawn("task-chart", (figure, width) => drawTasks(figure, width, sorted, find));
}

// Puts the task's name into the search of the table.
function findTask(id) {
  byId("query").value = id;
  byId("filters").dispatchEvent(new Event("input"));
  byId("candidates").scrollIntoView();
}

function showEvaluation(report) {
  show("overview");
  document.querySelector("#overview h2").replaceChildren("Outcomes");
  drawn("funnel", (figure, width) => {
    const list = outcomeBars(report.counts);
    caption(figure, "Samples by outcome");
    bars(figure, width, list, "Samples by outcome: " + list.map((bar) => `${bar.name} ${bar.words}`).join(", "));
  });
  byId("figures").append(evalFigures(report));
  byId("submissions").append(element("h3", {}, "Estimates"), estimateTable(report.estimates));
}

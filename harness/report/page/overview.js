// SPDX-License-Identifier: MIT
// The first section: how many are left after each stage, what was handed in, and under which settings.

const ONE_BAR = (name, value, word) => ({
  name, total: value, words: counted(value), parts: [{ value, classes: "bar", word }],
});

function funnelOf({ counts, submissions }) {
  return [
    ONE_BAR("candidates", counts.total, "candidates"),
    ONE_BAR("distinct", counts.unique, "programs"),
    ONE_BAR("compile", counts.compiled, "programs"),
    ONE_BAR("pass examples", counts.survivors, "programs"),
    ONE_BAR("clusters", counts.clusters, "clusters"),
    ONE_BAR("submitted", submissions.length, "programs"),
  ];
}

function figureList(pairs) {
  const list = element("dl", { class: "figures" });
  for (const [name, value] of pairs)
    if (value !== null && value !== "") list.append(element("dt", {}, name), foreign(String(value), "dd"));
  return list;
}

function runFigures({ problem, settings, isolation, counts, timings }) {
  const skipped = d3.sum(Object.values(counts.skipped));
  return figureList([
    ["Problem", problem.path],
    ["Limits", `${time(problem.time_limit_ms)} CPU, ${size(problem.memory_limit_kib)}`],
    ["Tests", `${plural(problem.samples, "example")}, ${problem.secrets} secret`],
    ["Candidates", [].concat(settings.candidates).join(", ")],
    ["Left out", skipped ? `${plural(skipped, "line or file").replace("files", "files")} that could not be taken` : ""],
    ["Inputs", `${counts.inputs}; ${counted(counts.runs)} of ${counted(counts.runs_full_matrix)} runs were needed`],
    ["Choice", `${settings.select}, at most ${settings.k}, seed ${settings.seed}`],
    ["Isolation", isolation.level + (isolation.not_enforced ? `: ${isolation.not_enforced}` : "")],
    ["Took", `${time(timings.filter_ms)} examples, ${time(timings.inputs_ms)} inputs, ${time(timings.cluster_ms)} clusters, ${time(timings.evaluate_ms)} choice`],
  ]);
}

function resultOf(report) {
  if (report.submissions.length === 0) return "Nothing to submit: no candidate passes the examples";
  if (report.solved === undefined) return `${plural(report.submissions.length, "submission")}, not judged on secret tests`;
  return report.solved ? `Solved by submission ${report.solved_at}` : "Not solved by any submission";
}

const SUBMISSION_HEADS = ["Rank", "Candidate", "Language", "Cluster", "Size"];

function submissionRow(report, submission, open) {
  const row = element("tr");
  const cell = (content, classes = "") => row.append(element("td", { class: classes }, content));
  cell(submission.rank, "number");
  cell(button(foreign(submission.id), () => open(submission.id)));
  cell(submission.language);
  cell(submission.cluster, "number");
  cell(counted(report.clusters[submission.cluster - 1].size), "number");
  if (submission.verdict) {
    cell(verdictMark(submission.verdict));
    cell(foreign([submission.test, submission.detail].filter(Boolean).join(": ")), "words");
  }
  return row;
}

function submissionTable(report, open) {
  const isJudged = report.submissions.some((one) => one.verdict);
  const heads = isJudged ? [...SUBMISSION_HEADS, "Verdict", "First failing test"] : SUBMISSION_HEADS;
  const numbers = new Set(["Rank", "Cluster", "Size"]);
  const head = element("tr");
  heads.forEach((name) => head.append(element("th", { scope: "col", class: numbers.has(name) ? "number" : "" }, name)));
  const body = element("tbody");
  report.submissions.forEach((one) => body.append(submissionRow(report, one, open)));
  return element("div", { class: "scroll" }, element("table", {}, element("thead", {}, head), body));
}

function showOverview(report, open) {
  show("overview");
  drawn("funnel", (figure, width) => {
    caption(figure, "How many are left");
    bars(figure, width, funnelOf(report), "Funnel: " + funnelOf(report).map((bar) => `${bar.name} ${bar.words}`).join(", "));
  });
  byId("figures").append(runFigures(report));
  byId("submissions").append(element("h3", {}, "Submissions"),
    element("p", { class: "result" }, resultOf(report)));
  if (report.submissions.length > 0) byId("submissions").append(submissionTable(report, open));
}

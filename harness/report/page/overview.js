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

function tookWords({ filter_ms, inputs_ms, cluster_ms, evaluate_ms }) {
  return `${time(filter_ms)} examples, ${time(inputs_ms)} inputs, ${time(cluster_ms)} clusters, `
    + `${time(evaluate_ms)} choice`;
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
    ["Took", tookWords(timings)],
  ]);
}

function resultOf(report) {
  if (report.submissions.length === 0) return "Nothing to submit: no candidate passes the examples";
  if (report.solved === undefined) return `${plural(report.submissions.length, "submission")}, not judged on secret tests`;
  return report.solved ? `Solved by submission ${report.solved_at}` : "Not solved by any submission";
}

const SUBMISSION_HEADS = [
  ["Rank", "number"], ["Candidate", ""], ["Language", ""], ["Cluster", "number"], ["Size", "number"],
];
const VERDICT_HEADS = [["Verdict", ""], ["First failing test", "words"]];

// Of a scoring problem the points too.
function judgedMark({ verdict, score, max_score }) {
  const most = max_score === null ? "" : ` of ${counted(max_score)}`;
  return score === undefined ? verdictMark(verdict)
    : element("span", {}, verdictMark(verdict), ` ${counted(score)}${most}`);
}

function submissionCells(report, submission, open) {
  const { rank, id, language, cluster, verdict, test, detail } = submission;
  const name = button(foreign(id), () => open(id));
  const cells = [rank, name, language, cluster, counted(report.clusters[cluster - 1].size)];
  if (verdict) cells.push(judgedMark(submission), foreign([test, detail].filter(Boolean).join(": ")));
  return cells;
}

function submissionTable(report, open) {
  const isJudged = report.submissions.some((one) => one.verdict);
  const heads = isJudged ? [...SUBMISSION_HEADS, ...VERDICT_HEADS] : SUBMISSION_HEADS;
  const rows = report.submissions.map((one) => submissionCells(report, one, open));
  return element("div", { class: "scroll" }, tableOf(heads, rows));
}

function showOverview(report, open) {
  show("overview");
  drawn("funnel", (figure, width) => {
    caption(figure, "How many are left");
    const funnel = funnelOf(report);
    bars(figure, width, funnel, `Funnel: ${funnel.map((bar) => `${bar.name} ${bar.words}`).join(", ")}`);
  });
  byId("figures").append(runFigures(report));
  byId("submissions").append(element("h3", {}, "Submissions"),
    element("p", { class: "result" }, resultOf(report)));
  if (report.submissions.length > 0) byId("submissions").append(submissionTable(report, open));
}

// SPDX-License-Identifier: MIT
// The sections in order, each shown where there is data for it.

function showHead(kind, title, subtitle) {
  document.title = `${plain(title)} - winnow`;
  byId("kind").append(kind);
  byId("title").replaceChildren(foreign(title));
  byId("subtitle").append(foreign(subtitle));
}

function showSections() {
  for (const section of document.querySelectorAll("main > section:not([hidden])"))
    byId("sections").append(element("a", { href: `#${section.id}` }, section.querySelector("h2").textContent));
}

function finderOf(world, details) {
  return (id) => {
    const row = world.rows.find((one) => one.id === id);
    if (row) details.open(row);
  };
}

function showRun(world, details) {
  const { report, more } = world;
  showHead("winnow run", report.problem.name, `${plural(report.counts.total, "candidate")}. ${resultOf(report)}.`);
  showOverview(report, finderOf(world, details));
  showClusters(report, more);
  showRunRates(world, report);
}

function showEval({ report, more }) {
  const samples = plural(report.counts.samples, "sample"), tasks = plural(report.tasks.length, "task");
  showHead("winnow eval", report.format, `${samples} of ${tasks}.`);
  byId("candidates-title").replaceChildren("Samples");
  showEvaluation(report);
  showEvalRates(report, more);
  showTasks(report, findTask);
}

function footWords({ more, rows }) {
  const shown = counted(rows.length), left = more.sources_left_out;
  return [
    `Written by winnow ${more.version}.`,
    more.rows > rows.length ? `The first ${shown} of ${counted(more.rows)} candidates are here.` : "",
    left > 0 ? `${plural(left, "source")} did not find room.` : "",
  ].join(" ");
}

async function main() {
  const report = jsonData("report"), more = jsonData("more");
  const pools = await readRows();
  const world = { report, more, sources: new Blocks("sources"), ...pools };
  const details = new Details(byId("details"), world);
  if (more.kind === "run") showRun(world, details);
  if (more.kind === "eval") showEval(world);
  if (pools.programs.length > 0) {
    showMeasures(pools.programs);
    showTable(world, (report.clusters || []).length, (row) => details.open(row));
  }
  showSections();
  byId("foot").append(footWords(world));
  document.documentElement.dataset.ready = "yes";
}

main().catch((error) => {
  byId("trouble").hidden = false;
  byId("trouble").append(`This page cannot show its data: ${error.message}`);
  document.documentElement.dataset.ready = "failed";
  throw error;
});

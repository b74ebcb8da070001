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
  showHead("winnow eval", report.format, `${plural(report.counts.samples, "sample")} of ${plural(report.tasks.length, "task")}.`);
  byId("candidates-title").replaceChildren("Samples");
  showEvaluation(report);
  showEvalRates(report, more);
  showTasks(report, findTask);
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
  byId("foot").append(`Written by winnow ${more.version}. `
    + (more.rows > world.rows.length ? `The first ${counted(world.rows.length)} of ${counted(more.rows)} candidates are here. ` : "")
    + (more.sources_left_out > 0 ? `${plural(more.sources_left_out, "source")} did not find room.` : ""));
  document.documentElement.dataset.ready = "yes";
}

main().catch((error) => {
  byId("trouble").hidden = false;
  byId("trouble").append(`This page cannot show its data: ${error.message}`);
  document.documentElement.dataset.ready = "failed";
  throw error;
});

// SPDX-License-Identifier: MIT
// One candidate: its verdict, its failing test, what sets it apart, its source.

const IDS_SHOWN = 20;

function copiesOf(program, rows) {
  const ids = rows.filter((row) => row.program === program).map((row) => row.id);
  const more = ids.length > IDS_SHOWN ? ` and ${ids.length - IDS_SHOWN} more` : "";
  return ids.length < 2 ? "" : ids.slice(0, IDS_SHOWN).join(", ") + more;
}

// The inputs on which the cluster differs from the first one, among those that both ran.
function setApart(outcomes, cluster) {
  const own = outcomes[cluster - 1], first = outcomes[0];
  if (!own || cluster === 1) return "";
  const inputs = d3.range(own.length).filter((i) => own[i] && first[i] && own[i] !== first[i]);
  return inputs.map((i) => i + 1).join(", ");
}

function clusterWords(report, program) {
  const cluster = report.clusters && report.clusters[program.cluster - 1];
  return cluster ? `${program.cluster} of ${report.clusters.length}, ${plural(cluster.size, "sample")} in it` : "";
}

function secretWords({ verdict, test, detail }) {
  return `: ${verdict} on the secret tests${detail ? ` (${test}: ${detail})` : ""}`;
}

function choiceWords(report, program, ids) {
  const pick = (report.submissions || []).find((one) => ids.has(one.id));
  if (pick) return `submission ${pick.rank}${pick.verdict ? secretWords(pick) : ""}`;
  return report.submissions && program.verdict === "AC" ? "not submitted" : "";
}

function candidateFigures({ report, more, rows }, row) {
  const { program } = row;
  const apart = program.cluster > 1 ? setApart(more.outcomes, program.cluster) : "";
  const ids = new Set(rows.filter((one) => one.program === program).map((one) => one.id));
  return figureList([
    ["Language", program.language],
    ["On the examples", more.kind === "run" && program.verdict === "AC" ? "passes all of them" : ""],
    ["First failing test", program.test],
    ["Detail", program.detail],
    ["CPU time", program.memory > 0 ? `${time(program.cpu)} (wall ${time(program.wall)})` : ""],
    ["Memory", program.memory > 0 ? size(program.memory) : ""],
    ["Label", row.label],
    ["Cluster", clusterWords(report, program)],
    ["Differs from cluster 1", apart && `on input ${apart}`],
    ["Chosen", choiceWords(report, program, ids)],
    ["Same program", copiesOf(program, rows)],
  ]);
}

// The inputs on which the first cluster and this one print different things, and what.
function disagreementsOf({ report, more }, cluster) {
  const has = (output, rank) => output.clusters.includes(rank);
  return (more.disagreements || [])
    .map((one) => ({ ...one, outputs: one.outputs.filter((output) => has(output, 1) || has(output, cluster)) }))
    .filter((one) => one.outputs.length > 1 && one.outputs.some((output) => has(output, cluster)))
    .map((one) => disagreementView(report, one, true));
}

class Details {
  constructor(holder, world) {
    Object.assign(this, { holder, world });
    holder.addEventListener("click", (event) => {
      if (event.target === holder) holder.close(); // outside of its content
    });
  }

  async open(row) {
    const { program } = row;
    const close = element("button", { type: "button" }, "Close");
    close.addEventListener("click", () => this.holder.close());
    const title = element("h2", { id: "details-title" }, verdictMark(program.verdict), " ", foreign(row.id));
    const source = element("div", {}, element("h3", {}, "Source"));
    const apart = program.cluster > 1 ? disagreementsOf(this.world, program.cluster) : [];
    if (apart.length > 0) apart.unshift(element("h3", {}, `What sets cluster ${program.cluster} apart from cluster 1`));
    this.holder.replaceChildren(element("div", { class: "bar-top" }, title, close),
      candidateFigures(this.world, row), ...apart, source);
    if (!this.holder.open) this.holder.showModal();
    this.holder.scrollTop = 0;
    const text = await this.world.sources.value(program.number);
    const none = "The sources in this page are limited; this one is left out.";
    source.append(text === undefined ? element("p", { class: "note" }, none) : sourceView(text, program.language));
  }
}

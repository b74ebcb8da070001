// SPDX-License-Identifier: MIT
// The clusters: a picture of what each did on the inputs on which they disagree, and what they print there.

// more.outcomes[cluster][input] is null (not run) or "AC 3": the verdict, and the first cluster that did the same.
function disagreeing(outcomes) {
  const columns = [];
  for (let input = 0; input < (outcomes[0] || []).length; input++) {
    const kinds = new Set(outcomes.map((row) => row[input]).filter(Boolean));
    if (kinds.size > 1) columns.push(input);
  }
  return columns;
}

// A letter for each outcome on an input, in the order of the clusters: the first one's is A.
function letters(outcomes, input) {
  const found = new Map();
  for (const row of outcomes)
    if (row[input] && !found.has(row[input])) found.set(row[input], found.size);
  return found;
}

function letterOf(number) {
  return number < 26 ? String.fromCharCode(65 + number) : String(number + 1);
}

function drawCell(g, outcome, numbers, box) {
  const rect = g.append("rect").attr("x", box.x).attr("y", box.y).attr("width", box.w - 2)
    .attr("height", box.h - 2).attr("rx", 2);
  if (!outcome) {
    rect.attr("class", "not-run");
    return;
  }
  const verdict = outcome.split(" ")[0], number = numbers.get(outcome), ended = verdict === "AC";
  rect.attr("class", ended ? `g${number % 8}` : "failed");
  g.append("text").attr("x", box.x + box.w / 2 - 1).attr("y", box.y + box.h / 2 + 3)
    .attr("class", ended ? "cell-text" : "failed-text").text(ended ? letterOf(number) : verdict);
}

function drawCluster(svg, report, rank, layout) {
  const cluster = report.clusters[rank], y = layout.top + rank * layout.h;
  const pick = report.submissions.find((one) => one.cluster === rank + 1);
  const g = svg.append("g");
  g.append("text").attr("x", 0).attr("y", y + 15).text(rank + 1);
  g.append("rect").attr("class", "bar").attr("x", 28).attr("y", y + 4).attr("height", layout.h - 8)
    .attr("width", Math.max(1.5, layout.size(cluster.size)))
    .append("title").text(`${plural(cluster.size, "sample")}, ${plural(cluster.members.length, "program")}`);
  g.append("text").attr("x", 34 + layout.size(cluster.size)).attr("y", y + 15).attr("class", "dim")
    .text(counted(cluster.size));
  if (pick && pick.verdict)
    g.append("rect").attr("class", `fill-${pick.verdict}`).attr("x", layout.left - 46).attr("y", y + 5)
      .attr("width", 12).attr("height", 12).attr("rx", 2);
  if (pick) g.append("text").attr("x", layout.left - 30).attr("y", y + 15).text(`#${pick.rank}`)
    .append("title").text(`submission ${pick.rank}${pick.verdict ? ", " + pick.verdict : ""}`);
}

function drawClusters(figure, width, report, outcomes, columns) {
  const layout = { left: 200, top: 22, h: 22 };
  const w = Math.max(20, Math.min(40, (width - layout.left) / Math.max(1, columns.length)));
  layout.size = d3.scaleLinear().domain([0, d3.max(report.clusters, (one) => one.size)]).range([0, 80]);
  caption(figure, "Clusters, largest first", "and what they do on each input where they disagree");
  const svg = picture(figure, Math.max(layout.left + columns.length * w, 260), layout.top + outcomes.length * layout.h,
    `${outcomes.length} clusters; the largest has ${plural(report.clusters[0].size, "sample")}`);
  svg.append("text").attr("class", "dim").attr("y", 12).text("cluster, samples");
  columns.forEach((input, column) => {
    const numbers = letters(outcomes, input);
    svg.append("text").attr("class", "dim").attr("text-anchor", "middle").attr("font-size", 10)
      .attr("x", layout.left + column * w + w / 2 - 1).attr("y", 12).text(input + 1)
      .append("title").text(`input ${input + 1}: ${plain(report.inputs[input].origin)}`);
    outcomes.forEach((row, rank) => drawCell(svg, row[input], numbers,
      { x: layout.left + column * w, y: layout.top + rank * layout.h, w, h: layout.h }));
  });
  outcomes.forEach((_, rank) => drawCluster(svg, report, rank, layout));
}

// Texts that are cut say how long they were.
function excerpt(text, bytes) {
  const holder = foreign(text, "pre", "text");
  const shown = new TextEncoder().encode(text).length;
  holder.setAttribute("tabindex", "0");
  if (text === "") holder.append(element("em", {}, "nothing"));
  if (bytes > shown) holder.append(element("em", {}, `\n… ${plural(bytes, "byte")} in all`));
  return holder;
}

const ENDINGS = new Map(Object.entries({
  WA: "rejected by the output validator", RTE: "crashes", TLE: "takes too long", MLE: "uses too much memory", OLE: "prints too much",
}));

function outcomeView(output) {
  if (output.verdict !== "AC") {
    const ending = element("span", {}, verdictMark(output.verdict), ` ${ENDINGS.get(output.verdict) || ""}`);
    return output.text === null ? ending : element("div", {}, ending, excerpt(output.text, output.bytes));
  }
  if (output.text === null) return element("em", {}, "did not end well when it ran once more");
  return excerpt(output.text, output.bytes);
}

function disagreementView(report, one, isOpen) {
  const { origin, bytes } = report.inputs[one.input - 1];
  const summary = element("summary", {}, `Input ${one.input}: ${one.outputs.length} answers `,
    foreign(`(${origin}, ${plural(bytes, "byte")})`));
  const rows = one.outputs.map((output) => [output.clusters.join(", "), outcomeView(output)]);
  return element("details", isOpen ? { open: "" } : {}, summary, excerpt(one.text, one.bytes),
    tableOf([["Clusters", ""], ["What they print", "output"]], rows));
}

function clustersNote(report, more, columns) {
  const settled = report.clusters.every((one) => one.settled);
  const agreed = report.inputs.length - columns.length;
  const count = report.clusters.length, shown = more.outcomes.length;
  return [
    `${settled ? "" : "At least "}${plural(count, "cluster")}: programs that do the same on all inputs that they ran.`,
    "In a column equal letters are equal outputs, A those of the largest cluster; an empty frame was not run,",
    "because it could not change the choice. #1 is the submission of that rank.",
    report.equivalence === "output validator" ? "Outputs are equal if the output validator takes either for the other." : "",
    agreed > 0 ? `Inputs on which those shown agree are left out: ${agreed}.` : "",
    count > shown ? `The first ${shown} are shown.` : "",
  ].join(" ");
}

function showClusters(report, more) {
  if (report.clusters.length === 0) return;
  const columns = disagreeing(more.outcomes);
  show("clusters");
  byId("clusters-note").append(clustersNote(report, more, columns));
  drawn("picture", (figure, width) => drawClusters(figure, width, report, more.outcomes, columns));
  if (more.disagreements.length === 0) return;
  byId("disagreements").append(element("h3", {}, "Where they disagree, and what they print there"));
  more.disagreements.forEach((one, i) => byId("disagreements").append(disagreementView(report, one, i < 2)));
}

// SPDX-License-Identifier: MIT
// Pictures that several sections draw. They are SVG, so that they print, and take their colours from
// page.css, so that they follow light and dark.

const VERDICTS = ["AC", "WA", "RTE", "TLE", "MLE", "OLE", "CE", "JE"];

// Draws now and whenever the figure's width changes.
function drawn(id, draw) {
  const figure = byId(id);
  let width = 0;
  new ResizeObserver(() => {
    const now = Math.floor(figure.clientWidth);
    if (now === 0 || now === width) return;
    width = now;
    figure.replaceChildren();
    draw(figure, width);
  }).observe(figure);
}

function caption(figure, title, more = "") {
  figure.append(element("figcaption", {}, title, " ", element("span", { class: "more" }, more)));
}

function picture(figure, width, height, label) {
  const svg = d3.create("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("width", width)
    .attr("height", height).attr("role", "img").attr("aria-label", plain(label));
  figure.append(svg.node());
  return svg;
}

function swatch(classes) {
  const svg = d3.create("svg").attr("width", 12).attr("height", 12).attr("aria-hidden", "true");
  svg.append("rect").attr("width", 12).attr("height", 12).attr("rx", 2).attr("class", classes);
  return svg.node();
}

function lineSwatch(classes) {
  const svg = d3.create("svg").attr("width", 28).attr("height", 12).attr("aria-hidden", "true");
  svg.append("path").attr("d", "M0 6H28").attr("class", `line ${classes}`);
  return svg.node();
}

function legend(figure, entries) {
  const list = element("ul", { class: "legend" });
  entries.forEach(([mark, words]) => list.append(element("li", {}, mark, words)));
  figure.append(list);
}

function verdictLegend(figure, verdicts) {
  legend(figure, verdicts.map((verdict) => [swatch(`fill-${verdict}`), verdict]));
}

function verdictMark(verdict) {
  return element("span", { class: "verdict" }, swatch(`fill-${verdict}`), verdict);
}

// Bars side by side from the left; each has parts that stand one after the other.
function bars(figure, width, list, label) {
  const ROW = 30, longest = d3.max(list, (bar) => bar.name.length) || 1;
  const left = Math.min(longest * 7 + 8, width * 0.36), right = 14 + 7 * d3.max(list, (bar) => bar.words.length);
  const svg = picture(figure, width, list.length * ROW, label);
  const x = d3.scaleLinear().domain([0, d3.max(list, (bar) => bar.total) || 1])
    .range([0, width - left - right]);
  list.forEach((bar, i) => {
    const g = svg.append("g").attr("transform", `translate(0 ${i * ROW})`);
    g.append("text").attr("y", 19).text(plain(bar.name).slice(0, Math.floor(left / 6.6)));
    let at = left;
    for (const part of bar.parts) {
      const w = x(part.value);
      g.append("rect").attr("x", at).attr("y", 5).attr("width", Math.max(w, part.value > 0 ? 1.5 : 0))
        .attr("height", ROW - 10).attr("class", part.classes)
        .append("title").text(`${plain(bar.name)}: ${counted(part.value)} ${part.word}`);
      at += w;
    }
    g.append("text").attr("x", at + 7).attr("y", 19).text(bar.words);
  });
}

function axes(svg, x, y, box, xFormat, yFormat, xTicks) {
  svg.append("g").attr("class", "grid").attr("transform", `translate(${box.left} 0)`)
    .call(d3.axisLeft(y).ticks(5).tickSize(-(box.right - box.left)).tickFormat(yFormat));
  svg.append("g").attr("transform", `translate(0 ${box.bottom})`)
    .call(d3.axisBottom(x).ticks(xTicks, xFormat).tickSizeOuter(0));
}

// From the least to the largest value; where they lie close together, more around them.
function spread(values) {
  const low = Math.max(d3.min(values, (v) => v.value), 1e-2), high = Math.max(d3.max(values, (v) => v.value), low);
  const wider = Math.max(1.0001, Math.sqrt(8 / (high / low)));
  return [low / (wider > 1.01 ? wider : 1), high * wider];
}

// How many values lie where, on a logarithmic scale; each has the class of its verdict.
function histogram(figure, width, values, format, label) {
  const HEIGHT = 220, box = { left: 44, right: width - 26, top: 8, bottom: HEIGHT - 24 };
  const [low, high] = spread(values);
  const x = d3.scaleLog().domain([low, high]).range([box.left, box.right]);
  const bins = Math.max(8, Math.min(40, Math.floor((box.right - box.left) / 12)));
  const counts = Array.from({ length: bins }, () => new Map());
  for (const { value, verdict } of values) {
    const at = Math.log(Math.max(value, low) / low) / Math.log(high / low);
    const bin = counts[Math.min(bins - 1, Math.floor(at * bins))];
    bin.set(verdict, (bin.get(verdict) || 0) + 1);
  }
  const most = d3.max(counts, (bin) => d3.sum([...bin.values()]));
  const y = d3.scaleLinear().domain([0, most]).nice().range([box.bottom, box.top]);
  const svg = picture(figure, width, HEIGHT, label);
  axes(svg, x, y, box, format, d3.format("~s"), Math.max(2, Math.floor(width / 130)));
  const step = (box.right - box.left) / bins;
  counts.forEach((bin, i) => {
    let below = 0;
    for (const verdict of VERDICTS.filter((one) => bin.has(one))) {
      const count = bin.get(verdict);
      svg.append("rect").attr("x", box.left + i * step + 0.5).attr("width", Math.max(1, step - 1))
        .attr("y", y(below + count)).attr("height", y(below) - y(below + count))
        .attr("class", `fill-${verdict}`).append("title").text(`${counted(count)} ${verdict}`);
      below += count;
    }
  });
}

function path(points) {
  return "M" + points.map(([px, py]) => `${px.toFixed(1)} ${py.toFixed(1)}`).join("L");
}

function pointWords(name, { x, y, low, high }) {
  return `${name}, ${counted(x)}: ${percent(y)} (${percent(low)} to ${percent(high)})`;
}

// Shares over a number on a logarithmic scale, with the intervals around them.
function curves(figure, width, series, xLabel, label) {
  const HEIGHT = 260, box = { left: 50, right: width - 22, top: 10, bottom: HEIGHT - 40 };
  const all = series.flatMap((one) => one.points);
  const x = d3.scaleLog().domain([1, Math.max(2, d3.max(all, (p) => p.x))]).range([box.left, box.right]);
  const y = d3.scaleLinear().domain([0, 1]).range([box.bottom, box.top]);
  const svg = picture(figure, width, HEIGHT, label);
  axes(svg, x, y, box, d3.format("~s"), d3.format(".0%"), Math.max(2, Math.floor(width / 130)));
  svg.append("text").attr("class", "dim").attr("x", (box.left + box.right) / 2).attr("y", HEIGHT - 6)
    .attr("text-anchor", "middle").text(xLabel);
  series.forEach((one, i) => {
    const upper = one.points.map((p) => [x(p.x), y(p.high)]);
    const lower = one.points.map((p) => [x(p.x), y(p.low)]).reverse();
    svg.append("path").attr("class", `band s${i}`).attr("d", path([...upper, ...lower]) + "Z");
    svg.append("path").attr("class", `line s${i}`).attr("d", path(one.points.map((p) => [x(p.x), y(p.y)])));
    for (const p of one.points.filter((point) => point.mark !== false))
      svg.append("circle").attr("class", `dot s${i}`).attr("cx", x(p.x)).attr("cy", y(p.y)).attr("r", 3.5)
        .append("title").text(pointWords(one.name, p));
  });
  legend(figure, series.map((one, i) => [lineSwatch(`s${i}`), one.name]));
}

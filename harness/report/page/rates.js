// SPDX-License-Identifier: MIT
// The solve rate against the number of samples and of submissions.

const RIGHT = /^(accepted|ac|ok|correct|passed|right|true)$/i;

// log(n!) by Stirling's series beyond a table.
const LOG_FACTORIALS = [0];
function logFactorial(n) {
  if (n > 2000) return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n);
  for (let i = LOG_FACTORIALS.length; i <= n; i++) LOG_FACTORIALS.push(LOG_FACTORIALS[i - 1] + Math.log(i));
  return LOG_FACTORIALS[n];
}

function logChoose(n, k) {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

// The chance that k of n, drawn without replacement, have one of the `right` ones (pass@k; Chen et al. 2021).
function chanceOfOne(n, right, k) {
  if (right <= 0 || k <= 0) return 0;
  return n - right < k ? 1 : 1 - Math.exp(logChoose(n - right, k) - logChoose(n, k));
}

// n@k: of k samples those that pass the examples are kept, and `most` of them submitted (Li et al. 2022).
function chanceOfSubmitting({ samples, survivors, right }, k, most) {
  let chance = 0;
  for (let kept = Math.max(0, k - samples + survivors); kept <= Math.min(k, survivors); kept++) {
    const odds = Math.exp(
      logChoose(survivors, kept) + logChoose(samples - survivors, k - kept) - logChoose(samples, k));
    chance += odds * chanceOfOne(survivors, right, Math.min(kept, most));
  }
  return chance;
}

// Wilson's interval for a share, 95 %.
function wilson(part, whole) {
  const z = 1.96, p = part / whole, centre = p + z * z / (2 * whole);
  const spread = z * Math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole));
  return [centre - spread, centre + spread].map((bound) => bound / (1 + z * z / whole));
}

// The same pool with as many right ones as the interval's ends have.
function bounds(pool) {
  return wilson(pool.right, pool.survivors || 1).map((share) => ({ ...pool, right: share * pool.survivors }));
}

function spaced(most) {
  const found = new Set();
  for (let x = 1; x < most; x *= 1.35) found.add(Math.round(x));
  return [...found.add(most)].sort((a, b) => a - b);
}

function point(pool, x, rate) {
  const [low, high] = bounds(pool).map((bound) => rate({ ...bound, right: Math.round(bound.right) }, x));
  return { x, y: rate(pool, x), low, high, mark: false };
}

function curveOf(name, pool, most, rate) {
  return { name, points: spaced(most).map((x) => point(pool, x, rate)) };
}

// In a scoring problem only the full score counts.
function isRight({ verdict, score, max_score }) {
  const isPartial = score !== undefined && max_score !== null && score !== max_score;
  return verdict === "AC" && !isPartial;
}

// What is known of the candidates: by labels that they came with, else by the submissions that were judged.
function knownPool({ rows }, report) {
  const samples = rows.length;
  const survived = (row) => row.program.verdict === "AC";
  const survivors = rows.filter(survived).length;
  const base = { samples, survivors };
  if (rows.some((row) => row.label !== ""))
    return { ...base, right: rows.filter((row) => survived(row) && RIGHT.test(row.label)).length, by: "labels" };
  if (report.solved === undefined) return null;
  const solved = new Set(report.submissions.filter(isRight).map((one) => one.cluster));
  return { ...base, right: rows.filter((row) => solved.has(row.program.cluster)).length, by: "submissions" };
}

const RATE_NOTES = {
  labels: "By the labels that came in with the candidates.",
  submissions: "By the submissions that were judged: a candidate counts as right when a submission of its cluster "
    + "passed the secret tests. Its own verdict is not known, nor those of clusters without a submission: "
    + "this is an estimate.",
};

// What became of the submissions in their order: 0 up to the first that is right, 1 from there on.
function ownChoice(report) {
  return report.submissions.map((one) => {
    const y = report.solved_at && one.rank >= report.solved_at ? 1 : 0;
    return { x: one.rank, y, low: y, high: y };
  });
}

function samplesChart(pool) {
  const by = (most) => (of, k) => chanceOfSubmitting(of, k, most);
  const series = [
    curveOf("one sample of K is right (pass@K)", pool, pool.samples, (of, k) => chanceOfSubmitting(of, k, Infinity)),
    curveOf("one of ten that pass the examples (10@K)", pool, pool.samples, by(10)),
    curveOf("one that passes the examples (1@K)", pool, pool.samples, by(1)),
  ];
  return { title: "By number of samples", x: "samples (K)", series };
}

function submissionsChart(pool, report) {
  const most = Math.max(1, Math.min(report.settings.k, pool.survivors));
  const series = [curveOf("random survivors", pool, most, (of, k) => chanceOfOne(of.survivors, of.right, k))];
  if (report.solved !== undefined) series.push({ name: "this choice", points: ownChoice(report) });
  return { title: "By number of submissions", x: "submissions", series };
}

function addCharts(charts) {
  charts.forEach((chart, i) => {
    byId("rate-charts").append(element("figure", { id: `rate-${i}` }));
    drawn(`rate-${i}`, (figure, width) => {
      caption(figure, chart.title);
      curves(figure, width, chart.series, chart.x, `${chart.title}: ${chart.series.map((one) => one.name).join(", ")}`);
    });
  });
}

function showRunRates(pools, report) {
  const pool = knownPool(pools, report);
  if (!pool || pool.survivors === 0) return;
  show("rates");
  byId("rates-note").append(`${RATE_NOTES[pool.by]} ${counted(pool.right)} of ${plural(pool.survivors, "sample")} `
    + `that pass the examples are right, of ${counted(pool.samples)} in all. Bands are 95 % intervals of that share `
    + "(Wilson). Samples are drawn from the pool without replacement.");
  addCharts([samplesChart(pool), submissionsChart(pool, report)]);
}

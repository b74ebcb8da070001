// SPDX-License-Identifier: MIT
// Time and memory of the programs, and their verdicts by language.

function byLanguage(programs) {
  const list = [...d3.group(programs, (one) => one.language)].map(([language, all]) => {
    const counts = VERDICTS.map((verdict) => ({
      value: all.filter((one) => one.verdict === verdict).length, classes: `fill-${verdict}`, word: verdict,
    })).filter((part) => part.value > 0);
    return { name: language, total: all.length, words: counted(all.length), parts: counts };
  });
  return list.sort((a, b) => b.total - a.total);
}

function barWords({ name, parts }) {
  return `${name}: ${parts.map((part) => `${part.value} ${part.word}`).join(", ")}`;
}

function verdictsOf(programs) {
  return VERDICTS.filter((verdict) => programs.some((one) => one.verdict === verdict));
}

function showHistogram(id, title, programs, valueOf, format) {
  const values = programs.map((one) => ({ value: valueOf(one), verdict: one.verdict }));
  const middle = d3.median(values, (one) => one.value);
  drawn(id, (figure, width) => {
    caption(figure, title, `median ${format(middle)}`);
    const label = `${title} of ${plural(values.length, "program")}, median ${format(middle)}`;
    histogram(figure, width, values, format, label);
    verdictLegend(figure, verdictsOf(programs));
  });
}

function showMeasures(programs) {
  const ran = programs.filter((one) => one.memory > 0);
  show("measures");
  if (ran.length > 0) {
    byId("measures-note").append(`Of ${plural(ran.length, "distinct program")} that ran, the largest over the tests; `
      + "logarithmic axes.");
    showHistogram("times", "CPU time", ran, (one) => one.cpu, time);
    showHistogram("memory", "Memory", ran, (one) => one.memory / 1024, (mib) => size(mib * 1024));
  }
  drawn("languages", (figure, width) => {
    const list = byLanguage(programs);
    caption(figure, "Verdicts by language", plural(programs.length, "distinct program"));
    bars(figure, width, list, `Verdicts by language: ${list.map(barWords).join("; ")}`);
    verdictLegend(figure, verdictsOf(programs));
  });
}

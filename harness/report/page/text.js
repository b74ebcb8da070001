// SPDX-License-Identifier: MIT
// Elements made of text. Nothing here, nor anywhere in this page, makes text into markup.

// Control characters, marks that reorder a line and invisible ones: shown by their numbers.
const ODD = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

function escapeOf(character) {
  return "\\u" + character.codePointAt(0).toString(16).padStart(4, "0");
}

// A stranger's text, with what cannot be seen made visible.
function addForeign(parent, text) {
  let from = 0;
  for (const match of text.matchAll(ODD)) {
    parent.append(text.slice(from, match.index));
    parent.append(element("span", { class: "control" }, escapeOf(match[0])));
    from = match.index + match[0].length;
  }
  parent.append(text.slice(from));
  return parent;
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function foreign(text, name = "span", classes = "") {
  return addForeign(element(name, { class: `foreign ${classes}`.trim() }), text ?? "");
}

// The same on one line, for attributes and the text of pictures.
function plain(text) {
  return String(text ?? "").replace(ODD, escapeOf).replace(/\s+/g, " ");
}

function button(text, action) {
  const made = element("button", { type: "button", class: "link" });
  made.append(text);
  made.addEventListener("click", action);
  return made;
}

// Heads are [text, class of the column]; a cell is a text or an element.
function tableOf(heads, rows, classes = "") {
  const head = element("tr");
  heads.forEach(([text, kind]) => head.append(element("th", { scope: "col", class: kind }, text)));
  const body = element("tbody");
  for (const cells of rows) {
    const row = element("tr");
    cells.forEach((cell, i) => row.append(element("td", { class: heads[i][1] }, cell)));
    body.append(row);
  }
  return element("table", { class: classes }, element("thead", {}, head), body);
}

const counted = d3.format(",");

function plural(count, word) {
  return `${counted(count)} ${word}${count === 1 ? "" : "s"}`;
}

function percent(part) {
  return part > 0 && part < 0.001 ? "< 0.1 %" : `${d3.format(".3~p")(part).replace("%", " %")}`;
}

function time(ms) {
  if (ms >= 1000) return `${d3.format(".3~r")(ms / 1000)} s`;
  return `${d3.format(".3~r")(ms)} ms`;
}

function size(kib) {
  if (kib >= 1024 * 1024) return `${d3.format(".3~r")(kib / 1024 / 1024)} GiB`;
  return kib >= 1024 ? `${d3.format(".3~r")(kib / 1024)} MiB` : `${d3.format(".3~r")(kib)} KiB`;
}

function byId(id) {
  return document.getElementById(id);
}

function show(section) {
  byId(section).hidden = false;
}

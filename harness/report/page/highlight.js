// SPDX-License-Identifier: MIT
// Sources in colour. Prism cuts a text into tokens; elements are made of them here, by text alone.

// Characters. The time of some patterns grows with the square: hostile text of this length takes 3 s.
const TOO_LONG = 20000;

const GRAMMARS = new Map(Object.entries({
  c: "c", cpp: "cpp", python: "python", pypy: "python", java: "java", javascript: "javascript",
  typescript: "typescript", go: "go", rust: "rust", csharp: "csharp", kotlin: "kotlin",
  haskell: "haskell", ocaml: "ocaml", ruby: "ruby", perl: "perl", lua: "lua",
}));

const COLOURS = new Map(Object.entries({
  keyword: "keyword", boolean: "keyword", "class-name": "function", builtin: "function",
  function: "function", string: "string", char: "string", "triple-quoted-string": "string",
  "template-string": "string", regex: "string", number: "number", constant: "number",
  comment: "comment", prolog: "comment", macro: "number", directive: "keyword", decorator: "function",
}));

// "cpp17", "python3": the digits are a standard's or a version's.
function grammarOf(language) {
  const name = GRAMMARS.get(language.replace(/[0-9]+$/, ""));
  return name ? Prism.languages[name] : undefined;
}

function addToken(parent, token) {
  if (typeof token === "string") {
    addForeign(parent, token);
  } else if (Array.isArray(token)) {
    token.forEach((one) => addToken(parent, one));
  } else {
    const colour = COLOURS.get(token.type);
    const holder = colour ? element("span", { class: `t-${colour}` }) : element("span");
    addToken(holder, token.content);
    parent.append(holder);
  }
}

function addSource(parent, source, language) {
  const grammar = source.length <= TOO_LONG ? grammarOf(language) : undefined;
  if (grammar) addToken(parent, Prism.tokenize(source, grammar));
  else addForeign(parent, source);
}

// The source beside the numbers of its lines.
function sourceView(source, language) {
  const lines = source.replace(/\n$/, "").split("\n").length;
  const numbers = Array.from({ length: lines }, (_, i) => i + 1).join("\n");
  const text = element("pre", { class: "text foreign", tabindex: "0", "aria-label": "Source" });
  addSource(text, source, language);
  return element("div", { class: "code" },
    element("pre", { class: "lines", "aria-hidden": "true" }, numbers), text);
}

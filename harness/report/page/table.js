// SPDX-License-Identifier: MIT
// The table of all candidates. Only the rows in view are elements, so that ten thousand cost no more than a hundred.

const ROW_HEIGHT = 34;
const SPARE = 8; // rows above and below those in view
const PRINTED = 200;

const byText = (value) => (a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0);
const byNumber = (value) => (a, b) => value(a) - value(b);
const cpuOf = ({ program }) => program.cpu;
const memoryOf = ({ program }) => program.memory;
const clusterOf = ({ program }) => program.cluster || Infinity;

// A cell is a text or a node; `order` compares rows.
const COLUMNS = [
  { name: "Candidate", classes: "id foreign", text: (row) => row.id, order: byNumber((row) => row.place) },
  { name: "Language", classes: "language", text: languageOf, order: byText(languageOf) },
  { name: "Verdict", classes: "verdict-cell", node: (row) => verdictMark(row.program.verdict), order: byNumber(verdictPlace) },
  { name: "Test", classes: "test foreign", text: testOf, order: byText(testOf) },
  { name: "Detail", classes: "detail foreign", text: detailOf, order: byText(detailOf) },
  { name: "Time", classes: "time number", text: (row) => (memoryOf(row) > 0 ? time(cpuOf(row)) : ""), order: byNumber(cpuOf) },
  { name: "Memory", classes: "memory number", text: (row) => (memoryOf(row) > 0 ? size(memoryOf(row)) : ""), order: byNumber(memoryOf) },
  { name: "Copies", classes: "copies number", text: copiesNumber, order: byNumber(copiesNumber) },
  { name: "Cluster", classes: "cluster number", text: (row) => row.program.cluster || "", order: byNumber(clusterOf) },
];

function languageOf(row) {
  return row.program.language;
}

function testOf(row) {
  return row.program.test || "";
}

function detailOf(row) {
  return row.program.detail;
}

function copiesNumber(row) {
  return row.program.copies;
}

function verdictPlace(row) {
  return VERDICTS.indexOf(row.program.verdict);
}

class Table {
  constructor(holder, rows, open) {
    Object.assign(this, { holder, rows, open, shown: rows, active: 0, order: null, isFalling: false });
    this.head = this.makeHead();
    this.body = element("div", { role: "rowgroup" });
    holder.append(element("div", { role: "rowgroup" }, this.head), this.body);
    holder.setAttribute("aria-colcount", COLUMNS.length);
    holder.addEventListener("scroll", () => this.draw());
    holder.addEventListener("keydown", (event) => this.key(event));
    window.addEventListener("beforeprint", () => this.draw(true));
    window.addEventListener("afterprint", () => this.draw());
    new ResizeObserver(() => this.draw()).observe(holder);
  }

  makeHead() {
    const head = element("div", { role: "row", class: "row head" });
    COLUMNS.forEach((column, i) => {
      const sort = element("button", { type: "button", tabindex: "-1" }, column.name);
      const cell = element("div", { role: "columnheader", class: column.classes, "aria-colindex": i + 1 }, sort);
      sort.addEventListener("click", () => this.sortBy(column, cell));
      head.append(cell);
    });
    return head;
  }

  sortBy(column, cell) {
    this.isFalling = this.order === column && !this.isFalling;
    this.order = column;
    for (const one of this.head.children) one.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", this.isFalling ? "descending" : "ascending");
    this.show(this.shown);
  }

  // These rows, in the order of the column that was chosen, else in their own.
  show(rows) {
    const sign = this.isFalling ? -1 : 1;
    this.shown = this.order ? [...rows].sort((a, b) => sign * this.order.order(a, b) || a.place - b.place) : rows;
    this.active = 0;
    this.holder.scrollTop = 0;
    this.holder.setAttribute("aria-rowcount", rows.length + 1);
    this.draw();
  }

  makeRow(index) {
    const row = this.shown[index];
    const isActive = index === this.active;
    const made = element("div", {
      role: "row", id: `row-${index}`, class: "row", "aria-rowindex": index + 2, "aria-selected": isActive,
    });
    made.classList.toggle("copy", row.isCopy);
    made.classList.toggle("active", isActive);
    for (const column of COLUMNS) {
      const text = column.text ? plain(column.text(row)) : "";
      const cell = element("div", { role: "gridcell", class: column.classes }, column.node ? column.node(row) : text);
      if (text.length > 12) cell.title = text;
      made.append(cell);
    }
    made.addEventListener("click", () => {
      this.move(index);
      this.open(row);
    });
    return made;
  }

  draw(isPrinting = false) {
    const inView = Math.ceil(this.holder.clientHeight / ROW_HEIGHT) || 20;
    const top = isPrinting ? 0 : Math.max(0, Math.floor(this.holder.scrollTop / ROW_HEIGHT) - SPARE);
    const end = Math.min(this.shown.length, isPrinting ? PRINTED : top + inView + 2 * SPARE);
    const made = d3.range(top, end).map((index) => this.makeRow(index));
    if (made.length === 0) made.push(element("p", { class: "nothing" }, "No candidate is like that."));
    if (isPrinting && end < this.shown.length)
      made.push(element("p", { class: "nothing" }, `${counted(this.shown.length - end)} more are not printed.`));
    this.body.style.paddingTop = `${top * ROW_HEIGHT}px`;
    this.body.style.paddingBottom = `${isPrinting ? 0 : (this.shown.length - end) * ROW_HEIGHT}px`;
    this.body.replaceChildren(...made);
    if (this.shown.length > 0) this.holder.setAttribute("aria-activedescendant", `row-${this.active}`);
  }

  move(index) {
    this.active = Math.max(0, Math.min(this.shown.length - 1, index));
    const at = this.active * ROW_HEIGHT, height = this.holder.clientHeight - ROW_HEIGHT;
    if (at < this.holder.scrollTop) this.holder.scrollTop = at;
    else if (at + ROW_HEIGHT > this.holder.scrollTop + height) this.holder.scrollTop = at + ROW_HEIGHT - height;
    this.draw();
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.holder.clientHeight / ROW_HEIGHT) - 2);
    const steps = new Map(Object.entries({
      ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity,
    }));
    const isOpening = event.key === "Enter" && this.shown.length > 0 && event.target === this.holder;
    if (steps.has(event.key)) this.move(this.active + steps.get(event.key));
    else if (isOpening) this.open(this.shown[this.active]);
    else return;
    event.preventDefault();
  }
}

// ---- which rows are shown

function options(select, all, values) {
  select.append(element("option", { value: "" }, all));
  values.forEach((value) => select.append(element("option", { value }, plain(value))));
}

function matches(row, wanted) {
  const { program } = row;
  if (wanted.verdict && program.verdict !== wanted.verdict) return false;
  if (wanted.language && program.language !== wanted.language) return false;
  if (wanted.cluster && program.cluster !== Number(wanted.cluster)) return false;
  if (wanted.distinct && row.isCopy) return false;
  return !wanted.query || wanted.found.has(program) ||
    [row.id, row.label, program.test, program.detail].some((text) => text && text.toLowerCase().includes(wanted.query));
}

// The programs whose source has the words in it.
async function findInSources(sources, programs, query) {
  const found = new Set();
  await sources.each((source, number) => {
    if (source.toLowerCase().includes(query)) found.add(programs[number]);
  });
  return found;
}

async function wantedNow({ sources, programs }) {
  const query = byId("query").value.trim().toLowerCase();
  const inSources = query !== "" && byId("in-sources").checked;
  return {
    query,
    verdict: byId("verdict").value, language: byId("language").value, cluster: byId("cluster").value,
    distinct: byId("distinct").checked,
    found: inSources ? await findInSources(sources, programs, query) : new Set(),
  };
}

function showTable(pools, clusterCount, open) {
  const { rows, programs } = pools;
  COLUMNS[0].name = pools.more.kind === "eval" ? "Sample" : "Candidate";
  const table = new Table(byId("table"), rows, open);
  let asked = 0;
  const refresh = async () => {
    const own = ++asked;
    const wanted = await wantedNow(pools);
    if (own !== asked) return; // a later question has come
    const shown = rows.filter((row) => matches(row, wanted));
    byId("shown").value = `${counted(shown.length)} of ${counted(rows.length)}`;
    table.show(shown);
  };
  show("candidates");
  options(byId("verdict"), "any", verdictsOf(programs));
  options(byId("language"), "any", [...new Set(programs.map((one) => one.language))].sort());
  options(byId("cluster"), "any", d3.range(1, Math.min(clusterCount, 500) + 1));
  byId("cluster-label").hidden = clusterCount === 0;
  byId("table").classList.toggle("without-clusters", clusterCount === 0);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("input", refresh);
  byId("filters").addEventListener("reset", () => setTimeout(refresh));
  refresh();
}

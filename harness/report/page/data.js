// SPDX-License-Identifier: MIT
// The data of the page, which lies in script elements that no browser runs: JSON, and blocks of JSON
// compressed in base64, which are inflated when somebody looks. harness/report/README.md has the keys.

function jsonData(name) {
  const holder = document.querySelector(`script[type="application/json"].${name}`);
  return holder ? JSON.parse(holder.textContent) : null;
}

async function inflate(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

// Blocks of one name; each is inflated at most once at a time, and a few are remembered.
class Blocks {
  constructor(name) {
    this.list = [...document.querySelectorAll(`script[type="text/plain"].${name}`)].map((holder) => ({
      first: Number(holder.dataset.first),
      holder,
    }));
    this.recent = new Map();
  }

  block(index) {
    let values = this.recent.get(index);
    if (!values) {
      values = inflate(this.list[index].holder.textContent);
      this.recent.set(index, values);
      if (this.recent.size > 8) this.recent.delete(this.recent.keys().next().value);
    }
    return values;
  }

  // The value of that number, or undefined where it was left out.
  async value(number) {
    const index = d3.bisector((block) => block.first).right(this.list, number) - 1;
    if (index < 0) return undefined;
    return (await this.block(index))[number - this.list[index].first];
  }

  // All values, block by block.
  async each(take) {
    for (let index = 0; index < this.list.length; index++) {
      const values = await inflate(this.list[index].holder.textContent);
      values.forEach((value, i) => take(value, this.list[index].first + i));
    }
  }
}

const COPY_FIELDS = 3;

// A row as it is written: see harness/report/README.md. `number` counts the distinct programs.
function programOf(row, number) {
  const [id, label, language, verdict, test, detail, copies, cluster] = row;
  return { number, id, label, language, verdict, test, detail, copies, cluster };
}

// What the page is about: every candidate, and the programs that they are.
async function readRows() {
  const rows = [];
  const programs = [];
  await new Blocks("rows").each((row) => {
    const isCopy = row.length === COPY_FIELDS;
    const program = isCopy ? rows[row[2]].program : programOf(row, programs.length);
    if (!isCopy) programs.push(program);
    rows.push({ place: rows.length, id: row[0], label: row[1], isCopy, program });
  });
  await new Blocks("measures").each(([cpu, wall, memory], number) => {
    Object.assign(programs[number], { cpu: cpu / 100, wall: wall / 100, memory });
  });
  return { rows, programs };
}

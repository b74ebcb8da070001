// SPDX-License-Identifier: MIT
// The tests' side of a task whose tests call functions. values.js stands before this, runTests(...) behind.
//
// What is called here lies in another process, in another cell. Exit code 42: the tests have passed, 43: they
// have not, with a report as one line of JSON on stderr.
const PASSED = 42, FAILED = 43, REPORT = 2, WORDS_MAX = 400;

const exitNow = process.reallyExit.bind(process);

function words(value) {
  const text = util.inspect(value, { depth: 8, breakLength: Infinity, compact: true, maxArrayLength: 200 });
  return text.length <= WORDS_MAX ? text : `${text.slice(0, WORDS_MAX - 1)}…`;
}

function finish(code, report) {
  let data = report ? Buffer.from(JSON.stringify(report)) : Buffer.alloc(0);
  while (data.length > 0)
    data = data.subarray(again(() => writeSync(REPORT, data)));
  exitNow(code);
}

// Ends the tests at once: what a test catches must not be the candidate's end, or a value that cannot travel.
function end(remote, kind, type, text) {
  finish(FAILED, { kind, type, text, ...remote.lastCall() });
}

class Remote {
  constructor(line) {
    this.line = line;
    this.last = null; // the last call: its name, its arguments as words, what it returned
    this.thrown = []; // what the candidate threw, which the tests may throw again
    this.known = new Map();
  }

  request(message) {
    let answer;
    try {
      this.line.send(message);
      answer = this.line.receive();
    } catch {
      answer = null; // no reader; no JSON
    }
    if (!Array.isArray(answer))
      end(this, 'ended', '', '');
    if (answer[0] === 'lost')
      end(this, 'wrong', 'TypeError',
        `a value of type ${String(answer[1]).slice(0, WORDS_MAX)} cannot be compared from outside`);
    return answer;
  }

  load() {
    const [what, kind, type, text] = this.request(['load']);
    if (what === 'failed')
      finish(FAILED, { kind: kind === 'compile' ? kind : 'exception', type: String(type), text: String(text) });
  }

  // What the candidate calls by this name: {value}, or null.
  find(name) {
    if (!this.known.has(name))
      this.known.set(name, this.take(name, this.request(['name', name])));
    return this.known.get(name);
  }

  take(name, answer) {
    if (answer[0] === 'missing')
      return null;
    if (answer[0] !== 'value')
      return { value: (...values) => this.call(name, values) };
    return { value: this.believe(() => new Reader().read(answer[1])) };
  }

  call(name, values) {
    const writer = new Writer();
    let written;
    try {
      written = writer.write(values);
    } catch (error) {
      end(this, 'wrong', 'TypeError', `the tests pass a value of type ${error.message}`);
    }
    this.last = { name, values: values.map(words) };
    const answer = this.request(['call', name, written]);
    const reader = new Reader(writer.objects);
    const raised = answer[0] === 'raise';
    const value = this.believe(() => {
      const result = reader.read(answer[raised ? 3 : 1]);
      applyChanges(reader, answer[raised ? 4 : 2], writer.objects);
      return result;
    });
    if (raised) {
      this.thrown.push(value);
      throw value;
    }
    this.last.returned = value;
    return value;
  }

  // Nothing of an answer is believed: whatever is wrong with it is the candidate's failure.
  believe(step) {
    try {
      return step();
    } catch {
      return end(this, 'wrong', 'TypeError', 'an answer that is none');
    }
  }

  lastCall() {
    if (!this.last)
      return {};
    const { name, values } = this.last;
    return { call: { function: name, arguments: values, keywords: {} },
      ...'returned' in this.last ? { returned: words(this.last.returned) } : {} };
  }
}

function applyChanges(reader, changed, known) {
  for (const [number, written] of changed) {
    const value = known[number];
    if (ArrayBuffer.isView(value)) {
      value.set(makeArray(written[1], written[2]));
    } else if (value instanceof Date) {
      value.setTime(reader.read(written[1]));
    } else if (value instanceof ArrayBuffer) {
      new Uint8Array(value).set(Buffer.from(written[1], 'base64'));
    } else {
      if (value instanceof Map || value instanceof Set)
        value.clear();
      else
        Object.keys(value).forEach(key => delete value[key]);
      reader.fill(value, written);
    }
  }
}

// ---- the report

// The statement of the tests that failed: where the error was made, or the line that has its text.
function failedLine(tests, linesBefore, error) {
  const lines = tests.split('\n');
  const place = error instanceof Error && /<tests>:(\d+)/.exec(error.stack);
  let at = place ? Number(place[1]) - 1 - linesBefore
    : lines.findIndex(line => line.includes(String(error).slice(0, 24)));
  if (/^\s*throw\b/.test(lines[at] ?? ''))
    at--; // the condition before it
  return lines[at]?.trim();
}

function makeReport(remote, tests, linesBefore, error, compared) {
  const isError = error instanceof Error;
  const report = {
    kind: remote.thrown.includes(error) ? 'exception' : 'wrong',
    type: isError ? String(error.name) : typeof error,
    text: isError ? String(error.message) : String(error),
    ...remote.lastCall(),
  };
  const assertion = failedLine(tests, linesBefore, error);
  if (assertion)
    report.assertion = assertion.slice(0, WORDS_MAX);
  if (isError && 'expected' in error)
    report.expected = words(error.expected);
  else if (compared && report.kind === 'wrong')
    report.expected = words(compared[1]);
  return report;
}

// ---- the tests

// The last comparison that failed, for the report: MBXP's tests do not tell what they expected.
function watchLodash(requireFrom, seen) {
  return Object.assign(name => {
    const module = requireFrom(name);
    if (name === 'lodash' && !seen.watched) {
      const { isEqual } = module;
      seen.watched = true;
      module.isEqual = (a, b) => {
        const equal = isEqual(a, b);
        seen.compared = equal ? null : [a, b];
        return equal;
      };
    }
    return module;
  }, requireFrom);
}

// Names that the tests use and nobody defines, and the entry point, are the candidate's.
function scopeOf(remote, entryPoint) {
  return new Proxy(Object.create(null), {
    has: (_, name) => typeof name === 'string' && !MODULE_NAMES.includes(name) &&
      (name === entryPoint || !(name in globalThis)) && remote.find(name) !== null,
    get: (_, name) => typeof name === 'string' ? remote.find(name).value : undefined,
  });
}

function runTests(helpers, tests, entryPoint) {
  const remote = new Remote(new Line(0, 1)), seen = {};
  const before = `with (winnowScope) { return (function () {${helpers}\n;`;
  const fail = error =>
    finish(FAILED, makeReport(remote, tests, before.split('\n').length - 1, error, seen.compared));
  remote.load();
  console.assert = (condition, ...what) => {
    if (!condition)
      throw new Error(`console.assert ${what.map(words).join(' ')}`.trim());
  };
  for (const name of ['log', 'info', 'debug', 'warn', 'error', 'trace', 'dir', 'table'])
    console[name] = () => {};
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  process.on('exit', code => code ? finish(FAILED, { kind: 'wrong', type: '', text: `the tests end with exit code ${code}` })
    : finish(PASSED));
  try {
    const values = moduleValues(watchLodash(findDebianModules(), seen));
    const run = require('vm').compileFunction(`${before}${tests}\n}).call(this); }`,
      ['winnowScope', ...MODULE_NAMES], { filename: '<tests>' });
    Reflect.apply(run, values[2], [scopeOf(remote, entryPoint), ...values]);
  } catch (error) {
    fail(error);
  }
}

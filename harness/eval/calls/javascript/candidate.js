// SPDX-License-Identifier: MIT
// The candidate's side of a task whose tests call functions. values.js stands before this, serve(SOURCE) behind.
//
// The candidate shares this process with what follows and can change all of it. That gains it nothing: it
// can only answer with plain values, which it could also have returned.

// Output goes nowhere, and standard input is at its end: both are pipes to the tests.
function muteStreams() {
  const isOut = target => target === 1 || target === '/dev/stdout' || target === '/dev/fd/1';
  const isIn = source => source === 0 || source === '/dev/stdin' || source === '/dev/fd/0';
  const { writeFileSync, readFileSync } = fs;
  process.stdout.write = function write(text, encoding, done) {
    const callback = typeof encoding === 'function' ? encoding : done;
    if (callback)
      process.nextTick(callback);
    return true;
  };
  fs.writeSync = (fd, data, ...more) => isOut(fd) ? data.length : writeSync(fd, data, ...more);
  fs.writeFileSync = (file, ...more) => isOut(file) ? undefined : writeFileSync(file, ...more);
  fs.readSync = (fd, ...more) => isIn(fd) ? 0 : readSync(fd, ...more);
  fs.readFileSync = (file, options) => {
    if (!isIn(file))
      return readFileSync(file, options);
    return options === undefined || options?.encoding === null ? Buffer.alloc(0) : '';
  };
  Object.defineProperty(process, 'stdin', {
    configurable: true,
    get: () => require('stream').Readable.from([]),
  });
}

// What of an object can be changed in place, in a form that Object.is can compare.
function contentsOf(value) {
  switch (kindOf(value)) {
  case 'array':
    return [value.length, ...Object.entries(value).flat()];
  case 'object':
    return Object.entries(value).flat();
  case 'Map':
    return [...value].flat(1);
  case 'Set':
    return [...value];
  case 'Date':
    return [value.getTime()];
  case 'TypedArray':
    return [bytesOf(value)];
  case 'AnyArrayBuffer':
    return [bytesOf(new Uint8Array(value))];
  default:
    return [];
  }
}

function changesOf(writer, received, before) {
  const changed = [];
  received.forEach((value, number) => {
    const now = contentsOf(value), old = before[number];
    if (now.length !== old.length || now.some((part, at) => !Object.is(part, old[at])))
      changed.push([number, writer.writeContents(kindOf(value), value)]);
  });
  return changed;
}

class Candidate {
  constructor(source) {
    this.failure = null;
    try {
      this.load(source);
    } catch (error) {
      this.failure ??= ['exception', ...describeError(error)];
    }
  }

  // eval in its own scope finds what `const`, `let` and `class` declare too.
  load(source) {
    const values = moduleValues(findDebianModules());
    let run;
    try {
      run = require('vm').compileFunction(
        `${source}\n;return (winnowName) => eval(winnowName);`, MODULE_NAMES,
        { filename: 'candidate.js' });
    } catch (error) {
      this.failure = ['compile', ...describeError(error)];
      throw error;
    }
    muteStreams();
    this.find = Reflect.apply(run, values[2], values);
  }

  answerLoad() {
    return this.failure ? ['failed', ...this.failure] : ['ok'];
  }

  answerName(name) {
    let value;
    try {
      value = this.find(name);
    } catch {
      return ['missing'];
    }
    return typeof value === 'function' ? ['function'] : ['value', new Writer().write(value)];
  }

  answerCall(name, written) {
    const reader = new Reader(), values = reader.read(written);
    const received = reader.objects, before = received.map(contentsOf);
    let writer = new Writer(received), answer;
    try {
      const result = this.find(name)(...values);
      answer = ['ok', writer.write(result)];
    } catch (error) {
      if (error instanceof CannotTravel)
        throw error;
      writer = new Writer(received); // a getter may have thrown half-way
      answer = ['raise', ...describeError(error), writer.write(error)];
    }
    return [...answer, changesOf(writer, received, before)];
  }

  answer(message) {
    try {
      switch (message[0]) {
      case 'load':
        return this.answerLoad();
      case 'name':
        return this.answerName(message[1]);
      default:
        return this.answerCall(message[1], message[2]);
      }
    } catch (error) {
      return ['lost', error instanceof CannotTravel ? error.message : describeError(error).join(': ')];
    }
  }
}

// Its name and its message.
function describeError(error) {
  try {
    return error instanceof Error ? [String(error.name), String(error.message)]
      : [typeName(error), util.inspect(error)];
  } catch {
    return ['Error', ''];
  }
}

function serve(source) {
  const line = new Line(0, 1), exit = process.reallyExit.bind(process);
  const candidate = new Candidate(source);
  for (;;) {
    const message = line.receive();
    if (message === null)
      exit(0);
    line.send(candidate.answer(message));
  }
}

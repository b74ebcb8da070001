// SPDX-License-Identifier: MIT
// Plain values as text, for two interpreters that share no memory.
//
// A message is one line of JSON behind the byte 0x1e, so that other output on the same pipe can be told
// apart. What JSON has no word for is an array that begins with a tag; so arrays of JSON itself
// never stand for arrays. Both sides number the objects that cross in one call in the order of the text: a
// second mention is a number. So an argument that comes back is the caller's own object, and one that
// was changed in place is changed for the caller too.
//
// Nothing that is read here can run code: no class of the other side's is ever looked up or called.
'use strict';
const fs = require('fs');
const util = require('util');

const readSync = fs.readSync, writeSync = fs.writeSync;
const ARRAY_MAX = 1 << 27;

// A value that has no plain form, by the name of its type.
class CannotTravel extends Error {}

// What tells an object's kind is its internal slots, which no prototype or Symbol.toStringTag can change.
const types = util.types;
const BOXED = { String: String, Number: Number, Boolean: Boolean };
const ARRAYS = { Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array,
  Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array };
const ERRORS = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
const arrayName = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

function typeName(value) {
  if (typeof value !== 'object')
    return typeof value;
  const maker = Object.getPrototypeOf(value)?.constructor;
  return types.isPromise(value) ? 'Promise' : String(maker?.name || 'object');
}

function kindOf(value) {
  if (Array.isArray(value))
    return 'array';
  for (const kind of ['Map', 'Set', 'Date', 'RegExp', 'NativeError', 'TypedArray', 'AnyArrayBuffer',
    'BoxedPrimitive'])
    if (types[`is${kind}`](value))
      return kind;
  const parent = Object.getPrototypeOf(value);
  if (types.isArgumentsObject(value) || value instanceof Error)
    return types.isArgumentsObject(value) ? 'array' : 'NativeError';
  return parent === null || parent === Object.prototype ? 'object' : null;
}

// Keys of its own beside the elements, as match() gives its array.
function extraKeys(value) {
  return Object.keys(value).filter(key => !/^(0|[1-9]\d*)$/.test(key));
}

function bytesOf(view) {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('base64');
}

class Writer {
  constructor(known = []) {
    this.objects = [...known];
    this.numbers = new Map(this.objects.map((value, number) => [value, number]));
  }

  write(value) {
    switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value : ['n', Object.is(value, -0) ? '-0' : String(value)];
    case 'undefined':
      return ['u'];
    case 'bigint':
      return ['i', String(value)];
    case 'object':
      return value === null ? null : this.writeObject(value);
    default:
      throw new CannotTravel(typeof value);
    }
  }

  writeObject(value) {
    const seen = this.numbers.get(value);
    if (seen !== undefined)
      return ['r', seen];
    const kind = kindOf(value);
    if (!kind)
      throw new CannotTravel(typeName(value));
    this.numbers.set(value, this.objects.length);
    this.objects.push(value);
    return this.writeContents(kind, value);
  }

  writeContents(kind, value) {
    switch (kind) {
    case 'array':
      return ['a', this.items(value), this.pairs(value, extraKeys(value))];
    case 'object':
      return ['o', Object.getPrototypeOf(value) === null, this.pairs(value, Object.keys(value))];
    case 'Map':
      return ['m', [...Map.prototype.entries.call(value)].flat(1).map(part => this.write(part))];
    case 'Set':
      return ['s', [...Set.prototype.values.call(value)].map(part => this.write(part))];
    case 'Date':
      return ['d', this.write(Date.prototype.getTime.call(value))];
    case 'RegExp':
      return ['re', value.source, value.flags, value.lastIndex];
    case 'NativeError':
      return ['x', String(value.name), String(value.message)];
    case 'TypedArray':
      return types.isUint8Array(value) && Buffer.isBuffer(value)
        ? ['ta', 'Buffer', bytesOf(value)] : ['ta', arrayName.call(value), bytesOf(value)];
    case 'AnyArrayBuffer':
      return ['ab', bytesOf(new Uint8Array(value))];
    default:
      return this.writeBoxed(value);
    }
  }

  writeBoxed(value) {
    const plain = value.valueOf();
    if (!(typeName(value) in BOXED))
      throw new CannotTravel(typeName(value));
    return ['box', this.write(plain)];
  }

  items(array) {
    const out = [];
    for (let at = 0; at < array.length; at++)
      out.push(Object.hasOwn(array, at) ? this.write(array[at]) : ['h']);
    return out;
  }

  pairs(value, keys) {
    return keys.flatMap(key => [key, this.write(value[key])]);
  }
}

function setOwn(object, key, value) {
  // Not by assignment: "__proto__" is a key like any other.
  Object.defineProperty(object, key,
    { value, writable: true, enumerable: true, configurable: true });
}

// The other direction. `known` are the objects that both sides have, in their order.
class Reader {
  constructor(known = []) {
    this.objects = [...known];
  }

  read(value) {
    return Array.isArray(value) ? READERS[value[0]](this, value) : value;
  }

  number(empty) {
    this.objects.push(empty);
    return empty;
  }

  fillItems(array, items) {
    for (let at = 0; at < items.length; at++)
      if (!(Array.isArray(items[at]) && items[at][0] === 'h'))
        array[at] = this.read(items[at]);
    array.length = items.length;
  }

  fillPairs(object, flat) {
    for (let at = 0; at < flat.length; at += 2)
      setOwn(object, flat[at], this.read(flat[at + 1]));
  }

  // A container is numbered before its items are, which may mention it.
  fill(value, written) {
    switch (written[0]) {
    case 'a':
      this.fillItems(value, written[1]);
      this.fillPairs(value, written[2]);
      break;
    case 'o':
      this.fillPairs(value, written[2]);
      break;
    case 'm':
      for (let at = 0; at < written[1].length; at += 2) {
        const key = this.read(written[1][at]);
        value.set(key, this.read(written[1][at + 1]));
      }
      break;
    default:
      written[1].forEach(part => value.add(this.read(part)));
    }
    return value;
  }
}

function makeError(name, message) {
  const error = new (Object.hasOwn(ERRORS, name) ? ERRORS[name] : Error)(message);
  if (error.name !== name)
    Object.defineProperty(error, 'name', { value: name, writable: true, configurable: true });
  return error;
}

function makeArray(name, text) {
  const bytes = Buffer.from(text, 'base64');
  if (name === 'Buffer')
    return bytes;
  const kind = ARRAYS[name];
  return new kind(new Uint8Array(bytes).buffer);
}

const READERS = {
  __proto__: null,
  r: (reader, v) => {
    if (!(v[1] in reader.objects))
      throw new RangeError('no such object');
    return reader.objects[v[1]];
  },
  n: (_, v) => Number(v[1]),
  u: () => undefined,
  i: (_, v) => BigInt(v[1]),
  a: (reader, v) => reader.fill(reader.number([]), v),
  o: (reader, v) => reader.fill(reader.number(v[1] ? Object.create(null) : {}), v),
  m: (reader, v) => reader.fill(reader.number(new Map()), v),
  s: (reader, v) => reader.fill(reader.number(new Set()), v),
  d: (reader, v) => reader.number(new Date(reader.read(v[1]))),
  re: (reader, v) => {
    const value = reader.number(new RegExp(v[1], v[2]));
    value.lastIndex = v[3];
    return value;
  },
  x: (reader, v) => reader.number(makeError(String(v[1]), String(v[2]))),
  ta: (reader, v) => reader.number(makeArray(v[1], v[2])),
  ab: (reader, v) => reader.number(new Uint8Array(Buffer.from(v[1], 'base64')).buffer),
  box: (reader, v) => reader.number(Object(reader.read(v[1]))),
};

// ---- messages, one a line

class Line {
  constructor(source, target) {
    this.source = source;
    this.target = target;
    this.rest = Buffer.alloc(0);
  }

  send(message) {
    let data = Buffer.from(`\x1e${JSON.stringify(message)}\n`);
    while (data.length > 0)
      data = data.subarray(again(() => writeSync(this.target, data)));
  }

  // A line as bytes, or null at the end.
  takeLine() {
    const parts = [this.rest];
    for (;;) {
      const last = parts[parts.length - 1], end = last.indexOf(10);
      if (end >= 0) {
        this.rest = last.subarray(end + 1);
        parts[parts.length - 1] = last.subarray(0, end);
        return Buffer.concat(parts);
      }
      const chunk = Buffer.allocUnsafe(1 << 16);
      const n = again(() => readSync(this.source, chunk, 0, chunk.length, null));
      if (n === 0)
        return null;
      parts.push(chunk.subarray(0, n));
    }
  }

  // null at the end: the other side is gone. Text before the mark is output that is no message.
  receive() {
    for (;;) {
      const line = this.takeLine();
      const mark = line ? line.lastIndexOf(0x1e) : 0;
      if (!line)
        return null;
      if (mark >= 0)
        return JSON.parse(line.toString('utf8', mark + 1));
    }
  }
}

function again(step) {
  for (;;) {
    try {
      return step();
    } catch (error) {
      if (error.code === 'EOF')
        return 0;
      if (error.code !== 'EAGAIN')
        throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

// Modules of Debian's packages are found, as by Debian's own Node.
function findDebianModules() {
  const Module = require('module');
  process.env.NODE_PATH = [process.env.NODE_PATH, '/usr/share/nodejs'].filter(Boolean).join(':');
  Module._initPaths();
  return Module.createRequire(__filename);
}

const MODULE_NAMES = ['require', 'module', 'exports', '__filename', '__dirname'];

function moduleValues(requireFrom) {
  const module = { exports: {}, id: '.', filename: __filename, loaded: false, children: [],
    paths: [], require: requireFrom };
  requireFrom.main = module;
  return [requireFrom, module, module.exports, __filename, __dirname];
}

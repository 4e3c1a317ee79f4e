// Search as a page does it, without a page: shards are read from a built site when the engine
// asks for them.
'use strict';

const fs = require('fs');
const path = require('path');
const zlib = require('zlib');

// What a script hands over, unpacked: fingerpost.data(ID, KIND, "...") or fingerpost.engine(KIND, "...").
function unpack(file) {
  const packed = /"([A-Za-z0-9+/=]*)"\);\s*$/.exec(fs.readFileSync(file, 'utf8'))[1];
  return zlib.inflateRawSync(Buffer.from(packed, 'base64'));
}

// The engine comes in parts, and what joins them at the end of static/engine.js.
function join(site, parts) {
  const joiner = new WebAssembly.Module(unpack(path.join(site, 'static/engine.js')));
  const { exports } = new WebAssembly.Instance(joiner);
  const put = exports.engine_reserve(parts.length);
  new Uint8Array(exports.memory.buffer, put, parts.length).set(parts);
  const at = exports.engine_run(parts.length);
  return new Uint8Array(exports.memory.buffer, at, exports.engine_size()).slice();
}

class Search {
  constructor(site) {
    this.folder = path.join(site, 'search');
    this.loaded = [];
    const module = new WebAssembly.Module(join(site, unpack(this.load('engine'))));
    this.exports = new WebAssembly.Instance(module).exports;
    const root = this.put(unpack(this.load('index')));
    if (!this.exports.engine_open(root)) {
      throw new Error('an index that the engine does not open');
    }
  }

  load(name) {
    const file = path.join(this.folder, `${name}.js`);
    this.loaded.push(file);
    return file;
  }

  put(bytes) {
    const at = this.exports.engine_reserve(bytes.length);
    new Uint8Array(this.exports.memory.buffer, at, bytes.length).set(bytes);
    return bytes.length;
  }

  ask(query) {
    const at = this.exports.engine_run(this.put(Buffer.from(query)));
    const text = Buffer.from(this.exports.memory.buffer, at, this.exports.engine_size()).toString();
    return text.split('\n').slice(0, -1).map((line) => line.split('\t'));
  }

  // Lines of the answer: what is needed is loaded first.
  run(query) {
    for (;;) {
      const lines = this.ask(query);
      if (lines[0][0] !== 'need') {
        return lines;
      }
      for (const name of lines[0].slice(1)) {
        if (!this.exports.engine_add(this.put(unpack(this.load(name))))) {
          throw new Error(`no memory for ${name}`);
        }
      }
    }
  }

  // Bytes of all that was loaded so far, as a server sends them.
  bytes() {
    const sizes = this.loaded.map((file) => zlib.gzipSync(fs.readFileSync(file), { level: 9 }).length);
    return sizes.reduce((sum, size) => sum + size, 0);
  }
}

module.exports = { Search };

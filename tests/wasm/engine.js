// The module without a page around it: one image in one instance.
'use strict';

const fs = require('fs');

class Engine {
  static load(file) {
    return new WebAssembly.Instance(new WebAssembly.Module(fs.readFileSync(file)));
  }

  constructor(module, image) {
    this.exports = new WebAssembly.Instance(module).exports;
    if (image !== undefined && !this.open(image)) {
      throw new Error('an image that the module does not open');
    }
  }

  put(bytes) {
    const at = this.exports.engine_reserve(bytes.length);
    new Uint8Array(this.exports.memory.buffer, at, bytes.length).set(bytes);
    return bytes.length;
  }

  open(image) {
    return this.exports.engine_open(this.put(image)) !== 0;
  }

  // What an export that takes no text writes, or null when the module says that it cannot.
  text(name) {
    this.put(Buffer.alloc(0));
    const at = this.exports[name](0);
    const size = this.exports.engine_size();
    return at === 0 ? null : Buffer.from(this.exports.memory.buffer.slice(at, at + size)).toString();
  }

  // What comes out, or null when the module says that it cannot.
  run(state, work = 'engine_run') {
    const at = this.exports[work](this.put(Buffer.from(state)));
    const size = this.exports.engine_size();
    return at === 0 ? null : Buffer.from(this.exports.memory.buffer.slice(at, at + size));
  }
}

module.exports = { Engine };

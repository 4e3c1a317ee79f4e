/*
 * The engine in the page: opens packed decisions and cost tables with the program's own core.
 *
 *   fingerpost.open(id, kind)   a promise of a function from a state ("stable=yes&volume=50k") to
 *                               the lines that the core answers, each an array of its fields;
 *                               kind: "decide" or "cost". Rejected where the browser lacks
 *                               WebAssembly or DecompressionStream: the page then stays as it is.
 *                               Of a cost table it also has `hash()`, of the bits of all samples,
 *                               and `figure(name)`, the charts of the last run (cost_figure).
 *
 * Data comes by script, since a page on disk may fetch nothing. A data script calls
 * fingerpost.data(id, kind, packed); the call of fingerpost.engine(packed) with the core itself
 * is added below when the site is built. Packed: deflated and in base64.
 */
'use strict';

window.fingerpost = (() => {
  // What the scripts brought, packed; unpacked only when a page opens it.
  const images = new Map();
  let core = '';
  let compiled;

  const inflate = async (packed) => {
    const text = atob(packed);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) {
      bytes[i] = text.charCodeAt(i);
    }
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new Response(stream).arrayBuffer();
  };

  // Writes bytes to where the core reads its next input; their count.
  const put = (exports, bytes) => {
    const at = exports.engine_reserve(bytes.length);
    if (at === 0) {
      throw new RangeError('the engine has no memory for this');
    }
    new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
    return bytes.length;
  };

  // The text that a call of the core answers with.
  const answer = (exports, at) => {
    if (at === 0) {
      throw new RangeError('the engine has no room for its answer');
    }
    const bytes = new Uint8Array(exports.memory.buffer, at, exports.engine_size());
    return new TextDecoder().decode(bytes);
  };

  const run = (exports, state) => {
    const at = exports.engine_run(put(exports, new TextEncoder().encode(state)));
    const lines = answer(exports, at).split('\n');
    return lines.slice(0, -1).map((line) => line.split('\t'));
  };

  // Each image lives in an instance of its own; the module is compiled once.
  const open = async (id, kind) => {
    const packed = images.get(`${kind} ${id}`);
    if (packed === undefined) {
      throw new ReferenceError(`no data of this kind and name: ${kind} ${id}`);
    }
    compiled = compiled || inflate(core).then((bytes) => WebAssembly.compile(bytes));
    const [module, image] = await Promise.all([compiled, inflate(packed)]);
    const { exports } = await WebAssembly.instantiate(module);
    if (!exports.engine_open(put(exports, new Uint8Array(image)))) {
      throw new TypeError(`data that this engine cannot read: ${kind} ${id}`);
    }
    const engine = (state) => run(exports, state);
    engine.figure = (name) => {
      const at = exports.engine_figure(put(exports, new TextEncoder().encode(name)));
      return answer(exports, at);
    };
    engine.hash = () => answer(exports, exports.engine_hash());
    return engine;
  };

  return {
    data: (id, kind, packed) => images.set(`${kind} ${id}`, packed),
    engine: (packed) => {
      core = packed;
    },
    open,
  };
})();

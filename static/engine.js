/*
 * The engine in the page: opens packed decisions and cost tables with the program's own core.
 *
 *   fingerpost.open(id, kind)   a promise of a function from a state ("stable=yes&volume=50k") to
 *                               the lines that the core answers, each an array of its fields;
 *                               kind: "decide" or "cost". Rejected where the browser lacks
 *                               WebAssembly or DecompressionStream: the page then stays as it is.
 *                               A second argument names another export, engine_WHAT, that gives
 *                               lines: "explain" of a decision. Its `ask(what, text)` gives the
 *                               text as it is: "hash" of a cost table; and `bytes(what, text)`
 *                               bytes, until the next call: "figure". Its `add(id)` takes data
 *                               of its kind that came later: shards of a search index.
 *
 *   fingerpost.pen()            a promise of a function that makes drawings of such figures, with
 *                               the core of kind "chart".
 *
 *   fingerpost.enhance(id, work)   calls work(place) where the page has an element of this id. Pages
 *                                  reach each other and themselves through the place alone, since a
 *                                  bundle has many of them in one document (bundle.js):
 *                                  `root` holds the page, find(id) is an element of it; link("#a?b")
 *                                  is the address of its own fragment, read(hash) the way back,
 *                                  undefined for another page's; state(address, text) is the address
 *                                  with this state.
 *
 *   fingerpost.need(addresses)   loads these scripts, which spaces part: a promise of all of them
 *                               (fingerpost.load of site.js).
 *
 * Data comes by script, since a page on disk may fetch nothing. A data script calls
 * fingerpost.data(id, kind, packed), which without the last argument gives what came, and the
 * script with the core for a kind calls fingerpost.engine(kind, packed). Packed: deflated and in
 * base64.
 */
'use strict';

window.fingerpost = Object.assign(window.fingerpost ?? {}, (() => {
  // What the scripts brought, packed; unpacked only when a page opens it.
  const images = new Map();
  const cores = new Map();
  const compiled = new Map();

  // Browsers that do it themselves take a tenth of the time.
  const unbase = (packed) => {
    const text = atob(packed);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) {
      bytes[i] = text.charCodeAt(i);
    }
    return bytes;
  };

  const inflate = async (packed) => {
    const bytes = Uint8Array.fromBase64?.(packed) ?? unbase(packed);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  // Writes bytes to where the core reads its next input; their count.
  const put = (exports, bytes) => {
    const at = exports.engine_reserve(bytes.length);
    if (at === 0) {
      throw new RangeError('no memory for this');
    }
    new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
    return bytes.length;
  };

  // The bytes that a call of the core answers with.
  const call = (exports, what, bytes) => {
    const at = exports[`engine_${what}`](put(exports, bytes));
    if (at === 0) {
      throw new RangeError('no room for the answer');
    }
    return new Uint8Array(exports.memory.buffer, at, exports.engine_size());
  };
  const encode = (text) => new TextEncoder().encode(text);
  const decode = (bytes) => new TextDecoder().decode(bytes);

  // Cores come in parts (core/module.h), which a small module joins; it is published behind this script.
  const join = async (kind) => {
    const [joiner, parts] = await Promise.all(['join', kind].map((each) => inflate(cores.get(each))));
    const { instance } = await WebAssembly.instantiate(joiner);
    return WebAssembly.compile(call(instance.exports, 'run', parts));
  };

  // Of each kind once, unless it came to nothing.
  const compile = (kind) => {
    if (!compiled.has(kind)) {
      compiled.set(kind, join(kind).catch((error) => {
        compiled.delete(kind);
        throw error;
      }));
    }
    return compiled.get(kind);
  };

  // Each image lives in an instance of its own.
  const open = async (id, kind) => {
    const [module, image] = await Promise.all([compile(kind), inflate(images.get(`${kind} ${id}`))]);
    const { exports } = await WebAssembly.instantiate(module);
    if (!exports.engine_open(put(exports, image))) {
      throw new TypeError(`unsound data: ${kind} ${id}`);
    }
    const engine = (state, what = 'run') => {
      const lines = engine.ask(what, state).split('\n');
      return lines.slice(0, -1).map((line) => line.split('\t'));
    };
    engine.bytes = (what, text = '') => call(exports, what, encode(text));
    engine.ask = (what, text) => decode(engine.bytes(what, text));
    engine.add = async (name) => {
      const more = await inflate(images.get(`${kind} ${name}`));
      if (!exports.engine_add(put(exports, more))) {
        throw new RangeError('no memory for more');
      }
    };
    return engine;
  };

  const pen = async () => {
    const { exports } = await WebAssembly.instantiate(await compile('chart'));
    return (figure) => decode(call(exports, 'run', figure));
  };

  // Scripts with data come after this one, and scripts that need it may come later.
  const loaded = new Promise((resolve) => {
    addEventListener('DOMContentLoaded', resolve);
  });

  const same = (fragment) => fragment;
  const here = {
    root: document,
    find: (id) => document.getElementById(id),
    link: same,
    read: same,
    state: (address, text) => address.replace(/#.*/, '') + (text && `#?${text}`),
  };

  return {
    // When the scripts behind this one have brought what work needs.
    enhance: (id, work) => loaded.then(() => here.find(id) && work(here)),
    // In a bundle there is none to load.
    need: (addresses = '') => Promise.all(addresses.split(' ').filter(Boolean).map(window.fingerpost.load)),
    data: (id, kind, packed) => (packed ? images.set(`${kind} ${id}`, packed) : images.get(`${kind} ${id}`)),
    engine: (kind, packed) => cores.set(kind, packed),
    open,
    pen,
  };
})());

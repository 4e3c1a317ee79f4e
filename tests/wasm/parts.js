// The parts that modules are sorted into for pages: what build/wasm/split makes of a module,
// build/wasm/join.wasm makes into the same bytes again.
'use strict';

const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Engine } = require('./engine');
const tests = require('./tap');

const I32 = 0x7f;
const LOCAL_GET = 0x20;
const CONST = 0x41;
const DROP = 0x1a;
const END = 0x0b;

const size = (n) => (n < 128 ? [n] : [(n & 127) | 128, ...size(n >> 7)]);
const sized = (bytes) => [...size(bytes.length), ...bytes];

// A module of functions without parameters, of which each has such groups of locals and such code.
function moduleOf(...functions) {
  const body = ({ locals = [], code }) => sized([...size(locals.length), ...locals.flat(), ...code, END]);
  return Buffer.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, ...sized([1, 0x60, 0, 0])],
    ...[3, ...sized([...size(functions.length), ...functions.map(() => 0)])],
    ...[5, ...sized([1, 0, 1])],
    ...[10, ...sized([...size(functions.length), ...functions.flatMap(body)])],
    ...[0, ...sized([...sized([...Buffer.from('name')]), 1, 2, 3])],
  ]);
}

function split(build, folder, module) {
  const file = path.join(folder, 'split.wasm');
  fs.writeFileSync(file, module);
  return spawnSync(path.join(build, 'wasm/split'), [file], { maxBuffer: 1 << 24 });
}

function joins(joiner, build, folder, what, module) {
  tests.check(`${what}: it is a module`, WebAssembly.validate(module));
  const { status, stdout } = split(build, folder, module);
  tests.equal(`${what}: it is split`, status, 0);
  const joined = new Engine(joiner).run(stdout);
  tests.check(`${what}: and joined to the same bytes`, joined !== null && joined.equals(module));
}

function refuses(build, folder, what, module) {
  const { status, stdout, stderr } = split(build, folder, module);
  const words = stderr.toString();
  tests.check(`${what} is refused`, status === 1 && /^split: .+\n$/.test(words) && stdout.length === 0);
}

function examine(build, folder, engines) {
  const joiner = new WebAssembly.Module(fs.readFileSync(path.join(build, 'wasm/join.wasm')));
  const same = (what, ...functions) => joins(joiner, build, folder, what, moduleOf(...functions));
  for (const kind of engines) {
    joins(joiner, build, folder, kind, fs.readFileSync(path.join(build, `wasm/${kind}.wasm`)));
  }
  const nop = { code: [] };
  const get = (local) => [LOCAL_GET, local, DROP];
  same('no more than an end', nop);
  same('300 functions', ...Array(300).fill(nop));
  same('a long function', { code: Array(20000).fill([CONST, 0x80, 0x7f, DROP]).flat() });
  same('128 locals', { locals: [[127, I32], [1, I32]], code: [...get(127), ...get(0), ...get(127)] });
  same('127 groups of locals', { locals: Array(127).fill([1, I32]), code: get(126) });
  same('127 labels', { code: [CONST, 0, 0x0e, 126, ...Array(127).fill(0)] });
  same('alignments of all kinds', { code: [0, 1, 2].flatMap((to) => [CONST, 8, 0x28, to, 4, DROP]) });
  same('numbers of 8 bytes', { code: [0x44, 1, 2, 255, 4, 5, 6, 7, 8, DROP] });
  same('memory and vectors', {
    code: [CONST, 0, CONST, 0, CONST, 0, 0xfc, 11, 0, CONST, 0, 0xfd, 0, 4, 0, 0xfd, 21, 3, DROP],
  });
  same('blocks in blocks', { code: [2, 0x40, 3, 0x40, CONST, 0, 4, 0x40, 5, END, END, END] });

  const refused = (what, code, locals) => refuses(build, folder, what, moduleOf({ locals, code }));
  refused('a 129th local', [LOCAL_GET, 0x80, 1, DROP], [[127, I32], [2, I32]]);
  refused('a group of 128 locals', [], [[0x80, 1, I32]]);
  refused('a 128th group of locals', [], Array(128).fill([1, I32]));
  refused('a 129th label', [CONST, 0, 0x0e, 0x80, 1, ...Array(129).fill(0)]);
  const deep = [...Array(129).fill([2, 0x40]).flat(), CONST, 0, 0x0e, 0, 0x80, 1, ...Array(129).fill(END)];
  refused('the label of a 129th block', deep);
  refused('a constant of 4 bytes', [0x43, 0, 0, 0, 0, DROP]);
  refused('a function without an end', [2, 0x40]);
  const module = moduleOf(nop);
  const at = module.indexOf(Buffer.from([10, 4, 1, 2, 0, END]));
  const padded = [...module.subarray(0, at), 10, 5, 1, 0x82, 0, 0, END, ...module.subarray(at + 6)];
  tests.check('a size may have more bytes than it needs', WebAssembly.validate(Buffer.from(padded)));
  refuses(build, folder, 'such a size', Buffer.from(padded));
  refuses(build, folder, 'a cut module', module.subarray(0, at + 5));
  refuses(build, folder, 'an empty one', module.subarray(0, 0));
}

module.exports = { examine };

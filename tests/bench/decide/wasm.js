// Times a decision in WebAssembly:
//
//   node wasm.js ENGINE.wasm IMAGE STATES    prints one JSON object of milliseconds
'use strict';

const fs = require('fs');
const { performance } = require('perf_hooks');
const { Engine } = require('../../wasm/engine');

const RUNS = 41;
const [, , wasm, image, file] = process.argv;
const states = fs.readFileSync(file, 'utf8').trim().split('\n');

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(times) {
  return times.sort((a, b) => a - b)[times.length >> 1];
}

const compiled = new WebAssembly.Module(fs.readFileSync(wasm));
const table = fs.readFileSync(image);
const open = median(Array.from({ length: RUNS }, () => timed(() => new Engine(compiled, table))));
const engine = new Engine(compiled, table);
const explain = (state) => engine.exports.engine_explain(engine.put(Buffer.from(state)));
const each = (work) =>
  states.map((state) => median(Array.from({ length: RUNS }, () => timed(() => work(state)))));
each((state) => engine.run(state)); // the code is compiled by then
const answers = each((state) => engine.run(state));
const whys = each(explain);
console.log(
  JSON.stringify({
    open,
    answer: Math.max(...answers),
    usual: median(answers),
    why: Math.max(...whys),
    states: states.length,
  }),
);

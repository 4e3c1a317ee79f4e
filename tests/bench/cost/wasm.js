// Times the engine in WebAssembly: one process, so that its first run is a cold one.
//
//   node wasm.js COST.wasm CHART.wasm IMAGE    prints one JSON object of milliseconds
'use strict';

const fs = require('fs');
const { performance } = require('perf_hooks');
const { Engine } = require('../../wasm/engine');

const RUNS = 15;
const [, , wasm, chart, image] = process.argv;
const bytes = fs.readFileSync(wasm);
const table = fs.readFileSync(image);

function timed(work) {
  const start = performance.now();
  const result = work();
  return [performance.now() - start, result];
}

function median(times) {
  return times.sort((a, b) => a - b)[times.length >> 1];
}

function times(work) {
  return median(Array.from({ length: RUNS }, (_, i) => timed(() => work(i))[0]));
}

// From the bytes of the module to the results of the first run.
const [cold, [shared, engine]] = timed(() => {
  const compiled = new WebAssembly.Module(bytes);
  const opened = new Engine(compiled, table);
  opened.run('');
  return [compiled, opened];
});

// Warm: the code is compiled, and the system has given the memory. How long it takes to do so
// differs by a factor of fifty between machines; the cold run and the new instance have it in.
function touched() {
  const opened = new Engine(shared, table);
  const memory = new Uint8Array(opened.exports.memory.buffer);
  for (let at = 0; at < memory.length; at += 4096) {
    memory[at] |= 0;
  }
  return opened;
}

for (let i = 0; i < RUNS; i++) {
  new Engine(shared, table).run('');
}
const instance = times(() => new Engine(shared, table).run(''));
const first = median(
  Array.from({ length: RUNS }, () => {
    const opened = touched();
    return timed(() => opened.run(''))[0];
  }),
);
engine.run('');
const states = ['calls=100k', 'calls=300k'];
const moved = times((i) => engine.run(states[i % 2]));
const pen = new Engine(new WebAssembly.Module(fs.readFileSync(chart)));
const volume = times(() => pen.run(engine.run('volume', 'engine_figure')));
const lines = engine.run('').toString().split('\n').map((line) => line.split('\t'));
const inputs = lines.filter((fields) => fields[0] === 'input' && fields[5] !== '').length;
const totals = lines.filter((fields) => fields[0] === 'output' && fields[1] === 'total');
console.log(
  JSON.stringify({ cold, instance, first, moved, volume, inputs, medians: totals.map((fields) => fields[3]) }),
);

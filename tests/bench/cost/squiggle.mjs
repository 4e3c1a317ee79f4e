// Times the same model in @quri/squiggle-lang.
//
//   node squiggle.mjs FOLDER SAMPLES    prints one JSON object: milliseconds, medians of the totals
//
// FOLDER: the node_modules in which it is.
import fs from 'fs';
import path from 'path';
import { pathToFileURL } from 'url';
import { performance } from 'perf_hooks';

const RUNS = 5;
const [, , folder, samples] = process.argv;
const entry = path.resolve(folder, '@quri/squiggle-lang/dist/index.js');
const { run } = await import(pathToFileURL(entry));
const code = fs.readFileSync(new URL('model.squiggle', import.meta.url), 'utf8');
const environment = { sampleCount: Number(samples), xyPointLength: 1000, seed: 'bench' };
const times = [];
let medians;
for (let i = 0; i <= RUNS; i++) {
  const start = performance.now();
  const output = await run(code, { environment });
  times.push(performance.now() - start);
  if (!output.result.ok) {
    throw new Error(String(output.result.value));
  }
  medians = output.result.value.result.asJS().map((quantiles) => Math.round(quantiles[1]));
}
times.shift(); // cold
times.sort((a, b) => a - b);
console.log(JSON.stringify({ first: times[RUNS >> 1], medians }));

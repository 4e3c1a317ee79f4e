// Random states over an image, in every build: what tests/vectors/states.c makes and answers.
'use strict';

const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const charts = require('./charts');
const { Engine } = require('./engine');
const tests = require('./tap');

const DRAWN_EACH = 20; // as in states.c

const variants = ['native', 'clang', 'asan'];

// A program of tests/vectors/ in every variant that was built.
function programs(build, name) {
  const built = variants.map((variant) => path.join(build, variant, 'tests/vectors', name));
  return built.filter((program) => fs.existsSync(program));
}

const textOf = (bytes) => bytes?.toString('latin1') ?? 'nothing';

// What comes out of a state, each byte as one character; of a decision, also why.
function answer(engine, state) {
  const works = ['engine_run', 'engine_explain'].filter((work) => work in engine.exports);
  return [`${state}\n`, ...works.map((work) => textOf(engine.run(state, work)))];
}

// Of an image and, if so few are enough, how many states. Gives which kinds of lines came.
function compare(build, name, modules, kind, ...words) {
  const [native, ...others] = programs(build, 'states').map((program) =>
    execFileSync(program, words, { encoding: 'latin1', maxBuffer: 1 << 24 }),
  );
  others.forEach((other) => tests.check(`${name}: all builds say the same`, other === native));
  const engine = new Engine(modules[kind], fs.readFileSync(words[0]));
  const pen = new Engine(modules.chart);
  const cases = native.split(/^-- /m).slice(1);
  const got = (text) => {
    const lines = answer(engine, text.split('\n', 1)[0]);
    const isDrawn = kind === 'cost' && cases.indexOf(text) % DRAWN_EACH === 0;
    return lines.join('') + (isDrawn ? charts.draw(engine, pen) : '');
  };
  const differs = cases.find((text) => got(text) !== text);
  tests.check(`${name}: there are random states`, cases.length > 0);
  tests.equal(`${name}: ${cases.length} of them`, differs && got(differs), differs);
  return native.match(/^[a-z]+(?=\t)/gm);
}

module.exports = { programs, compare };

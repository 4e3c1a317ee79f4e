// The scripts of a built site as a page runs them: static/engine.js and the scripts with data,
// in a context that has what a browser has.
'use strict';

const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Duplex } = require('stream');
const vm = require('vm');
const zlib = require('zlib');
const charts = require('./charts');
const { Engine } = require('./engine');
const states = require('./states');
const tests = require('./tap');

// Node 18 does not know the format that browsers inflate.
function inflation() {
  try {
    new DecompressionStream('deflate-raw');
    return DecompressionStream;
  } catch {
    return class {
      constructor(format) {
        return Duplex.toWeb(format === 'deflate-raw' ? zlib.createInflateRaw() : null);
      }
    };
  }
}

// A page that has loaded these scripts, in a browser that lacks some of what it could have.
function load(scripts, ...lacks) {
  const has = { addEventListener() {}, atob, Blob, Response, TextDecoder, TextEncoder, WebAssembly };
  has.DecompressionStream = inflation();
  for (const name of lacks) {
    has[name] = undefined;
  }
  has.window = has;
  has.document = {};
  vm.createContext(has);
  for (const script of scripts) {
    vm.runInContext(script, has);
  }
  return has.fingerpost;
}

// With an error, and without another that nobody handles: that would end this process.
async function rejects(name, promise) {
  const rejected = await promise.then(
    () => false,
    (error) => error.name.endsWith('Error'),
  );
  tests.check(`${name}: it does not open`, rejected);
}

// What is inside a script, found without the code that a page would use.
const packedOf = (script) => /"([A-Za-z0-9+/=]*)"\);\n$/.exec(script)[1];
const imageOf = (script) => zlib.inflateRawSync(Buffer.from(packedOf(script), 'base64'));

function linesOf(text) {
  const lines = text.toString().split('\n').slice(0, -1);
  return lines.map((line) => line.split('\t'));
}

// The kinds of lines of decide_explain: each has to come with some random state.
const reasons = ['gate', 'decided', 'flip', 'set', 'depends', 'robust'];

// Every decision and cost table of the site; the rows of a table's file are no image.
async function examineAll(site, engines, modules, build) {
  let count = 0;
  const seen = new Set();
  for (const [folder, kind] of [['decisions', 'decide'], ['costs', 'cost']]) {
    const below = path.join(site, folder);
    const files = fs.existsSync(below) ? fs.readdirSync(below) : [];
    for (const file of files.filter((name) => /^[^.]+\.js$/.test(name))) {
      const script = fs.readFileSync(path.join(below, file), 'utf8');
      const run = await load([...engines, script]).open(path.basename(file, '.js'), kind);
      const plain = new Engine(modules[kind], imageOf(script));
      for (const state of ['', 'a=b&c', '%C3%A9=\u{1f600}']) {
        const got = JSON.stringify(run(state));
        tests.equal(`${file} in a page: ${state}`, got, JSON.stringify(linesOf(plain.run(state))));
      }
      const image = `${below}.image`;
      fs.writeFileSync(image, imageOf(script));
      if (kind === 'decide') {
        states.compare(build, file, modules, kind, image).forEach((line) => seen.add(line));
      } else {
        states.compare(build, file, modules, kind, image, '40');
        charts.examine(file, modules.chart, plain);
      }
      count++;
    }
  }
  tests.equal('reasons that never came', reasons.filter((line) => !seen.has(line)).join(), '');
  tests.check('the site has something to open', count > 0);
}

async function examine(modules, build, folder) {
  const site = path.join(folder, 'site');
  execFileSync(path.join(build, 'fingerpost'), ['build', '-o', site]);
  const read = (file) => fs.readFileSync(path.join(site, file), 'utf8');
  const engines = ['engine', 'decide', 'cost'].map((name) => read(`static/${name}.js`));
  await examineAll(site, engines, modules, build);

  const data = read('decisions/five-gates.js');
  const other = data.replace('five-gates', 'other');
  const open = (page) => page.open('five-gates', 'decide');
  await rejects('data that did not come', open(load(engines)));
  await rejects('a core that did not come', open(load([engines[0], data])));
  await rejects('data of another kind', load([...engines, data]).open('five-gates', 'cost'));
  await rejects('a browser without WebAssembly', open(load([...engines, data], 'WebAssembly')));
  await rejects('one that inflates nothing', open(load([...engines, data], 'DecompressionStream')));
  await rejects('damaged base64', open(load([...engines, data.replace(/"\);\n$/, '*$&')])));
  await rejects('damaged deflate', open(load([...engines, data.replace(/....("\);\n)$/, '$1')])));
  const empty = 'fingerpost.data("five-gates", "decide", "AwA=");';
  await rejects('an empty image', open(load([...engines, empty])));

  const waiting = load([engines[0], data]);
  await rejects('without its core', open(waiting));
  waiting.engine('decide', packedOf(engines[1]));
  const start = JSON.stringify((await open(waiting))(''));
  tests.check('and opens when that came', start !== '[]');

  const page = load([...engines, data, other]);
  const [first, second] = await Promise.all([open(page), page.open('other', 'decide')]);
  tests.equal('one of two images', JSON.stringify(first('')), start);
  tests.equal('and the other', JSON.stringify(second('')), start);
  let error;
  try {
    first('a&'.repeat(1 << 20));
  } catch (thrown) {
    error = thrown;
  }
  tests.equal('too much for an answer', error?.name, 'RangeError');
  tests.equal('and the next run is sound', JSON.stringify(first('')), start);
}

module.exports = { examine };

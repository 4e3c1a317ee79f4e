// The charts of a table's last run: numbers by cost.wasm, and drawings of them by chart.wasm.
'use strict';

const { Engine } = require('./engine');
const tests = require('./tap');

const names = ['volume', 'tornado'];

function draw(engine, pen) {
  const drawn = names.map((name) => `${pen.run(engine.run(name, 'engine_figure')).toString('latin1')}\n`);
  return drawn.join('') + engine.run('points', 'engine_figure').toString('latin1');
}

// What is no chart, or only the beginning of one, draws nothing and ends nothing.
function examine(file, module, engine) {
  const pen = new Engine(module);
  engine.run('');
  for (const name of names) {
    const image = engine.run(name, 'engine_figure');
    const whole = pen.run(image).toString();
    tests.check(`${file}, ${name}: it is drawn`, /^<svg .*<\/svg>$/.test(whole));
    const drawn = Array.from({ length: image.length }, (_, i) => pen.run(image.subarray(0, i)).length);
    tests.equal(`${file}, ${name}: cut anywhere, nothing is`, drawn.findIndex((n) => n > 0), -1);
    const counts = [0xff, 0x7fffffff, 0xffffffff].map((n) => {
      const other = Buffer.from(image);
      other.writeUInt32LE(n, 4);
      return pen.run(other).length;
    });
    tests.equal(`${file}, ${name}: nor of more than there is`, counts.join(), '0,0,0');
    tests.equal(`${file}, ${name}: then as before`, pen.run(image).toString(), whole);
  }
  tests.equal(`${file}: nothing is drawn of nothing`, pen.run('').length, 0);
}

module.exports = { draw, examine };

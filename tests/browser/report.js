// Runs checks over sites and tells the outcome as TAP and in a last line that counts.
'use strict';

const { prepare } = require('./sites');

function report(results) {
  for (const { name, faults, seconds } of results) {
    console.log(`${faults.length === 0 ? 'ok' : 'not ok'} - ${name} # ${seconds.toFixed(1)} s`);
    for (const fault of faults) {
      console.log(`#   ${fault.where}: ${fault.reason}`);
    }
  }
  const failed = results.filter((result) => result.faults.length > 0).length;
  console.log(`1..${results.length}`);
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed === 0;
}

// Runs them over the sites that fit. A hanging browser must not hang the tests: after so many
// milliseconds they have failed.
async function runAll(Bench, checks, patience, fits = () => true) {
  const watchdog = setTimeout(() => {
    console.log(`not ok - browser tests took longer than ${patience / 1000} s`);
    process.exit(1);
  }, patience);
  const bench = await Bench.open();
  try {
    const results = [];
    const sites = await prepare(bench);
    for (const site of sites.filter(fits)) {
      results.push(...(await bench.examine(site, checks)));
    }
    return report(results);
  } finally {
    await bench.close();
    clearTimeout(watchdog);
  }
}

// Those of the checks whose names the command line gives, or all of them.
function chosen(checks) {
  const wanted = process.argv.slice(2);
  return checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
}

// Exits with 0 when all is fine, and says why when nothing could be run.
function finish(running) {
  running.then(
    (fine) => {
      process.exitCode = fine ? 0 : 1;
    },
    (error) => {
      console.log(`not ok - browser tests\n${error.stack}`);
      process.exitCode = 1;
    },
  );
}

module.exports = { chosen, finish, runAll };

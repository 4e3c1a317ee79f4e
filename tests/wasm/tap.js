// Counts tests, and prints each as a line of TAP.
'use strict';

let count = 0;
let failed = 0;

function check(name, passed) {
  count++;
  failed += passed ? 0 : 1;
  console.log(`${passed ? 'ok' : 'not ok'} ${count} - ${JSON.stringify(name).slice(1, -1)}`);
}

function equal(name, got, want) {
  check(name, got === want);
  if (got !== want) {
    console.log(`# got:  ${JSON.stringify(got)}\n# want: ${JSON.stringify(want)}`);
  }
}

// True when all passed.
function end() {
  console.log(`1..${count}`);
  return failed === 0;
}

module.exports = { check, equal, end };

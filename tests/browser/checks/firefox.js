// Do wizard and calculator work in Firefox as they do in Chromium, from disk and by http?
// Every check of these pages runs in Chromium; here are the ways on which browsers differ.
'use strict';

const fs = require('node:fs');
const { pathToFileURL } = require('node:url');

const { begin, expectation, look } = require('../calculator');
const { inWorld, pagesOf, shows, silent, until } = require('../engines');

// Types into a field by keyboard, and leaves it.
async function type({ tab }, name, text) {
  const { keyboard } = tab.page;
  await tab.ask((field) => document.querySelector(`main form [name="${field}"]`).focus(), name);
  await keyboard.down('Control');
  await keyboard.press('a');
  await keyboard.up('Control');
  await keyboard.type(text);
  await keyboard.press('Tab');
}

// The page's hash of the table, computed here: the same bits as when the site was built.
async function verifies({ tab }, say) {
  await tab.ask(() => document.querySelector('[data-is="check"] button').focus());
  await tab.page.keyboard.press('Enter');
  const read = () => ({
    hash: document.getElementById('Hash').textContent,
    status: document.querySelector('[data-is="check"] [role="status"]').textContent,
  });
  const isSaid = () =>
    /[0-9a-f]{16}$/.test(document.querySelector('[data-is="check"] [role="status"]').textContent);
  await until(tab, isSaid, true);
  const { hash, status } = await tab.ask(read);
  if (status !== `Same bits: this browser computed ${hash}`) {
    say(`verifying says "${status}"; the page has ${hash}`);
  }
}

const keepChart = () => {
  window.chartBefore = document.querySelector('[data-figure] > svg').textContent;
};
const isDrawnAnew = () => {
  const chart = document.querySelector('[data-figure] > svg');
  return chart !== null && chart.textContent !== window.chartBefore;
};

// The command line's results at first, for another volume, and on the way back.
async function calculates(site, fail, open) {
  for (const found of pagesOf(site, 'cost')) {
    for (const world of site.worlds) {
      const say = (reason) => fail(inWorld(found.page, world), reason);
      const calculator = await begin(open, found, world);
      const { tab } = calculator;
      const start = expectation(calculator, [], { fragment: '' });
      await shows(tab, look, start, (why) => say(`at first: ${why}`));
      await verifies(calculator, say);
      await tab.ask(keepChart);
      await type(calculator, 'calls', '50k');
      const changed = expectation(calculator, ['--set=calls=50k']);
      await shows(tab, look, changed, (why) => say(`50k calls: ${why}`));
      if (!(await until(tab, isDrawnAnew, true))) {
        say('the chart does not follow');
      }
      await type(calculator, 'calls', 'many');
      const wrong = expectation(calculator, ['--set=calls=50k'], { wrong: { calls: 'many' } });
      await shows(tab, look, wrong, (why) => say(`no number: ${why}`));
      await silent(tab, world.base, say);
    }
  }
}

// Settings for tests let pages on disk read each other: what fails for readers would pass here.
async function strict(site, fail, open) {
  const file = `${site.folder}-strict.html`;
  const script = "fetch('site/index.html').then(() => 'reads', () => 'denied').then((x) => (document.title = x))";
  fs.writeFileSync(file, `<!doctype html><meta charset="utf-8"><title>-</title><script>${script}</script>`);
  const tab = await open();
  await tab.load(pathToFileURL(file).href);
  const title = await until(tab, () => document.title, 'denied');
  if (title !== 'denied') {
    fail('a page on disk', `${title} another: this is not how readers have Firefox`);
  }
}

module.exports = [
  { name: 'firefox-strict', only: 'site', run: strict },
  { name: 'firefox-calculates', only: 'own', run: calculates },
  { name: 'firefox-calculates', only: 'site', run: calculates },
];

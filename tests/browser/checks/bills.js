// Whether the wizard's bills are those of the calculator that their links open: at the reader's
// answers where these feed it, at both ends of a range, and else as the page was written.
'use strict';

const { inWorld, pagesOf, reload, silent, until } = require('../engines');
const { begin, linkTo } = require('../wizard');

const lookBills = () =>
  [...document.querySelectorAll('.end [data-live]:has(a)')].map((node) => ({
    key: `output ${node.dataset.live}`,
    text: node.querySelector('a').textContent.split('\u00a0')[0],
    hash: new URL(node.querySelector('a').href).hash,
  }));
const lookLive = () => document.querySelector('.end .price a[href*="#?"]') !== null;
const lookKeys = () =>
  Object.fromEntries(
    [...document.querySelectorAll('[data-key]')].map((node) => [node.dataset.key, node.textContent]),
  );
const lookReady = () => document.querySelector('#Results [data-when="changed"]:not([hidden])') !== null;

// Bills where the answers of a test lead, and the calculator where the first link leads.
async function compare(wizard, answers, say) {
  const { tab, address } = wizard;
  await reload(tab, address + linkTo(wizard.source.decide(answers)));
  if (!(await until(tab, lookLive, true))) {
    say('does not compute what outcomes cost');
    return;
  }
  const bills = await tab.ask(lookBills);
  const page = await tab.ask(() => document.querySelector('[data-page]').dataset.page);
  await reload(tab, new URL(page, address).href + bills[0].hash);
  await until(tab, lookReady, true);
  const texts = await tab.ask(lookKeys);
  for (const { key, text } of bills) {
    const wanted = texts[key];
    if (text !== wanted && !text.startsWith(`${wanted} to `)) {
      say(`${key} is ${text} in the wizard, and ${wanted} in the calculator`);
    }
  }
}

async function bills(site, fail, open) {
  for (const found of pagesOf(site, 'decision')) {
    const say = (reason) => fail(inWorld(found.page, site.disk), reason);
    const wizard = await begin(open, found, site.disk);
    const fed = found.source.tests.filter(({ answers }) => answers.some(([id]) => id === 'volume'));
    const has = await wizard.tab.ask(() => document.querySelector('[data-page]') !== null);
    for (const { answers } of has ? fed : []) {
      const told = found.source.decide(answers);
      const value = told?.answers.volume;
      if (value !== undefined && value !== 'unsure') {
        await compare(wizard, answers, say);
      }
    }
    await silent(wizard.tab, site.disk.base, say);
  }
}

module.exports = [{ name: 'wizard-bills', only: 'own', run: bills }];

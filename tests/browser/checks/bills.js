// Whether the wizard's bills are those of the calculator that their links open: at the reader's
// answers where these feed it, at both ends of a range, and else as the page was written. And
// whether the calculator leads back to these answers, with what was set there instead.
'use strict';

const { inWorld, pagesOf, reload, shows, silent, until } = require('../engines');
const { begin, linkTo } = require('../wizard');

const lookBills = () =>
  [...document.querySelectorAll('.end [data-live]:has(a)')].map((node) => ({
    key: node.dataset.live.split(' ').slice(0, 2).reverse().join(' '),
    text: node.querySelector('a').textContent.split('\u00a0')[0],
    hash: new URL(node.querySelector('a').href).hash,
  }));
const lookLive = () => document.querySelector('.end .price a[href*="#?"]') !== null;
const lookKeys = () =>
  Object.fromEntries(
    [...document.querySelectorAll('[data-key]')].map((node) => [
      `${node.closest('[data-alternative]')?.dataset.alternative ?? ''} ${node.dataset.key}`,
      node.textContent,
    ]),
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

// --- the way back ---------------------------------------------------------------------------

const lookCosts = () => document.querySelector('.result [data-costs]')?.hash;
const lookPrice = () =>
  document.querySelector('.end .price[data-outcome="machine"] [data-live="total machine"]').textContent;
const lookBack = () => document.querySelector('[data-decision]')?.hash;
const lookTrail = () =>
  [...document.querySelectorAll('.trail dl > div')].map((row) => row.querySelector('dd').textContent);

// What is set in the calculator comes back as the answer that fed it, and nothing else changes.
async function backAndForth(wizard, say) {
  const { tab, address, base } = wizard;
  const there = `${base}costs/bread.html`;
  const given = 'flour=rye&loaves=60&saved=50';
  const costs = `#?kind=rye&calls=2&machine=50?baking&${given}`;
  const expect = (question, wanted, when) => shows(tab, question, wanted, (why) => say(`${when}: ${why}`));
  await reload(tab, `${address}#?${given}`);
  await expect(lookCosts, costs, 'the link to the calculator');
  await tab.page.locator('.result [data-costs]').click();
  await expect(lookBack, `#?${given}`, 'nothing set');
  await tab.page.locator('[name="calls"]').fill('4');
  const now = 'flour=rye&saved=50&loaves=~4';
  await expect(lookBack, `#?${now}`, 'four loaves a day');
  await tab.page.waitForFunction(() => location.hash.endsWith('loaves=~4'));
  await tab.page.reload();
  await expect(lookBack, `#?${now}`, 'loaded again');
  await tab.page.locator('[data-decision]').click();
  await expect(lookTrail, ['Rye', '120 calls a month', '50 EUR'], 'back in the decision');
  await tab.page.goBack();
  await expect(lookBack, `#?${now}`, 'forth again');
  await tab.page.locator('[data-free="machine"]').click();
  await expect(lookBack, '#?flour=rye&loaves=~4', 'a machine of any price');
  // Without a way back, what differs from the table is an answer.
  await reload(tab, `${there}#?calls=4`);
  await expect(lookBack, '#?loaves=~4', 'from elsewhere');
  await reload(tab, there);
  await expect(lookBack, '', 'as the table stands');
}

// Only what is set is carried: a range and a doubt stay what they are.
async function backWithDoubt(wizard, say) {
  const { tab, address } = wizard;
  const given = 'flour=unsure&loaves=40..60&saved=50';
  await reload(tab, `${address}#?${given}`);
  const when = 'a range and a doubt';
  const expect = (question, wanted) => shows(tab, question, wanted, (why) => say(`${when}: ${why}`));
  await expect(lookCosts, `#?calls=1.33333&machine=50?baking&${given}`);
  await tab.page.locator('.result [data-costs]').click();
  await expect(lookBack, `#?${given}`);
  await reload(tab, `${address}#?flour=rye`);
  const first = () => document.querySelector('#o-machine [data-costs]').hash;
  await shows(tab, first, '#?kind=rye?baking&flour=rye', (why) => say(`while it asks: ${why}`));
}

// A price that nobody can have is not shown, and is again when the gate opens.
async function away(wizard, say) {
  const { tab, address } = wizard;
  for (const [saved, price] of [
    ['0', 'not available'],
    ['50', '586.3\u00a0EUR'],
    ['0..50', 'not available to 586.3\u00a0EUR'],
  ]) {
    await reload(tab, `${address}#?flour=rye&loaves=60&saved=${saved}`);
    await shows(tab, lookPrice, price, (why) => say(`a machine worth ${saved}: ${why}`));
  }
}

const inBaking = (work) => async (site, fail, open) => {
  const found = pagesOf(site, 'decision').find(({ page }) => page.path.includes('baking'));
  const say = (reason) => fail(inWorld(found.page, site.disk), reason);
  const wizard = await begin(open, found, site.disk);
  await work(wizard, say);
  await silent(wizard.tab, site.disk.base, say);
};

module.exports = [
  { name: 'wizard-bills', only: 'own', run: bills },
  { name: 'wizard-costs-back', only: 'site', run: inBaking(backAndForth) },
  { name: 'wizard-costs-back', only: 'site', run: inBaking(backWithDoubt) },
  { name: 'wizard-away', only: 'site', run: inBaking(away) },
];

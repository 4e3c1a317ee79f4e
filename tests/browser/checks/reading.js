// What helps to read a guide, as site/ has it: tables that are sorted and that scroll, the outline
// that follows, the note that a review is overdue.
'use strict';

const { inWorld, shows } = require('../engines');

const GUIDE = { path: 'guides/all.html' };
const NARROW = { width: 320, height: 640 }; // what 1280 px are at 400 %

// --- sorting ---

const sorted = () => {
  const table = [...document.querySelectorAll('table')].find((each) => each.caption?.textContent === 'To sort');
  const names = [...table.tBodies[0].rows].map((row) => row.cells[0].textContent);
  return {
    names: names.join(' '),
    sort: [...table.tHead.rows[0].cells].map((head) => head.getAttribute('aria-sort')).join(' '),
    focus: document.activeElement.closest('th')?.textContent ?? null,
    said: [...document.querySelectorAll('[role="status"]')].map((node) => node.textContent).join(''),
  };
};

// The column, the key, and what comes of it. A blank cell stays at the end, whichever way.
const SORTS = [
  ['Size', 'Enter', 'alpha Beta Gamma', ' ascending '],
  ['Size', 'Space', 'Gamma Beta alpha', ' descending '],
  ['Name', 'Space', 'alpha Beta Gamma', 'ascending  '],
  ['Day', 'Enter', 'Gamma Beta alpha', '  ascending'],
  ['Day', 'Enter', 'Beta Gamma alpha', '  descending'],
  ['Day', 'Enter', 'Gamma Beta alpha', '  ascending'],
];

async function sorts(site, fail, open) {
  const tab = await open();
  const say = (reason) => fail(GUIDE, reason);
  await tab.load(site.disk.base + GUIDE.path);
  await shows(tab, sorted, { names: 'Beta alpha Gamma', sort: '  ', focus: null, said: '' }, (why) => say(`at first: ${why}`));
  const table = tab.page.getByRole('table', { name: 'To sort' });
  for (const [column, key, names, sort] of SORTS) {
    await table.getByRole('columnheader', { name: column }).getByRole('button', { name: column }).press(key);
    const said = `Sorted by ${column}, ${sort.trim()}`;
    await shows(tab, sorted, { names, sort, focus: column, said }, (why) => say(`${key} on ${column}: ${why}`));
  }
  tab.seen.errors.forEach((message) => say(`error: ${message}`));
}

// --- freshness ---

const isOverdue = () =>
  [...document.querySelectorAll('.due')].map((due) => {
    const words = due.innerText.replace(/\s+/g, ' ').trim();
    return `${due.querySelector('time').dateTime} ${/overdue/.test(words)}`;
  });

// On the day itself it is not yet late. The clock is the reader's.
async function overdue(site, fail, open) {
  const tab = await open();
  await tab.page.clock.install();
  let found = 0;
  for (const page of site.pages.filter(({ kind }) => ['guide', 'decision', 'cost'].includes(kind))) {
    await tab.load(site.disk.base + page.path);
    const days = [...new Set((await tab.ask(isOverdue)).map((line) => line.split(' ')[0]))];
    found += days.length;
    for (const day of days) {
      const next = new Date(Date.parse(day) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
      for (const now of [day, next]) {
        await tab.page.clock.setFixedTime(new Date(`${now}T12:00:00Z`));
        await tab.load(site.disk.base + page.path);
        const lines = await tab.ask(isOverdue);
        lines
          .filter((line) => line !== `${line.split(' ')[0]} ${line.split(' ')[0] < now}`)
          .forEach((line) => fail(page, `on ${now}, review and whether it says so: ${line}`));
      }
    }
  }
  if (found === 0) {
    fail('the site', 'has no page with a day of review');
  }
}

// --- the outline ---

const current = () =>
  [...document.querySelectorAll('.outline [aria-current="location"]')].map((link) => link.hash).join();

// Puts a heading at the top of the window, or as near as the page goes; what has to be marked: the
// last heading in the upper part of the window or above, and at the end of the page the last of all.
const scrollTo = (hash) => {
  const links = [...document.querySelectorAll('.outline a')];
  const headOf = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
  scrollTo(0, headOf(links.find((link) => link.hash === hash)).getBoundingClientRect().top + scrollY);
  const ends = document.querySelector('body > footer').getBoundingClientRect().top < innerHeight;
  const reached = links.filter((link) => headOf(link).getBoundingClientRect().top < 0.3 * innerHeight);
  return (ends ? links : reached).at(-1).hash;
};

async function follows(site, fail, open) {
  const tab = await open({ viewport: { width: 1440, height: 500 } });
  await tab.load(site.disk.base + GUIDE.path);
  const hashes = await tab.ask(() => [...document.querySelectorAll('.outline a')].map((link) => link.hash));
  if (hashes.length < 5) {
    fail(GUIDE, `an outline of ${hashes.length}`);
  }
  // There and back: no jump may leave a heading out.
  const marked = new Set();
  for (const hash of [...hashes, hashes[0], hashes.at(-1), hashes[1]]) {
    const wanted = await tab.ask(scrollTo, hash);
    const mark = async () => ({ mark: await tab.ask(current) });
    await shows({ ask: mark }, null, { mark: wanted }, (why) => fail(GUIDE, `at ${hash}, ${why}`));
    marked.add(wanted);
  }
  if (marked.size < 4) {
    fail(GUIDE, `only ${[...marked]} can be marked`);
  }
}

// --- tables on a narrow screen ---

const tables = () =>
  [...document.querySelectorAll('main .table')].map((box) => ({
    wide: box.scrollWidth > box.clientWidth,
    stop: box.getAttribute('tabindex') === '0' && box.getAttribute('role') === 'region',
    named: (box.getAttribute('aria-label') ?? '') !== '',
  }));

async function scrolls(site, fail, open) {
  for (const world of site.worlds) {
    const say = (reason) => fail(inWorld(GUIDE, world), reason);
    const tab = await open({ viewport: NARROW });
    await tab.load(world.base + GUIDE.path);
    // Observers speak with the next frame.
    await tab.page.waitForFunction(() => document.querySelector('main .table:not([tabindex])'));
    const all = await tab.ask(tables);
    if (!all.some(({ wide }) => wide) || all.every(({ wide }) => wide)) {
      say('is to have both wide tables and others');
    }
    all.forEach((table, i) => {
      if (table.wide !== table.stop || table.wide !== table.named) {
        say(`table ${i + 1}: ${JSON.stringify(table)}`);
      }
    });
    await tab.page.locator('main .table[tabindex]').first().focus();
    await tab.page.keyboard.press('ArrowRight');
    await tab.page
      .waitForFunction(() => document.activeElement.scrollLeft > 0)
      .catch(() => say('a wide table does not scroll by the keyboard'));
    const moved = await tab.ask(() => scrollX + document.documentElement.scrollLeft);
    if (moved !== 0) {
      say(`the page itself has scrolled sideways by ${moved} px`);
    }
    // Where there is room for it, a table is no stop.
    await tab.page.setViewportSize({ width: 2400, height: 900 });
    const stops = async () => ({ stops: await tab.ask(() => document.querySelectorAll('.table[tabindex]').length) });
    const wide = (await tab.ask(tables)).filter((table) => table.wide).length;
    await shows({ ask: stops }, null, { stops: wide }, (why) => say(`on a wide screen, ${why}`));
  }
}

module.exports = [
  { name: 'reading-sorts', only: 'site', run: sorts },
  { name: 'reading-overdue', only: 'site', run: overdue },
  { name: 'reading-follows', only: 'site', run: follows },
  { name: 'reading-scrolls', only: 'site', run: scrolls },
];

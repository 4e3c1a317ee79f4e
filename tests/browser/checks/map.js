// The map of a decision: do its texts fit, is the reader's way lit, or which
// gates pass? And the record: does the page
// offer the text that the program writes?
'use strict';

const { inWorld, pagesOf, reload, shows, until } = require('../engines');

// Boxes whose texts stand out of them, and boxes and labels that overlap.
function clashes() {
  document.getElementById('Tree').open = true;
  const rect = (node) => node.getBoundingClientRect();
  const text = (node) => node.textContent.trim();
  const links = [...document.querySelectorAll('.map svg a')];
  const out = links
    .map((link) => ({ link, box: rect(link.querySelector('rect, path')), words: rect(link.querySelector('text')) }))
    .filter(({ box, words }) => words.left < box.left || words.right > box.right || words.bottom > box.bottom)
    .map(({ link }) => `text stands out of its box: ${text(link)}`);
  const all = [...links, ...document.querySelectorAll('.map g > text')];
  const boxes = all.map((node) => ({ node, box: rect(node) }));
  const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1).filter((each) => overlap(a.box, each.box))) {
      out.push(`these overlap: ${text(a.node)} / ${text(b.node)}`);
    }
  }
  return out;
}

const lit = () => [...document.querySelectorAll('.lit')].map((node) => node.dataset.way).sort();

// Gates of the table that pass or fail, each with its word.
const marked = () =>
  [...document.querySelectorAll('td:is(.pass, .fail)')]
    .map((cell) => `${cell.dataset.cell} ${cell.className} ${cell.dataset.word}`)
    .sort();

function gatesOf(source, answers) {
  const words = { pass: 'Passed', fail: 'Failed' };
  const gates = source.why(answers).filter(([kind, , , status]) => kind === 'gate' && words[status]);
  return gates.map(([, option, gate, status]) => `${option} ${gate} ${status} ${words[status]}`).sort();
}

// From question to question, and to the outcome.
function wayOf({ answers, outcome }) {
  const asked = Object.keys(answers);
  const next = [...asked.slice(1).map((id) => `#q-${id}`), `#o-${outcome}`];
  return [...asked.map((id) => `#q-${id}`), ...asked.map((id, i) => id + next[i])].sort();
}

const stateOf = (answers) => `#?${answers.map((pair) => pair.join('=')).join('&')}`;

async function maps(site, fail, open) {
  const tab = await open();
  for (const { page, source } of pagesOf(site, 'decision')) {
    const complain = (reason) => fail(inWorld(page, site.disk), reason);
    await tab.load(site.disk.base + page.path);
    for (const clash of await tab.ask(clashes)) {
      complain(clash);
    }
    const isDrawn = await tab.ask(() => document.querySelector('.map svg') !== null);
    for (const { answers } of source.tests) {
      await reload(tab, site.disk.base + page.path + stateOf(answers));
      if (isDrawn) {
        await shows(tab, lit, wayOf(source.decide(answers)), complain);
      } else {
        await shows(tab, marked, gatesOf(source, answers), complain);
      }
    }
  }
}

// The text behind the link; null until there is one.
const offered = () => {
  const link = document.querySelector('a[download$=".md"]');
  return link && decodeURIComponent(link.href.replace(/^[^,]*,/, ''));
};

async function records(site, fail, open) {
  const tab = await open();
  for (const { page, source } of pagesOf(site, 'decision')) {
    const ways = source.tests.map(({ answers }) => answers);
    const [first] = ways;
    ways.push(first.map(([id]) => [id, 'unsure'])); // in doubt
    for (const answers of ways) {
      await reload(tab, site.disk.base + page.path + stateOf(answers));
      const wanted = source.decide(answers).ask === null ? source.record(answers) : null;
      const seen = await until(tab, offered, wanted);
      if (seen !== wanted) {
        const lines = (seen ?? '').split('\n');
        const differs = (wanted ?? '').split('\n').find((line, i) => line !== lines[i]);
        fail(inWorld(page, site.disk), `${stateOf(answers)}: the record lacks: ${differs}`);
      }
    }
  }
}

module.exports = [
  { name: 'maps', only: 'own', run: maps },
  { name: 'maps', only: 'site', run: maps },
  { name: 'records', only: 'own', run: records },
  { name: 'records', only: 'site', run: records },
];

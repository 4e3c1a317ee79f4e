// What the wizard's and the calculator's pages are held against: the program's own answers to
// the same questions. No check of them knows a rule or a price.
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { isDeepStrictEqual } = require('node:util');

const TOP = path.resolve(__dirname, '../..');
const PROGRAM = path.resolve(TOP, process.env.BUILD ?? 'build', 'fingerpost');
const SOURCES = { own: TOP, site: path.join(__dirname, 'site') };
const PATIENCE_MS = 15 * 1000; // until a page shows what it should; it mostly does at once
const PAUSE_MS = 10;

// The same question is asked in both worlds, and for every step of a way.
const told = new Map();

// What the program prints, or null when it refuses.
function tell(...words) {
  const key = words.join('\n');
  if (!told.has(key)) {
    const { status, stdout, stderr } = spawnSync(PROGRAM, words, { encoding: 'utf8' });
    if (status !== 0 && status !== 1 && status !== 2) {
      throw new Error(`${words.join(' ')}: ${stderr}`);
    }
    told.set(key, status === 0 ? stdout : null);
  }
  return told.get(key);
}

// The source of a decision or of a cost table, and what the program says of it.
class Source {
  constructor(site, page) {
    const content = path.join(SOURCES[site.name], 'content');
    this.file = path.join(content, page.path.replace(/\.html$/, '.yaml'));
  }

  json(command, words) {
    const text = tell(command, this.file, ...words, '--json');
    return text === null ? null : JSON.parse(text);
  }

  // `answers`: pairs of a question and a value.
  decide(answers) {
    return this.json('decide', answers.map((pair) => `--answer=${pair.join('=')}`));
  }

  // Lines of fields that say why (see decide.h).
  why(answers) {
    return this.json('decide', ['--why', ...answers.map((pair) => `--answer=${pair.join('=')}`)])
      .why;
  }

  // The author's sentences for the answers that led to an outcome, in the order of asking.
  reasons(answers) {
    const text = tell('decide', this.file, ...answers.map((pair) => `--answer=${pair.join('=')}`));
    return [...text.matchAll(/^ {2}- (.*)$/gm)].map((match) => match[1]);
  }

  record(answers) {
    return tell('decide', this.file, '--record', ...answers.map((pair) => `--answer=${pair.join('=')}`));
  }

  cost(...words) {
    return this.json('cost', words);
  }

  csv(...words) {
    return tell('cost', this.file, ...words, '--csv');
  }

  // The answers in the author's tests, as far as all of them are known.
  get tests() {
    const text = fs.readFileSync(this.file, 'utf8');
    const lines = [...text.matchAll(/answers: \{(.*)\}(?:, |\s+)expect: ([\w+-]+)\}?$/gm)];
    return lines
      .map(([, answers, expect]) => ({
        answers: answers.split(',').map((pair) => pair.split(':').map((word) => word.trim())),
        expect,
      }))
      .filter(({ answers }) => answers.every(([, value]) => !/unsure|\.\./.test(value)));
  }
}

// The pages of one kind, each with its source.
function pagesOf(site, kind) {
  const pages = site.pages.filter((page) => page.kind === kind);
  if (pages.length === 0) {
    throw new Error(`the site ${site.name} has no page of kind ${kind}`);
  }
  return pages.map((page) => ({ page, source: new Source(site, page) }));
}

const inWorld = (page, world) => ({ path: `${page.path} (${world.name})` });

// Asks until the page says what is wanted; what it said last.
async function until(tab, question, wanted) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await tab.ask(question);
    if (isDeepStrictEqual(seen, wanted) || Date.now() > end) {
      return seen;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

// Names what differs between two plain objects, and where.
function differences(wanted, seen, path = '') {
  const keys = [...new Set([...Object.keys(wanted), ...Object.keys(seen)])];
  const plain = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
  return keys.flatMap((key) => {
    const [a, b] = [wanted[key], seen[key]];
    if (plain(a) && plain(b)) {
      return differences(a, b, `${path}${key}: `);
    }
    const text = `${path}${key}: ${JSON.stringify(b)} instead of ${JSON.stringify(a)}`;
    return isDeepStrictEqual(a, b) ? [] : [text];
  });
}

// Waits for a page to show what is wanted; whether it did.
async function shows(tab, question, wanted, fail) {
  const found = differences(wanted, await until(tab, question, wanted));
  found.forEach((difference) => fail(difference));
  return found.length === 0;
}

// Loads a page anew, also when only its fragment differs from what is on show.
async function reload(tab, address) {
  await tab.load('about:blank');
  await tab.load(address);
}

// What comes only with the engine, which starts after the page has loaded: the wizard's step, the
// calculator's form. Other pages have nothing to wait for.
const hasBegun = () =>
  [
    ['Wizard', '.stage h2'],
    ['Calculator', 'main form'],
  ].every(([id, part]) => document.getElementById(id) === null || document.querySelector(part) !== null);

// Waits until a page that has loaded is what its readers work with.
async function begun(tab) {
  if (!(await until(tab, hasBegun, true))) {
    throw new Error(`${tab.page.url()} does not begin`);
  }
}

// The page said nothing in the console, broke no policy and asked nobody else for anything.
async function silent(tab, base, fail) {
  const { seen } = tab;
  seen.console.forEach((text) => fail(`console: ${text}`));
  seen.errors.forEach((message) => fail(`error: ${message}`));
  seen.failed.forEach((request) => fail(`failed: ${request}`));
  seen.requests
    .filter((url) => !url.startsWith(base) && !url.startsWith('data:'))
    .forEach((url) => fail(`leaves the site: ${url}`));
  const violations = await tab.ask(() => window.violationsSeen ?? []);
  violations.forEach((violation) => fail(violation));
}

// What the whole decision in the page says of each question and outcome.
function readTree() {
  const text = (root, selector) => root.querySelector(selector)?.textContent ?? '';
  const sections = (prefix) => [...document.querySelectorAll(`#Tree section[id^="${prefix}-"]`)];
  const questions = sections('q').map((section) => [
    section.id.slice(2),
    {
      ask: text(section, '.ask'),
      asks: [...section.querySelectorAll('.asks')].map((each) => ({
        when: text(each, '.when b'),
        asks: each.querySelector('.when a')?.hash.slice(3),
        text: each.lastElementChild.textContent,
      })),
      hint: text(section, '.hint'),
      limits: text(section, '.limits'),
      unit: text(section, '.unit'),
      error: section.dataset.error,
      several: section.dataset.several !== undefined,
      many: section.dataset.many !== undefined,
      answers: [...section.querySelectorAll('.arms > li')].map((li) => ({
        value: li.dataset.value,
        label: text(li, '.arm'),
        because: text(li, '.because'),
        routes: [...li.querySelectorAll('.to > a')].map((link) => link.getAttribute('href')),
      })),
    },
  ]);
  const outcomes = sections('o').map((section) => [section.id.slice(2), text(section, 'h3')]);
  const gates = [...document.querySelectorAll('#Tree [data-gate]')].map((li) => [
    `${li.closest('section').id.slice(2)} ${li.dataset.gate}`,
    { pass: text(li, '.yes > span'), fail: text(li, '.no > span') },
  ]);
  return {
    questions: Object.fromEntries(questions),
    outcomes: Object.fromEntries(outcomes),
    gates: Object.fromEntries(gates),
    conditions: [...document.querySelectorAll('#Tree .when a[href^="#q-"]')].map((link) => ({
      asks: link.hash.slice(3),
      text: link.nextElementSibling.textContent,
    })),
  };
}

// Values worth trying for a question: every choice, or some of very many; several of them, and
// none; of a number its limits and all cuts. `conditions`: what is asked of it elsewhere.
function valuesOf(question, conditions = []) {
  const choices = question.answers.map((answer) => answer.value);
  if (question.several) {
    return [...choices, choices.slice(0, 3).join(','), 'none'];
  }
  if (question.limits === '') {
    return question.many ? choices.filter((value, i) => i % 4 === 0) : choices;
  }
  const labels = question.answers.map((answer) => answer.label);
  const numbers = [question.limits, ...labels, ...conditions].flatMap(
    (text) => text.match(/\d{4}-\d\d-\d\d|\d[\d,.]*\d|\d/g) ?? [],
  );
  return [...new Set(numbers)];
}

module.exports = { begun, inWorld, pagesOf, readTree, reload, shows, silent, until, valuesOf };

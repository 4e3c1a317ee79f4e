// Drives the wizard by keyboard, and says what it has to show after which answers.
'use strict';

const { readTree, until, valuesOf } = require('./engines');

const STOPS_MAX = 60; // to the field, past the menu

// What the wizard shows. Words stand as they can be read, without doubled spaces.
function look() {
  const stage = document.getElementById('Tree').previousElementSibling;
  const words = (node) => node.textContent.replace(/\s+/g, ' ').trim();
  const all = (root, selector) => [...(root?.querySelectorAll(selector) ?? [])];
  const under = (heading) =>
    all(stage, 'h2, h3').find((node) => node.textContent === heading)?.parentElement;
  const heading = stage.querySelector('h2[tabindex="-1"]');
  return {
    heading: heading && words(heading),
    focus: document.activeElement === heading,
    fragment: location.hash,
    title: document.title,
    fields: all(stage, 'input').length,
    given: all(stage, 'input')
      .filter((input) => (input.type === 'radio' ? input.checked : input.value !== ''))
      .map((input) => input.value),
    back: all(stage, 'a').some((link) => link.textContent === 'Back'),
    trail: all(under('Your answers'), 'dl > div').map((row) =>
      all(row, 'dt, dd:not(:has(a))').map(words),
    ),
    change: all(under('Your answers'), 'a').map(words).filter((text) => /^Change/.test(text)),
    possible: all(under('Still possible'), 'a').map(words),
    reasons: all(under('Why'), 'ul b').map(words),
    problems: all(stage, '.problem li, .problem p').map(words),
    errors: all(stage, '.error').map(words),
  };
}

function reads(question, value) {
  const number = question.limits !== '';
  const label = question.answers.find((answer) => answer.value === value)?.label;
  return number ? `${Number(value).toLocaleString('en-US')} ${question.unit}`.trim() : label;
}

// What the wizard has to show after these answers; `rest` is what else the case expects.
function expectation({ source, tree, title }, answers, rest = {}) {
  const told = source.decide(answers);
  const ask = tree.questions[told.ask];
  const heading = ask?.ask ?? tree.outcomes[told.outcome];
  const row = (note) => ([id, value]) => {
    const question = tree.questions[id];
    return [question.ask, reads(question, value), ...note];
  };
  const used = Object.entries(told.answers);
  const unused = Object.entries(told.unused);
  const fields = ask?.limits === '' ? ask.answers.length : 1;
  return {
    heading,
    focus: true,
    fragment: `#?${told.state}`,
    title: `${ask ? '' : 'Result: '}${heading} – ${title}`,
    fields: ask ? fields : 0,
    given: [],
    back: true,
    trail: [...used.map(row([])), ...unused.map(row(['not used now']))],
    change: used.map(([id]) => `Change ${tree.questions[id].ask}`),
    possible: ask ? told.possible.map((id) => tree.outcomes[id]) : [],
    // What decided comes first.
    reasons: ask ? [] : source.reasons(answers).reverse(),
    problems: [],
    errors: [],
    ...rest,
  };
}

// Presses Tab until the element with the focus is the wanted one; fails when it never does.
async function tabTo(tab, wanted, text) {
  for (let i = 0; i < STOPS_MAX; i++) {
    await tab.page.keyboard.press('Tab');
    if (await tab.ask(wanted, text)) {
      return;
    }
  }
  throw new Error(`no stop of the keyboard fits ${wanted} ${text ?? ''}`);
}

const atField = () => document.activeElement.name === 'answer';
const atText = (text) => document.activeElement.textContent.trim() === text;

// Gives an answer as people without a mouse do; `key` goes on.
async function answer(tab, question, value, key) {
  const { keyboard } = tab.page;
  await tabTo(tab, atField);
  if (question.limits !== '') {
    await keyboard.type(value);
  } else {
    await keyboard.press('Space');
    const steps = question.answers.findIndex((each) => each.value === value);
    for (let i = 0; i < steps; i++) {
      await keyboard.press('ArrowDown');
    }
  }
  if (key !== 'Enter in the field') {
    await tabTo(tab, atText, 'Continue');
  }
  await keyboard.press(key === 'Space' ? 'Space' : 'Enter');
}

// Every way from an answer to an outcome, with each value that is worth trying.
function* waysFrom(source, tree, way) {
  const { ask } = source.decide(way);
  if (ask === null) {
    yield way;
    return;
  }
  for (const value of valuesOf(tree.questions[ask])) {
    yield* waysFrom(source, tree, [...way, [ask, value]]);
  }
}

// As few ways as show each answer together with each question or outcome that it leads to.
function waysThrough(source, tree) {
  const met = new Set();
  return [...waysFrom(source, tree, [])].filter((way) => {
    const steps = way.map(([id, value], i) => {
      const { ask, outcome } = source.decide(way.slice(0, i + 1));
      return `${id}=${value} leads to ${ask ?? outcome}`;
    });
    const fresh = steps.filter((step) => !met.has(step));
    fresh.forEach((step) => met.add(step));
    return fresh.length > 0;
  });
}

// Opens the wizard and learns its tree.
async function begin(open, { page, source }, world) {
  const tab = await open();
  await tab.load(world.base + page.path);
  const fresh = await until(tab, () => document.querySelector('#Tree:not([open])') !== null, true);
  if (!fresh) {
    throw new Error(`${page.path}: the wizard does not begin`);
  }
  const tree = await tab.ask(readTree);
  const { base } = world;
  return { tab, page, source, tree, title: page.title, base, address: base + page.path };
}

module.exports = { answer, atField, atText, begin, expectation, look, tabTo, waysThrough };

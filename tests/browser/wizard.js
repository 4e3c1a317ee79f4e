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
  const fields = all(stage, '[name="answer"]');
  const [first = [], ...rest] = all(under('Why'), '.reasons b').map(words);
  return {
    heading: heading && words(heading),
    focus: document.activeElement === heading,
    fragment: location.hash,
    title: document.title,
    fields: fields.length,
    given: fields
      .filter((input) => (input.type === 'text' ? input.value !== '' : input.checked))
      .map((input) => input.value),
    back: all(stage, 'a').some((link) => link.textContent === 'Back'),
    trail: all(under('Your answers'), 'dl > div').map((row) =>
      all(row, 'dt, dd:not(:has(a))').map(words),
    ),
    change: all(under('Your answers'), 'a').map(words).filter((text) => /^Change/.test(text)),
    possible: all(under('Still possible'), 'a').map(words),
    reasons: [first, rest.sort()].flat(),
    problems: all(stage, '.problem li, .problem p').map(words),
    errors: all(stage, '.error').map(words),
  };
}

function reads(question, value) {
  if (question.limits === '') {
    const labels = question.answers.map((answer) => [answer.value, answer.label]);
    const all = new Map([...labels, ['unsure', 'I do not know'], ['none', 'None of these']]);
    return value.split(',').map((each) => all.get(each)).join(', ');
  }
  const numbers = value.split('..').map((each) => {
    const number = Number(each);
    return Number.isNaN(number) ? each : number.toLocaleString('en-US');
  });
  return value === 'unsure' ? 'I do not know' : `${numbers.join('–')} ${question.unit}`.trim();
}

// What a link to these answers says: their state, and what its sender saw.
function linkTo(told) {
  const result = told.ask === null ? `&~result=${told.possible.join(',')}` : '';
  return told.state === '' ? '#?' : `#?${told.state}&~version=${told.version}${result}`;
}

// The sentences for a result, the one that decided first, the others in any order.
function reasonsFor(source, tree, answers) {
  if (Object.keys(tree.gates).length === 0) {
    const [first = [], ...rest] = source.reasons(answers).reverse();
    return [first, rest.sort()].flat();
  }
  const why = source.why(answers);
  const decided = why.find(([kind]) => kind === 'decided').slice(2).join(' ');
  const closed = why.filter(([kind, , , status]) => kind === 'gate' && status !== 'open');
  const said = closed.map(([, option, gate, status]) => ({
    isFirst: `${option} ${gate}` === decided,
    text: tree.gates[`${option} ${gate}`][status],
  }));
  const texts = (isFirst) => said.filter((each) => each.isFirst === isFirst).map(({ text }) => text);
  return [...texts(true), ...texts(false).sort()];
}

// Of several wordings the first that fits; their conditions here compare one number.
function wordingOf(question, answers) {
  const fits = ({ when, asks }) => {
    const [, limit] = /^above ([\d,]+)/.exec(when) ?? [];
    return when === '' || Number(answers[asks]) > Number(limit?.replace(',', ''));
  };
  return question.asks.find(fits)?.text ?? question.ask;
}

// What the wizard has to show after these answers; `rest` is what else the case expects.
function expectation({ source, tree, title }, answers, rest = {}) {
  const told = source.decide(answers);
  const ask = tree.questions[told.ask];
  const count = told.possible.length;
  const doubt = `These answers leave ${count} outcomes possible`;
  const worded = (question) => wordingOf(question, told.answers);
  const heading = (ask && worded(ask)) ?? tree.outcomes[told.outcome] ?? doubt;
  const row = (note) => ([id, value]) => {
    const question = tree.questions[id];
    return [worded(question), reads(question, value), ...note];
  };
  const used = Object.entries(told.answers);
  const unused = Object.entries(told.unused);
  const name = told.outcome ? `Result: ${heading}` : ask ? heading : 'In doubt';
  return {
    heading,
    focus: true,
    fragment: linkTo(told),
    title: `${name} – ${title}`,
    fields: ask ? fieldsOf(ask) : 0,
    given: [],
    back: true,
    trail: [...used.map(row([])), ...unused.map(row(['not used now']))],
    change: used.map(([id]) => `Change ${worded(tree.questions[id])}`),
    possible: told.outcome ? [] : told.possible.map((id) => tree.outcomes[id]),
    reasons: ask ? [] : reasonsFor(source, tree, answers),
    problems: [],
    errors: [],
    ...rest,
  };
}

// One for a number; else each choice, what stands for no choice, and "I do not know".
function fieldsOf(question) {
  return question.limits === '' ? question.answers.length + (question.several ? 2 : 1) : 1;
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
  const values = [...question.answers.map((each) => each.value), 'none', 'unsure'];
  if (question.limits !== '') {
    await keyboard.type(value);
  } else if (question.several) {
    for (let i = 0; i <= values.lastIndexOf(value.split(',').at(-1)); i++) {
      await keyboard.press(i === 0 ? 'Shift' : 'Tab');
      if (value.split(',').includes(values[i])) {
        await keyboard.press('Space');
      }
    }
  } else {
    await keyboard.press('Space');
    const steps = values.filter((each) => each !== 'none').indexOf(value);
    for (let i = 0; i < steps; i++) {
      await keyboard.press('ArrowDown');
    }
  }
  if (key !== 'Enter in the field') {
    await tabTo(tab, atText, 'Continue');
  }
  await keyboard.press(key === 'Space' ? 'Space' : 'Enter');
}

function conditionsOf(tree, id) {
  return tree.conditions.filter(({ asks }) => asks === id).map(({ text }) => text);
}

// Every way from an answer to an outcome, with each value that is worth trying.
function* waysFrom(source, tree, way) {
  const { ask } = source.decide(way);
  if (ask === null) {
    yield way;
    return;
  }
  for (const value of valuesOf(tree.questions[ask], conditionsOf(tree, ask))) {
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

module.exports = {
  answer,
  atField,
  atText,
  begin,
  expectation,
  linkTo,
  look,
  reasonsFor,
  tabTo,
  waysThrough,
};

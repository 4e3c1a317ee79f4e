// Drives the calculator, and says what it has to show for which inputs.
'use strict';

const { until } = require('./engines');

// What the results say, with and without scripts, and what the form says where there is one.
// A place for a number is known by its key, which names the line of the core's answer.
function look() {
  const results = document.getElementById('Results');
  const form = document.querySelector('main form');
  const words = (node) => node.textContent.replace(/\s+/g, ' ').trim();
  const all = (root, selector) => [...(root?.querySelectorAll(selector) ?? [])];
  const seen = (root, selector) => all(root, selector).filter((node) => !node.closest('[hidden]'));
  const texts = all(results, '[data-key]').map((node) => [node.dataset.key.trim(), words(node)]);
  const fields = all(form, 'input, select').map((field) => [field.name, field.value]);
  return {
    fragment: location.hash,
    texts: Object.fromEntries(texts),
    cheapest: seen(results, '[data-cheapest]').map((node) => node.dataset.cheapest),
    away: seen(results, '[data-gate]').map((node) => node.dataset.gate),
    headline: seen(document, '#Headline').map(words),
    with: seen(results, '[data-when]').map(words),
    fields: Object.fromEntries(fields),
    pressed: all(form, '[aria-pressed="true"]').map(words),
    wrong: all(form, '[aria-invalid="true"]').map((field) => field.name),
    errors: seen(form, '.error').map((node) => node.id),
    problems: seen(form, '.problem li').map(words),
  };
}

// What never changes in a calculator: the alternatives' names, the scenarios, and which inputs
// are choices.
function readTable() {
  const { content } = document.getElementById('Calculator');
  const names = [...document.querySelectorAll('[data-alternative]')].map((item) => [
    item.dataset.alternative,
    item.querySelector('.name').textContent,
  ]);
  const options = (select) =>
    [...select.options].map((option) => [option.value, option.textContent]);
  const labels = [...content.querySelectorAll('label')].map((label) => [
    label.htmlFor.replace(/^i-/, ''),
    label.textContent,
  ]);
  const selects = [...content.querySelectorAll('select')].map((select) => [
    select.name,
    Object.fromEntries(options(select)),
  ]);
  return {
    names: Object.fromEntries(names),
    labels: Object.fromEntries(labels),
    choices: Object.fromEntries(selects),
    scenarios: [...content.querySelectorAll('[role="group"] button')]
      .map((button) => button.textContent)
      .slice(1),
  };
}

function keyOf(line) {
  const words = 'kind' in line ? ['line', line.alternative, line.kind, line.id] : null;
  return (words ?? ['output', line.id, line.alternative]).join(' ').trim();
}

// The results for `words` of the command line, as `look` tells them.
function resultsOf({ source, table }, words) {
  const told = source.cost(...words);
  const first = told.outputs[0].id;
  const texts = [...told.lines, ...told.outputs].map((line) => [keyOf(line), line.text]);
  const cheapest = told.cheapest.filter(({ output }) => output === first);
  return {
    texts: Object.fromEntries(texts),
    cheapest: cheapest.map(({ alternative }) => `cheapest ${first} ${alternative}`),
    away: told.gates.filter((gate) => !gate.available).map((gate) => gate.alternative),
    headline: cheapest.map(({ alternative }) => {
      const its = (each) => each.id === first && each.alternative === alternative;
      const line = told.outputs.find(its);
      return `Cheapest: ${table.names[alternative]}, ${line.text} ${line.unit}`;
    }),
    with: [told.state === '' ? 'with the default inputs' : 'with your inputs'],
  };
}

// All that the calculator has to show; `wrong` are the fields whose text cannot be taken.
function expectation(calculator, words, { wrong = {}, ...rest } = {}) {
  const { source, table } = calculator;
  const told = source.cost(...words);
  const fields = told.inputs.map(({ id, value, text }) => [id, id in table.choices ? value : text]);
  const stateOf = (name) => source.cost(`--scenario=${name}`).state;
  const states = [['Defaults', ''], ...table.scenarios.map((name) => [name, stateOf(name)])];
  return {
    fragment: `#?${told.state}`,
    ...resultsOf(calculator, words),
    fields: { ...Object.fromEntries(fields), ...wrong },
    pressed: states.filter((each) => each[1] === told.state).map((each) => each[0]),
    wrong: told.inputs.filter(({ id }) => id in wrong).map(({ id }) => id),
    errors: told.inputs.filter(({ id }) => id in wrong).map(({ id }) => `e-${id}`),
    problems: [],
    ...rest,
  };
}

// Opens a calculator with a fragment; nobody has typed yet.
async function begin(open, { page, source }, world, fragment = '') {
  const tab = await open();
  await tab.load(world.base + page.path + fragment);
  if (!(await until(tab, () => document.querySelector('main form') !== null, true))) {
    throw new Error(`${page.path}: the calculator does not begin`);
  }
  const table = await tab.ask(readTable);
  return { tab, page, source, table, address: world.base + page.path };
}

module.exports = { begin, expectation, look, readTable, resultsOf };

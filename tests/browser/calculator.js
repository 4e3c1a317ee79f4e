// Drives the calculator, and says what it has to show for which inputs.
'use strict';

const { until } = require('./engines');

// What the results say, with and without scripts, and what the form says where there is one.
// A place for a number is known by its key: of which alternative it is, and what of that.
function look() {
  const results = document.getElementById('Results');
  const form = document.querySelector('main form');
  const words = (node) => node.textContent.replace(/\s+/g, ' ').trim();
  const all = (root, selector) => [...(root?.querySelectorAll(selector) ?? [])];
  const seen = (root, selector) => all(root, selector).filter((node) => !node.closest('[hidden]'));
  const of = (node) => node.closest('[data-alternative]')?.dataset.alternative ?? '';
  const texts = all(results, '[data-key]').map((node) => [`${of(node)} ${node.dataset.key}`, words(node)]);
  const lines = all(results, '.lines tbody tr').map(({ cells }) => [...cells].slice(2).map(words).join('|'));
  const fields = all(form, '[name]').map((field) => [field.name, field.value]);
  const sliders = all(form, '[data-slide]').map((slider) => [slider.dataset.slide, slider.ariaValueText]);
  return {
    fragment: location.hash,
    texts: Object.fromEntries(texts),
    lines: all(results, '.lines table').map((table) => words(table.caption)).concat(lines),
    told: [...new Set(seen(results, '[data-if]').map((node) => `${of(node)} ${node.dataset.if}`))].sort(),
    headline: seen(document, '#Headline').map(words),
    with: seen(results, '[data-when]').map(words),
    fields: Object.fromEntries(fields),
    sliders: Object.fromEntries(sliders),
    fixed: seen(form, '[data-free]').map((node) => node.dataset.free).sort(),
    pressed: all(form, '[aria-pressed="true"]').map(words),
    wrong: all(form, '[aria-invalid="true"]').map((field) => field.name).sort(),
    errors: seen(form, '.error').map((node) => node.id).sort(),
    problems: seen(form, '.problem li').map(words),
    older: seen(form, '[data-is="older"]').map((node) => words(node.querySelector('code'))),
  };
}

// What never changes in a calculator: the alternatives' names, the scenarios, which inputs are
// choices, have sliders or may vary, and the version of the table.
function readTable() {
  const form = document.querySelector('main form');
  const names = [...document.querySelectorAll('[data-alternative]')].map((item) => [
    item.dataset.alternative,
    item.querySelector('.name').textContent,
  ]);
  const all = (selector) => [...(form?.querySelectorAll(selector) ?? [])];
  const options = (select) =>
    [...select.options].map((option) => [option.value, option.textContent]);
  const labels = all('label').map((label) => [label.htmlFor.replace(/^i-/, ''), label.textContent]);
  const selects = all('select').map((select) => [select.name, Object.fromEntries(options(select))]);
  return {
    version: document.getElementById('Calculator').dataset.version,
    sliders: all('[data-slide]').map((slider) => slider.dataset.slide),
    varying: all('[data-free]').map((button) => button.dataset.free),
    names: Object.fromEntries(names),
    labels: Object.fromEntries(labels),
    choices: Object.fromEntries(selects),
    scenarios: [...document.getElementById('Calculator').content.querySelectorAll('[role="group"] button')]
      .map((button) => button.textContent)
      .filter((name) => name !== 'Defaults'),
  };
}

const rangeOf = ({ low_text: low, high_text: high }) => (low === '' ? '' : `${low} to ${high}`);

// The texts of an output: its figure, between what it lies, and how often it is undefined.
function textsOf(line) {
  const key = `${line.alternative} ${line.id}`;
  const texts = { '': line.text, ' low': line.low_text, ' high': line.high_text, ' undefined': line.undefined };
  return Object.entries(texts).map(([name, text]) => [key + name, text]);
}

function headlineOf(name, line, share) {
  const range = `between ${line.low_text} and ${line.high_text} in 9 of 10 cases`;
  const said = [`${line.text} ${line.unit}`, ...(line.low === null ? [] : [range])];
  return `Cheapest: ${name}, ${said.join(', ')}, cheapest in ${share.text} of cases`;
}

// The results for `words` of the command line, as `look` tells them.
function resultsOf({ source, table }, words) {
  const told = source.cost(...words);
  const first = told.outputs.find((line) => line.alternative !== '').id;
  const shares = told.shares.filter(({ output }) => output === first);
  const texts = [
    ...told.outputs.flatMap(textsOf),
    ...shares.map(({ alternative, text }) => [`${alternative} ${first} share`, text]),
    ...told.gates.map(({ alternative, text }) => [`${alternative}  gate`, text]),
  ];
  const cheapest = told.cheapest.filter(({ output }) => output === first);
  const conditional = texts.filter(([key, text]) => / (low|undefined)$/.test(key) && text !== '');
  const away = told.gates.filter(({ share }) => share === 0);
  const some = told.gates.filter(({ share }) => share > 0 && share < 1);
  const lines = told.lines.map((line) => [line.text, line.unit, rangeOf(line)].join('|'));
  return {
    texts: Object.fromEntries(texts),
    lines: Object.values(table.names).concat(lines),
    told: [
      ...conditional.map(([key]) => key),
      ...cheapest.map(({ alternative }) => `${alternative} ${first} cheapest`),
      ...away.map(({ alternative }) => `${alternative}  away`),
      ...some.map(({ alternative }) => `${alternative}  some`),
    ].sort(),
    headline: cheapest.map(({ alternative }) => {
      const its = (each) => (each.output ?? each.id) === first && each.alternative === alternative;
      return headlineOf(table.names[alternative], told.outputs.find(its), told.shares.find(its));
    }),
    with: [told.state === '' ? 'with the default inputs' : 'with your inputs'],
  };
}

const linkOf = ({ table }, state) => (state === '' ? '#?' : `#?${state}&v=${table.version}`);

// What a text box says: nothing, where the input varies.
function shownOf({ table }, { id, value, text, low }) {
  return id in table.choices ? value : low === null ? text : '';
}

// All that the calculator has to show; `wrong` are the fields whose text cannot be taken.
function expectation(calculator, words, { wrong = {}, ...rest } = {}) {
  const { source, table } = calculator;
  const told = source.cost(...words);
  const fields = told.inputs.map((input) => [input.id, shownOf(calculator, input)]);
  const sliders = told.inputs.filter(({ id }) => table.sliders.includes(id));
  const fixed = told.inputs.filter(({ id, low }) => table.varying.includes(id) && low === null);
  const stateOf = (name) => source.cost(`--scenario=${name}`).state;
  const named = table.scenarios.map((name) => [name, stateOf(name)]);
  const states = [...named, ['Defaults', '']];
  return {
    fragment: linkOf(calculator, told.state),
    ...resultsOf(calculator, words),
    fields: { ...Object.fromEntries(fields), ...wrong },
    sliders: Object.fromEntries(sliders.map(({ id, text, unit }) => [id, `${text} ${unit}`])),
    fixed: fixed.map(({ id }) => id).sort(),
    pressed: states.filter((each) => each[1] === told.state).map((each) => each[0]).slice(0, 1),
    wrong: Object.keys(wrong).sort(),
    errors: Object.keys(wrong).map((id) => `e-${id}`).sort(),
    problems: [],
    older: [],
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

module.exports = { begin, expectation, linkOf, look, readTable, resultsOf };

// Does the calculator say what the command line says, digit for digit?
'use strict';

const fs = require('node:fs');

const { begin, expectation, linkOf, look } = require('../calculator');
const { begun, inWorld, pagesOf, reload, shows, silent } = require('../engines');

// Runs a case in every calculator of a site, from disk and by http.
const inEach = (work) => async (site, fail, open) => {
  for (const found of pagesOf(site, 'cost')) {
    for (const world of site.worlds) {
      const say = (reason) => fail(inWorld(found.page, world), reason);
      const calculator = await begin(open, found, world);
      await work(calculator, say, world);
      await silent(calculator.tab, world.base, say);
    }
  }
};

const button = ({ tab }, name) => tab.page.getByRole('button', { name, exact: true });

// Each scenario by its button, back through all of them, and Reset.
async function scenarios(calculator, fail) {
  const { tab, table } = calculator;
  const start = expectation(calculator, [], { fragment: '' });
  await shows(tab, look, start, (why) => fail(`at first: ${why}`));
  const words = (name) => [`--scenario=${name}`];
  const past = [start];
  for (const name of table.scenarios) {
    await button(calculator, name).click();
    past.push(expectation(calculator, words(name)));
    await shows(tab, look, past.at(-1), (why) => fail(`${name}: ${why}`));
  }
  for (const wanted of past.slice(0, -1).reverse()) {
    await tab.page.goBack();
    await shows(tab, look, wanted, (why) => fail(`back at ${wanted.fragment}: ${why}`));
  }
  await button(calculator, table.scenarios[0]).click();
  await button(calculator, 'Reset').click();
  await shows(tab, look, expectation(calculator, []), (why) => fail(`after Reset: ${why}`));
}

// What is typed into one number after the other: some of it some inputs cannot take.
const TYPED = ['50k', '0.75', '2', '1,250.5', '-1', '12.5', 'abc', '1e3', '0', '', '7 kg', '1e400'];

function openAll() {
  document.querySelectorAll('main details').forEach((details) => {
    details.open = true;
  });
}

// Gives one value as a reader does, and leaves the field.
async function give({ tab, table }, id, value) {
  const field = tab.page.locator(`[name="${id}"]`);
  if (id in table.choices) {
    await field.selectOption(value);
  } else {
    await field.fill(value);
  }
  await tab.page.keyboard.press('Tab');
}

// Changes every input, one after the other. What the command line refuses is marked, and the
// results stay; all else gives the command line's results. A reload brings back what was good.
async function inputs(calculator, fail) {
  const { tab, source, table } = calculator;
  await tab.ask(openAll);
  const set = [];
  const wrong = {};
  for (const [i, { id }] of source.cost().inputs.entries()) {
    const value = Object.keys(table.choices[id] ?? {}).at(-1) ?? TYPED[i % TYPED.length];
    await give(calculator, id, value);
    const words = [...set, `--set=${id}=${value}`];
    if (source.cost(...words) === null) {
      wrong[id] = value;
    } else {
      set.push(words.at(-1));
    }
    const wanted = expectation(calculator, set, { wrong });
    const fine = await shows(tab, look, wanted, (why) => fail(`${id} = "${value}": ${why}`));
    if (!fine) {
      return;
    }
  }
  await tab.page.reload();
  await shows(tab, look, expectation(calculator, set), (why) => fail(`after a reload: ${why}`));
}

// Runs a case in the calculator of site/, whose inputs are known here.
const inBread = (work) =>
  inEach(async (calculator, ...rest) => {
    if (calculator.page.path === 'costs/bread.html') {
      await work(calculator, ...rest);
    }
  });

// The results follow while somebody types, and the text is left alone until they leave.
async function typing(calculator, fail) {
  const { tab } = calculator;
  const field = tab.page.locator('[name="calls"]');
  const words = ['--set=calls=50k'];
  await field.fill('50k');
  const wanted = expectation(calculator, words);
  const typed = { ...wanted, fields: { ...wanted.fields, calls: '50k' } };
  await shows(tab, look, typed, (why) => fail(`while typing: ${why}`));
  await field.blur();
  await shows(tab, look, wanted, (why) => fail(`after typing: ${why}`));
  await give(calculator, 'calls', '2');
  await shows(tab, look, expectation(calculator, []), (why) => fail(`the default again: ${why}`));
}

// The field that is wrong says so to everybody, and stops to when it is right.
async function mistakes(calculator, fail) {
  const { tab } = calculator;
  await give(calculator, 'kind', 'rye');
  const good = ['--set=kind=rye'];
  await tab.ask(openAll);
  for (const value of ['abc', '11', '-0.1', '~2']) {
    await give(calculator, 'mass', value);
    const wanted = expectation(calculator, good, { wrong: { mass: value } });
    await shows(tab, look, wanted, (why) => fail(`mass = "${value}": ${why}`));
    const told = await tab.ask(() => {
      const ids = document.querySelector('[name="mass"]').getAttribute('aria-describedby');
      const nodes = ids.split(' ').map((id) => document.getElementById(id));
      return nodes.map((node) => (node.checkVisibility() ? node.textContent : '')).join(' ');
    });
    if (!told.includes('Enter a number from 0 to 10.')) {
      fail(`mass = "${value}" is said to be "${told}"`);
    }
  }
  await give(calculator, 'mass', '10');
  const fine = [...good, '--set=mass=10'];
  await shows(tab, look, expectation(calculator, fine), (why) => fail(`mass = 10: ${why}`));
  await give(calculator, 'mass', 'abc');
  await button(calculator, 'Reset').click();
  await shows(tab, look, expectation(calculator, []), (why) => fail(`Reset: ${why}`));
}

// Undefined results, an alternative that is not available, and where none is the cheapest.
const EDGES = [['calls=0'], ['machine=0'], ['calls=0', 'machine=0'], ['calls=1e6', 'mass=0']];

async function edges(calculator, fail, world) {
  const { tab, address } = calculator;
  for (const edge of EDGES) {
    const words = edge.map((each) => `--set=${each}`);
    const fragment = `#?${edge.join('&')}`;
    await reload(tab, address + fragment);
    const wanted = expectation(calculator, words, { fragment });
    await shows(tab, look, wanted, (why) => fail(`${fragment}: ${why}`));
    await silent(tab, world.base, fail);
  }
}

// A link: with a scenario's name, with what differs, and with what the table does not know.
async function links(calculator, fail, world) {
  const { tab, address } = calculator;
  const cases = [
    ['#?scenario=crowd', ['--scenario=crowd'], []],
    ['#?scenario=crowd&calls=3', ['--scenario=crowd', '--set=calls=3'], []],
    ['#?oven=shared&calls=1k', ['--set=oven=shared', '--set=calls=1k'], []],
    [
      '#?sugar=1&calls=abc&mass=11&kind=maize&oven=shared&%ZZ=%3Cb%3E',
      ['--set=oven=shared'],
      [
        'sugar names no input of this table',
        '%ZZ names no input of this table',
        'abc is no value of “Loaves”, which keeps its default',
        '11 is no value of “Flour in a loaf”, which keeps its default',
        'maize is no value of “Flour”, which keeps its default',
      ],
    ],
  ];
  for (const [fragment, words, problems] of cases) {
    await reload(tab, address + fragment);
    const wanted = expectation(calculator, words, { fragment, problems });
    await shows(tab, look, wanted, (why) => fail(`${fragment}: ${why}`));
    await silent(tab, world.base, fail);
  }
}

// Places in the page are no inputs: whoever follows a link to one keeps the numbers, and copies
// a link that holds them.
async function places(calculator, fail, world) {
  const { tab, address } = calculator;
  await give(calculator, 'calls', '3');
  const wanted = expectation(calculator, ['--set=calls=3']);
  await shows(tab, look, wanted, fail);
  await tab.ask(() => location.assign('#Main'));
  const placed = { ...wanted, fragment: '#Main' };
  const fine = await shows(tab, look, placed, (why) => fail(`at #Main: ${why}`));
  if (!fine || world.name === 'disk') {
    return; // a page from disk has no leave to write to the clipboard
  }
  await tab.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await button(calculator, 'Copy link').click();
  await tab.page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
  const link = await tab.ask(() => navigator.clipboard.readText());
  if (link !== address + linkOf(calculator, 'calls=3')) {
    fail(`at #Main it copies ${link}`);
  }
}

// A slider by keyboard: the text box and the results go along, and back.
async function sliding(calculator, fail) {
  const { tab } = calculator;
  const slider = tab.page.locator('[data-slide="calls"]');
  const named = await tab.page.getByRole('slider', { name: 'Loaves' }).count();
  if (named !== 1) {
    fail(`${named} sliders have the name of their input`);
  }
  await slider.focus();
  for (const [key, value] of [
    ['Home', '0.5'],
    ['ArrowRight', '0.52'],
    ['ArrowRight', '0.54'],
    ['End', '50'],
    ['ArrowLeft', '48'],
  ]) {
    await tab.page.keyboard.press(key);
    const wanted = expectation(calculator, [`--set=calls=${value}`]);
    await shows(tab, look, wanted, (why) => fail(`${key}: ${why}`));
  }
  await give(calculator, 'calls', '5');
  const middle = await slider.inputValue();
  if (middle !== '0.5') {
    fail(`the slider stands at ${middle} for a value in the middle`);
  }
  await button(calculator, 'crowd').click();
  const crowd = expectation(calculator, ['--scenario=crowd']);
  await shows(tab, look, crowd, (why) => fail(`a scenario afterwards: ${why}`));
}

// An assumption is fixed by a number, and varies again by its button or without a number.
async function fixing(calculator, fail) {
  const { tab } = calculator;
  await tab.ask(openAll);
  for (const free of [
    () => tab.page.getByRole('button', { name: 'Let “Flour in a loaf” vary again' }).click(),
    () => give(calculator, 'mass', ''),
  ]) {
    await give(calculator, 'mass', '0.7');
    const fixed = expectation(calculator, ['--set=mass=0.7']);
    await shows(tab, look, fixed, (why) => fail(`fixed: ${why}`));
    await free();
    const varies = expectation(calculator, []);
    await shows(tab, look, varies, (why) => fail(`varies again: ${why}`));
  }
}

// The hash of the table, computed here, is the one that was computed when the site was built.
async function verifying(calculator, fail) {
  const { tab } = calculator;
  const hash = await tab.ask(() => document.getElementById('Hash').textContent);
  await give(calculator, 'calls', '3');
  await button(calculator, 'Verify in this browser').click();
  const status = tab.page.locator('[data-same]');
  await status.filter({ hasText: /./ }).waitFor();
  if ((await status.textContent()) !== `Same bits: this browser computed ${hash}`) {
    fail(`it says "${await status.textContent()}"`);
  }
  const wanted = expectation(calculator, ['--set=calls=3']);
  await shows(tab, look, wanted, (why) => fail(`after verifying: ${why}`));
  await tab.ask(() => {
    document.getElementById('Hash').textContent = '0123456789abcdef';
  });
  await button(calculator, 'Verify in this browser').click();
  await status.filter({ hasText: `Other bits: this browser computed ${hash}` }).waitFor();
}

// A link of another version of the table opens, and says that it is one.
async function versions(calculator, fail, world) {
  const { tab, address, table } = calculator;
  for (const [version, older] of [
    [table.version, []],
    ['2025-01-02.abcdef', ['2025-01-02.abcdef']],
  ]) {
    const fragment = `#?calls=3&v=${version}`;
    await reload(tab, address + fragment);
    const wanted = expectation(calculator, ['--set=calls=3'], { fragment, older });
    await shows(tab, look, wanted, (why) => fail(`${fragment}: ${why}`));
    await silent(tab, world.base, fail);
  }
  await give(calculator, 'calls', '4');
  const wanted = expectation(calculator, ['--set=calls=4']);
  await shows(tab, look, wanted, (why) => fail(`after a change: ${why}`));
}

// The download is what the command line prints.
async function downloads(calculator, fail) {
  const { tab, source, table } = calculator;
  for (const words of [[], ['--set=calls=3', '--set=mass=0.7'], ['--scenario=crowd']]) {
    await button(calculator, 'Reset').click();
    await tab.ask(openAll);
    for (const [id, value] of words.filter((word) => /^--set/.test(word)).map((word) => word.slice(6).split('='))) {
      await give(calculator, id, value);
    }
    if (words[0] === '--scenario=crowd') {
      await button(calculator, 'crowd').click();
    }
    await shows(tab, look, expectation(calculator, words), fail);
    const waiting = tab.page.waitForEvent('download');
    await button(calculator, 'Download CSV').click();
    const download = await waiting;
    const text = fs.readFileSync(await download.path(), 'utf8');
    if (text !== source.csv(...words) || !text.includes(table.version)) {
      fail(`${words}: the download is not what \`cost --csv\` prints`);
    }
    if (download.suggestedFilename() !== 'bread.csv') {
      fail(`the download is called ${download.suggestedFilename()}`);
    }
  }
}

// What sums it up is read out once the reader pauses, and not before anything changed.
async function speaking(calculator, fail) {
  const { tab } = calculator;
  const spoken = tab.page.locator('[data-is="spoken"]');
  if ((await spoken.textContent()) !== '') {
    fail('it speaks before anything changed');
  }
  await give(calculator, 'calls', '40');
  await spoken.filter({ hasText: /^Cheapest: / }).waitFor();
  const said = [await spoken.textContent(), await tab.page.locator('#Headline').textContent()];
  if (said[0] !== said[1]) {
    fail(`it says "${said[0]}", and shows "${said[1]}"`);
  }
}

// The charts, drawn by the engine, are those that the page was built with, and follow the inputs.
async function charts(calculator, fail) {
  const { tab } = calculator;
  const read = () => [...document.querySelectorAll('.plot')].map((plot) => plot.innerHTML);
  const start = await tab.ask(read);
  if (!start.every((html) => html.includes('<svg') && html.includes('<desc'))) {
    fail('a chart is missing');
  }
  const seen = [start.join()];
  for (const [id, value] of [
    ['calls', '20'],
    ['power', '0.2'],
  ]) {
    await tab.ask(openAll);
    await give(calculator, id, value);
    for (let i = 0; i < 100 && (await tab.ask(read)).join() === seen.at(-1); i++) {
      await tab.page.waitForTimeout(20);
    }
    seen.push((await tab.ask(read)).join());
  }
  if (new Set(seen).size < seen.length) {
    fail('the charts do not follow the inputs');
  }
  await button(calculator, 'Reset').click();
  // Where a reader's place for scrolling is, depends on what was open.
  const plain = (html) =>
    html.replaceAll(' open=""', '').replace(/<div class="table"[^>]*>/g, '<div class="table">').replace(/>\s+</g, '><');
  const parts = Object.fromEntries(start.map((html, i) => [i, plain(html)]));
  const closed = () => {
    const plots = [...document.querySelectorAll('.plot')].map((plot) => plot.innerHTML);
    const texts = plots.map((html) =>
      html.replaceAll(' open=""', '').replace(/<div class="table"[^>]*>/g, '<div class="table">').replace(/>\s+</g, '><'));
    return Object.fromEntries(texts.map((text, i) => [i, text]));
  };
  await shows(tab, closed, parts, (why) => fail(`after Reset: ${why.slice(0, 3000)}`));
}

const drawings = () => document.querySelectorAll('[data-figure] > svg').length;
const drawingsSeen = () =>
  [...document.querySelectorAll('[data-figure] > svg')].some((svg) => svg.checkVisibility({ visibilityProperty: true }));
const numbersOfLines = () => document.querySelector('#volume tbody').textContent;

// The core that draws comes when the form is first touched. While it is on its way, and where it
// does not come, there are no charts rather than those of other numbers, all else goes on, and the
// next change asks again.
async function late(site, fail, open) {
  const found = pagesOf(site, 'cost').find(({ page }) => page.path === 'costs/bread.html');
  const calculator = await begin(open, found, site.http);
  const { tab } = calculator;
  const [charts, numbers] = [await tab.ask(drawings), await tab.ask(numbersOfLines)];
  await tab.page.locator('main form').waitFor();
  if (tab.seen.requests.some((url) => url.endsWith('/cost-chart.js'))) {
    fail(found.page, 'what draws charts comes before anything changed');
  }
  const asked = new Promise((resolve) => {
    void tab.page.route('**/cost-chart.js', resolve);
  });
  await give(calculator, 'calls', '20');
  const route = await asked;
  await tab.ask(openAll);
  await give(calculator, 'power', '0.45');
  await tab.page.waitForFunction((before) => document.querySelector('#volume tbody').textContent !== before, numbers);
  if (await tab.ask(drawingsSeen)) {
    fail(found.page, 'charts of other numbers are seen while what draws them is on its way');
  }
  await route.abort();
  await tab.page.waitForFunction(() => document.querySelector('[data-figure] > svg') === null);
  const wanted = expectation(calculator, ['--set=calls=20', '--set=power=0.45']);
  await shows(tab, look, wanted, (why) => fail(found.page, `without charts: ${why}`));
  await tab.page.unroute('**/cost-chart.js');
  await give(calculator, 'calls', '30');
  await tab.page.waitForFunction((count) => document.querySelectorAll('[data-figure] > svg').length === count, charts);
  if (!(await tab.ask(drawingsSeen))) {
    fail(found.page, 'charts that came late are not seen');
  }
}

// Each price tells its age on the day of reading, and is marked when its table calls that old.
async function ages(calculator, fail) {
  const { tab, address } = calculator;
  for (const [day, age] of [
    ['2026-11-21', 'yesterday'],
    ['2026-11-30', '10 days ago'],
    ['2027-01-18', '59 days ago'],
    ['2027-01-19', '60 days ago check it'],
    ['2027-05-18', '179 days ago check it'],
    ['2027-05-19', '180 days ago too old to rely on'],
  ]) {
    await tab.page.clock.setFixedTime(new Date(`${day}T12:00:00Z`));
    await reload(tab, address);
    await begun(tab);
    const cell = tab.page.locator('#Prices tr').filter({ hasText: 'Wheat' }).locator('td').last();
    await cell.scrollIntoViewIfNeeded();
    await cell.filter({ hasText: /day/ }).waitFor();
    const said = (await cell.textContent()).replace(/\s+/g, ' ');
    if (said !== `2026-11-20${age}`) {
      fail(`on ${day} it says "${said}"`);
    }
  }
  // Far below the window they are told for paper all the same, and once.
  await tab.page.setViewportSize({ width: 360, height: 200 });
  await reload(tab, address);
  await begun(tab);
  const ages = () => document.querySelectorAll('[data-is^="aged"]').length;
  const before = await tab.ask(ages);
  await tab.ask(() => ['beforeprint', 'beforeprint'].forEach((name) => window.dispatchEvent(new Event(name))));
  const prices = () => document.querySelectorAll('#Prices td:last-child time').length;
  const printed = [before, await tab.ask(ages), await tab.ask(prices)];
  if (printed[0] !== 0 || printed[1] !== printed[2]) {
    fail(`${printed.join(' of ages, printed ')} of prices`);
  }
}

// A decision whose limit is a result of the table opens with what that is now.
async function onward({ tab, source }, fail) {
  const hash = () => document.querySelector('[data-limits]').hash;
  const [limit, output] = (await tab.ask(() => document.querySelector('[data-limits]').dataset.limits)).split('=');
  if ((await tab.ask(hash)) !== '') {
    fail(`with the defaults the decision is given ${await tab.ask(hash)}`);
  }
  const { value } = source.cost('--set=labour=ignored').outputs.find(({ id }) => id === output);
  await tab.ask(() => {
    location.hash = '#?labour=ignored';
  });
  await shows(tab, hash, `#?${limit}=~${value}`, (why) => fail(`without labour: ${why}`));
  await tab.page.locator('[data-limits]').first().click();
  await tab.page.getByText('With other limits than this page').waitFor();
}

const everywhere = (name, work) =>
  ['own', 'site'].map((only) => ({ name, only, run: inEach(work) }));
const known = (name, work) => ({ name, only: 'site', run: inBread(work) });

module.exports = [
  ...everywhere('calculator-scenarios', scenarios),
  ...everywhere('calculator-inputs', inputs),
  known('calculator-typing', typing),
  known('calculator-mistakes', mistakes),
  known('calculator-edges', edges),
  known('calculator-links', links),
  known('calculator-places', places),
  known('calculator-sliding', sliding),
  known('calculator-fixing', fixing),
  known('calculator-verifying', verifying),
  known('calculator-versions', versions),
  known('calculator-downloads', downloads),
  known('calculator-speaking', speaking),
  known('calculator-charts', charts),
  { name: 'calculator-late', only: 'site', run: late },
  known('calculator-ages', ages),
  { name: 'calculator-onward', only: 'own', run: inEach(onward) },
];

// Does the wizard say what the program says, at every step, to people without a mouse, too?
'use strict';

const { inWorld, pagesOf, reload, shows, silent, until } = require('../engines');
const {
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
} = require('../wizard');

// The answers of the author's tests, in the order in which they are asked for.
function testedWays(source) {
  return source.tests.map(({ answers }) => {
    const asked = Object.keys(source.decide(answers).answers);
    return asked.map((id) => answers.find((pair) => pair[0] === id));
  });
}

const KEYS = ['Enter', 'Space', 'Enter in the field'];
const START = { focus: false, back: false, fragment: '' };

// Loads the page again: a wizard that knows no answer.
async function restart(wizard, fail) {
  await wizard.tab.load(wizard.address);
  return shows(wizard.tab, look, expectation(wizard, [], START), fail);
}

// Begins once more from an outcome, as somebody without a mouse does.
async function startAgain(wizard, fail) {
  const { tab } = wizard;
  await tabTo(tab, atText, 'Start again');
  await tab.page.keyboard.press('Enter');
  return shows(tab, look, expectation(wizard, []), fail);
}

async function walkOne(wizard, way, key, fail) {
  const { tab, tree } = wizard;
  let fine = true;
  for (let i = 0; i < way.length && fine; i++) {
    const [id, value] = way[i];
    await answer(tab, tree.questions[id], value, key);
    fine = await shows(tab, look, expectation(wizard, way.slice(0, i + 1)), fail);
  }
  return fine;
}

// Walks one way after the other without a mouse, from the start of the page to the last outcome.
// One that goes wrong does not spoil the next.
async function walkAll(wizard, ways, fail) {
  const { tab, base } = wizard;
  let fine = false;
  for (const [i, way] of ways.entries()) {
    const at = (reason) => fail(`${way.map((pair) => pair.join('=')).join(' ')}: ${reason}`);
    const begun = fine ? await startAgain(wizard, at) : await restart(wizard, at);
    fine = begun && (await walkOne(wizard, way, KEYS[i % KEYS.length], at));
    await silent(tab, base, at);
  }
}

// Of these ways, the first to each outcome.
function outcomesOf(source, ways) {
  const outcomes = ways.map((way) => source.decide(way).outcome);
  return ways.filter((way, i) => outcomes.indexOf(outcomes[i]) === i);
}

// By keyboard alone, every answer is given, and every outcome reached and reason read; by http,
// every outcome is reached once more, and on the ways of the author's tests.
async function walks(site, fail, open) {
  for (const found of pagesOf(site, 'decision')) {
    for (const world of site.worlds) {
      const say = (reason) => fail(inWorld(found.page, world), reason);
      const wizard = await begin(open, found, world);
      const all = waysThrough(found.source, wizard.tree);
      const tested = testedWays(found.source);
      const ways = world === site.disk ? all : [...outcomesOf(found.source, all), ...tested];
      await walkAll(wizard, ways, say);
      if (tested.length === 0) {
        say("found none of the author's tests");
      }
      missed(wizard, all).forEach((text) => say(`no way comes to: ${text}`));
    }
  }
}

// The outcomes and reasons that no way shows: the ways are too few, or the tree has a dead branch.
function missed({ source, tree }, ways) {
  const outcomes = ways.map((way) => tree.outcomes[source.decide(way).outcome]);
  const reasons = ways.flatMap((way) => reasonsFor(source, tree, way));
  const answers = Object.values(tree.questions).flatMap((question) => question.answers);
  const gates = Object.values(tree.gates).flatMap((gate) => [gate.pass, gate.fail]);
  const sentences = [...answers.map((each) => each.because), ...gates];
  const wanted = [...Object.values(tree.outcomes), ...sentences];
  return wanted.filter((text) => text !== '' && ![...outcomes, ...reasons].includes(text));
}

// Goes as far as `way` leads, and gives what the wizard showed at each step.
async function go(wizard, way, fail) {
  await restart(wizard, fail);
  const steps = [await wizard.tab.ask(look)];
  for (const [i, [id, value]] of way.entries()) {
    await answer(wizard.tab, wizard.tree.questions[id], value, 'Enter');
    steps.push(await until(wizard.tab, look, expectation(wizard, way.slice(0, i + 1))));
  }
  return steps;
}

// Goes straight to where these answers lead, as a link in the page does.
async function jump(wizard, way, fail) {
  const wanted = expectation(wizard, way);
  await wizard.tab.ask((fragment) => location.assign(fragment), wanted.fragment);
  await shows(wizard.tab, look, wanted, fail);
  return wanted;
}

// Runs a case in the wizard of site/, whose questions are known here, from disk and by http.
const inParcel = (work) => async (site, fail, open) => {
  const found = pagesOf(site, 'decision').find(({ page }) => page.path.includes('parcel'));
  for (const world of site.worlds) {
    const say = (reason) => fail(inWorld(found.page, world), reason);
    const wizard = await begin(open, found, world);
    await work(wizard, say, world);
    await silent(wizard.tab, world.base, say);
  }
};

// What is typed at "How heavy is it?" and cannot be taken.
const NO_WEIGHTS = ['', ' ', 'abc', '-5', '0.4', '200k', '1e400', '5 kg', '<b>'];
// As it is typed, and as it reads.
const WEIGHTS = [
  ['50k', '50,000'],
  ['50,000', '50,000'],
  [' 5e3 ', '5,000'],
  ['0.5', '0.5'],
];

// Continues without a good answer: the same words at the top, which get the focus, and at the
// field, to which they lead; all else stays.
async function refuses({ tab, title }, before, message, fail) {
  await tabTo(tab, atText, 'Continue');
  await tab.page.keyboard.press('Enter');
  const wanted = {
    ...before,
    focus: false,
    title: `Error: ${before.heading} – ${title}`,
    problems: [message],
    errors: [`Error: ${message}`],
  };
  await shows(tab, look, wanted, fail);
  const alert = await tab.ask(() => ({
    role: document.activeElement.getAttribute('role'),
    first: document.activeElement.querySelector('h2')?.textContent,
  }));
  if (alert.role !== 'alert' || alert.first !== 'There is a problem') {
    fail(`the focus is at ${JSON.stringify(alert)}, not at what is wrong`);
  }
  await tabTo(tab, atText, message);
  await tab.page.keyboard.press('Enter');
  const field = await tab.ask(marked);
  if (field.name !== 'answer' || field.invalid !== 'true' || !field.about.includes(message)) {
    fail(`the message leads to ${JSON.stringify(field)}`);
  }
}

// The field that has the focus, and what is read out about it.
function marked() {
  const field = document.activeElement;
  const about = field.closest('[aria-describedby]')?.getAttribute('aria-describedby') ?? '';
  const words = about.split(' ').map((id) => document.getElementById(id)?.textContent ?? '');
  return { name: field.name, invalid: field.getAttribute('aria-invalid'), about: words.join(' ') };
}

async function errors(wizard, fail) {
  const { tab, tree } = wizard;
  await restart(wizard, fail);
  await refuses(wizard, expectation(wizard, [], START), 'Choose an answer', fail);
  await tab.page.keyboard.press('Space');
  await tab.page.keyboard.press('ArrowDown');
  await tab.page.keyboard.press('Enter');
  const weight = expectation(wizard, [['abroad', 'no']]);
  await shows(tab, look, weight, fail);
  for (const text of NO_WEIGHTS) {
    await tab.page.locator('#answer').fill(text);
    const before = { ...weight, given: text === '' ? [] : [text] };
    await refuses(wizard, before, tree.questions.weight.error, (why) => fail(`"${text}": ${why}`));
  }
  await tab.page.keyboard.press('Control+A');
  await tab.page.keyboard.type('1k');
  await tab.page.keyboard.press('Enter');
  await shows(tab, look, expectation(wizard, [['abroad', 'no'], ['weight', '1k']]), fail);
}

// Numbers may be written as people write them, and read back before and after.
async function numbers(wizard, fail) {
  const { tab } = wizard;
  const reading = () => document.querySelector('output').textContent;
  for (const [text, wanted] of WEIGHTS) {
    const at = (reason) => fail(`"${text}": ${reason}`);
    await restart(wizard, at);
    await jump(wizard, [['abroad', 'no']], at);
    await tab.page.locator('#answer').fill(text);
    const read = await until(tab, reading, `${wanted} grams`);
    await tab.page.keyboard.press('Enter');
    const way = [['abroad', 'no'], ['weight', text.trim()]];
    await shows(tab, look, expectation(wizard, way), at);
    const [, trail] = (await tab.ask(look)).trail;
    if (read !== `${wanted} grams` || trail[1] !== `${wanted} grams`) {
      at(`reads as "${read}", then as "${trail[1]}"`);
    }
  }
}

const LONG = [['abroad', 'yes'], ['kind', 'goods'], ['customs', 'yes'], ['weight', '50k']];
const LONGEST = [...LONG.slice(0, 3), ['weight', '31.5k'], ['hurry', 'no']];

// Back restores each step, with the answer that was given there; forward leads on again.
async function backAndForth(wizard, fail) {
  const { tab } = wizard;
  const steps = await go(wizard, LONGEST, fail);
  const written = ['yes', 'goods', 'yes', '31,500', 'no'];
  const ways = {
    'Back of the browser': () => tab.page.goBack(),
    'Back of the page': () => tab.page.getByRole('link', { name: 'Back', exact: true }).click(),
  };
  for (const [name, back] of Object.entries(ways)) {
    for (let i = LONGEST.length - 1; i >= 0; i--) {
      await back();
      const wanted = { ...steps[i], focus: true, given: [written[i]] };
      await shows(tab, look, wanted, (reason) => fail(`${name}, step ${i + 1}: ${reason}`));
    }
    for (let i = 1; i <= LONGEST.length; i++) {
      await tab.page.goForward();
      const wanted = { ...steps[i], given: i < LONGEST.length ? [written[i]] : [] };
      await shows(tab, look, wanted, (reason) => fail(`forward, step ${i + 1}: ${reason}`));
    }
  }
  await tab.page.getByRole('link', { name: 'Start again' }).click();
  await shows(tab, look, expectation(wizard, [], { back: true }), (why) => fail(`again: ${why}`));
}

// Changing an answer keeps the others, and says which of them no longer matter.
async function changing(wizard, fail) {
  const { tab, tree } = wizard;
  await jump(wizard, LONGEST, fail);
  const { ask, answers } = tree.questions.kind;
  await tabTo(tab, atText, `Change ${ask}`);
  await tab.page.keyboard.press('Enter');
  const { state } = wizard.source.decide(LONGEST);
  await shows(
    tab,
    look,
    expectation(wizard, LONGEST, {
      heading: ask,
      title: `${ask} – ${wizard.title}`,
      fragment: `#q-kind?${state}`,
      fields: answers.length + 1,
      given: ['goods'],
      possible: [],
      reasons: [],
    }),
    fail,
  );
  await tabTo(tab, atField);
  await tab.page.keyboard.press('ArrowUp');
  await tab.page.keyboard.press('Enter');
  const papers = LONGEST.map((pair) => (pair[0] === 'kind' ? ['kind', 'papers'] : pair));
  const told = expectation(wizard, papers);
  await shows(tab, look, told, fail);
  if (!told.trail.some((row) => row.at(-1) === 'not used now')) {
    fail('the case proves nothing: every answer is used');
  }
  await tab.page.goBack();
  await tab.page.goBack();
  await shows(tab, look, expectation(wizard, LONGEST), fail);
}

const UNKNOWN = '#?colour=red&abroad=perhaps&kind=papers&weight=%3Cb%3E&%ZZ=1';

// A copied link brings all of it back in a page that knows nothing else.
async function links(wizard, fail, world) {
  const { tab } = wizard;
  const states = [LONG, LONGEST, [...LONG.slice(0, 1), ['weight', '20']]];
  for (const way of states) {
    const told = wizard.source.decide(way);
    await reload(tab, wizard.address + linkTo(told));
    await shows(tab, look, expectation(wizard, way, { focus: false }), fail);
    await silent(tab, world.base, fail);
  }
  const [before] = LONG.at(-1);
  const { state } = wizard.source.decide(LONGEST.slice(0, -1));
  await reload(tab, `${wizard.address}#?${state}`);
  await tab.page.getByRole('link', { name: 'Back', exact: true }).click();
  await shows(
    tab,
    () => ({ heading: document.activeElement.textContent }),
    { heading: wizard.tree.questions[before].ask },
    (reason) => fail(`Back of a copied link: ${reason}`),
  );
}

// The link that is copied holds the answers, also behind a link to a place in the page.
async function copies(wizard, fail, world) {
  if (world.name === 'disk') {
    return; // a page from disk has no leave to write to the clipboard
  }
  const { page } = wizard.tab;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const { fragment } = await jump(wizard, LONG, fail);
  for (const place of [fragment, '#Main']) {
    await wizard.tab.ask((hash) => location.assign(hash), place);
    await page.getByRole('button', { name: 'Copy link' }).click();
    const status = page.getByRole('status').filter({ hasText: 'Copied' });
    await status.waitFor();
    const link = await wizard.tab.ask(() => navigator.clipboard.readText());
    if (link !== wizard.address + fragment) {
      fail(`at ${place} it copies ${link}`);
    }
  }
}

// What a link says and the decision does not know is named, and left out.
async function refusals(wizard, fail) {
  await reload(wizard.tab, wizard.address + UNKNOWN);
  const wanted = expectation(wizard, [['kind', 'papers']], {
    focus: false,
    fragment: UNKNOWN,
    back: false,
    problems: [
      'colour names no question of this decision',
      '%ZZ names no question of this decision',
      'perhaps does not answer “Does it go abroad?”',
      '<b> does not answer “How heavy is it?”',
    ],
  });
  await shows(wizard.tab, look, wanted, fail);
}

// Places in the page are no steps: whoever follows a link to one keeps the answers.
async function places(wizard, fail) {
  const wanted = await jump(wizard, LONG, fail);
  for (const id of ['Main', 'o-stay', 'q-weight']) {
    await wizard.tab.ask((fragment) => location.assign(fragment), `#${id}`);
    const placed = { ...wanted, focus: false, fragment: `#${id}` };
    const lookAgain = `(${look})().fragment === '#${id}' && { ...(${look})(), focus: false }`;
    await shows(wizard.tab, lookAgain, placed, fail);
    const seen = await wizard.tab.ask((name) => {
      const box = document.getElementById(name).getBoundingClientRect();
      return box.bottom > 0 && box.top < innerHeight;
    }, id);
    if (!seen) {
      fail(`#${id} is out of sight`);
    }
  }
}

const everywhere = (name, run) => ['own', 'site'].map((only) => ({ name, only, run }));
const known = (name, work) => ({ name, only: 'site', run: inParcel(work) });

module.exports = [
  ...everywhere('wizard-walks', walks),
  known('wizard-errors', errors),
  known('wizard-numbers', numbers),
  known('wizard-back', backAndForth),
  known('wizard-changing', changing),
  known('wizard-links', links),
  known('wizard-copies', copies),
  known('wizard-refusals', refusals),
  known('wizard-places', places),
];

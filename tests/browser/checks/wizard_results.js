// Does the wizard explain itself: what would change a result, whom it depends on, what is in
// doubt, what an older link led to? And is each kind of its states accessible?
'use strict';

const { AXE, violations } = require('../axe');
const { DESKTOP, PHONE } = require('../bench');
const { begun, inWorld, pagesOf, reload, shows, silent, until } = require('../engines');
const { answer, atText, begin, linkTo, look, tabTo } = require('../wizard');

const WAYS_MAX = 4; // of a decision: each has some ten links that are followed

const decisionOf = (site, name) =>
  pagesOf(site, 'decision').find(({ page }) => page.path.includes(name));

// Runs a case in the wizard of one decision of site/, from disk.
const inDecision = (name, work) => async (site, fail, open) => {
  const found = decisionOf(site, name);
  const say = (reason) => fail(inWorld(found.page, site.disk), reason);
  const wizard = await begin(open, found, site.disk);
  await work(wizard, say);
  await silent(wizard.tab, site.disk.base, say);
};

// The figures come after the step, with the table's engine.
const lookPriced = () => /#/.test(document.querySelector('.stage [data-costs]')?.getAttribute('href'));
const lookReady = () => document.querySelector('.stage h2') !== null;

// The links below "What would change it" and below the question of the sources.
function lookChanges() {
  const links = [...document.querySelectorAll('.flips a[href^="#?"]')];
  return links.map((link) => ({
    href: link.getAttribute('href'),
    to: link.closest('li').querySelector('.to').textContent,
  }));
}

// Where the wizard stands, in short.
function lookEnd() {
  const stage = document.getElementById('Tree').previousElementSibling;
  const ends = [...stage.querySelectorAll('.ends a')].map((link) => link.textContent);
  const heading = stage.querySelector('h2[tabindex="-1"]')?.textContent;
  return { to: (ends.length > 0 ? ends : [heading]).join(' or '), fragment: location.hash };
}

// How many changes a page offers of those that the program knows: all, but of the choices of one
// question that lead to one outcome no more than a reader looks through.
const CHOICES_MAX = 12;
function countOffered(why) {
  const choices = new Map();
  why.forEach(([kind, of, ...outcomes], i) => {
    if (kind === 'flip' || kind === 'depends') {
      const single = kind === 'flip' && why[i + 2]?.[0] !== 'set';
      const key = single ? `${why[i + 1][1]} ${outcomes}` : `${kind} ${of}`;
      choices.set(key, (choices.get(key) ?? 0) + 1);
    }
  });
  return [...choices.values()].reduce((sum, count) => sum + Math.min(count, CHOICES_MAX), 0);
}

// Every change that is offered leads to what it says; all that a page may offer are offered.
async function changes(wizard, way, fail) {
  const { tab, source, address } = wizard;
  const told = source.decide(way);
  const why = source.why(way);
  await reload(tab, address + linkTo(told));
  await until(tab, lookReady, true);
  const links = await tab.ask(lookChanges);
  const offered = countOffered(why);
  if (links.length !== offered) {
    fail(`offers ${links.length} changes, not ${offered}`);
  }
  for (const { href, to } of links) {
    await reload(tab, address + href);
    await shows(tab, lookEnd, { to, fragment: href }, (why) => fail(`${href}: ${why}`));
  }
}

async function changing(site, fail, open) {
  for (const found of pagesOf(site, 'decision')) {
    const say = (reason) => fail(inWorld(found.page, site.disk), reason);
    const wizard = await begin(open, found, site.disk);
    const ways = found.source.tests.map(({ answers }) => answers);
    for (const way of ways.slice(-WAYS_MAX)) {
      await changes(wizard, way, (why) => say(`${way.map((pair) => pair.join('=')).join(' ')}: ${why}`));
    }
    await silent(wizard.tab, site.disk.base, say);
  }
}

// What the page says when nothing is left to ask.
function lookDoubt() {
  const stage = document.getElementById('Tree').previousElementSibling;
  const texts = (selector) =>
    [...stage.querySelectorAll(selector)].map((node) => node.textContent.replace(/\s+/g, ' ').trim());
  return {
    heading: texts('h2[tabindex]')[0],
    possible: texts('.step .ends a'),
    find: texts('.step ol b'),
    left: texts('.step ol em'),
  };
}

// In doubt about everything, by keyboard: what is still possible, and what to find out first.
async function doubts(wizard, fail) {
  const { tab, source, tree } = wizard;
  await tab.load(wizard.address);
  await begun(tab);
  await tabTo(tab, atText, 'I do not know');
  await tab.page.keyboard.press('Enter');
  await until(tab, () => document.activeElement.textContent, tree.questions.luggage.ask);
  await answer(tab, tree.questions.luggage, 'unsure', 'Enter');
  await until(tab, () => document.activeElement.textContent, tree.questions.day.ask);
  await tab.page.locator('#answer').fill('2026-01-01');
  await tab.page.locator('summary').filter({ hasText: 'range' }).click();
  await tab.page.locator('#most').fill('2027-06-30');
  await tab.page.keyboard.press('Enter');
  await until(tab, () => document.activeElement.textContent, tree.questions.country.ask);
  await answer(tab, tree.questions.country, 'unsure', 'Enter');
  const ranged = ['day', '2026-01-01..2027-06-30'];
  const told = source.decide([
    ['distance', 'unsure'],
    ['luggage', 'unsure'],
    ranged,
    ['country', 'unsure'],
  ]);
  const wanted = {
    heading: `These answers leave ${told.possible.length} outcomes possible`,
    possible: told.possible.map((id) => tree.outcomes[id]),
    find: told.doubt.map(({ question }) => tree.questions[question].ask),
    left: told.doubt.map(({ least, most }) =>
      most === 1 ? 'settles it' : `leaves ${least}–${most} outcomes`,
    ),
  };
  if (told.doubt.length < 2) {
    fail('the case proves nothing: there is little in doubt');
  }
  await shows(tab, lookDoubt, wanted, fail);
}

function lookForm() {
  const stage = document.getElementById('Tree').previousElementSibling;
  const words = (node) => node?.textContent.replace(/\s+/g, ' ').trim();
  return {
    heading: words(stage.querySelector('h2[tabindex]')),
    hint: [...stage.querySelectorAll('.hint')].map(words),
    chosen: [...stage.querySelectorAll(':checked')].map((input) => input.value),
    listed: [...stage.querySelectorAll('.arms > li:not([hidden]) label')].map(words),
    errors: [...stage.querySelectorAll('.error')].map(words),
  };
}

// Wordings that depend on answers, several choices, what the author refuses, a list to search.
async function forms(wizard, fail) {
  const { tab, tree, address } = wizard;
  const { page } = tab;
  const field = (label) => page.getByLabel(label, { exact: true });
  await reload(tab, `${address}#?distance=700`);
  const labels = [...tree.questions.luggage.answers.map(({ label }) => label)];
  const wanted = {
    heading: 'What do you take on so long a way?',
    hint: ['Choose all that apply.'],
    chosen: [],
    listed: [...labels, 'None of these', 'I do not know'],
    errors: [],
  };
  await shows(tab, lookForm, wanted, fail);
  await page.getByRole('button', { name: 'Continue' }).click();
  const message = 'Choose an answer, or “None of these”';
  await shows(tab, lookForm, { ...wanted, errors: [`Error: ${message}`] }, fail);
  for (const label of ['None of these', 'Skis & sticks', 'A tent']) {
    await field(label).press('Space');
  }
  await page.getByRole('button', { name: 'Continue' }).click();
  const refused = { chosen: ['skis', 'tent'], errors: ['Error: Nobody camps in the snow, 700 km from home.'] };
  await shows(tab, lookForm, { ...wanted, ...refused }, fail);
  await reload(tab, `${address}#?distance=50&luggage=none`);
  await page.getByLabel('Find in the list').fill('LAND');
  const found = ['Switzerland', 'Iceland', 'The Netherlands', 'Poland', 'I do not know'];
  const list = { ...wanted, heading: 'Where does it end?', hint: [], listed: found };
  await shows(tab, lookForm, list, fail);
  await page.keyboard.press('Enter');
  await shows(tab, lookForm, list, fail);
  await reload(tab, `${address}#?distance=40&luggage=none&country=de`);
  const said = ['For 40 km a bicycle would do.', 'Book early.'];
  await shows(tab, lookSaid, { said }, fail);
}

const lookSaid = () => ({
  said: [...document.querySelectorAll('.result .say')].map((node) => node.textContent.trim()),
});

const lookNotes = () =>
  [...document.querySelectorAll('.note')].map((node) => node.textContent.replace(/\s+/g, ' ').trim());

const BERLIN = '#?way=400&luggage=bike&day=2026-12-01&country=de'; // as it was once called
const NOTES = [
  [`${BERLIN}&~version=2026-11-21&~result=train`, []],
  [
    `${BERLIN}&~version=2020-01-01&~result=train`,
    ['version 2020-01-01 of this decision; this is version 2026-11-21. Its answers led to: Take the train. They still do.'],
  ],
  [
    `${BERLIN}&~version=2020-01-01&~result=train%2Bplane`,
    ['Its answers led to: Train & plane. Now they lead to: Take the train.'],
  ],
  ['#?distance=400&~version=2020-01-01&~result=boat', ['led to: boat. Now there is more to ask.']],
  [`#?distance=400&far_away=300&luggage=none`, ['far away: 300 km instead of 600 km. Take it back']],
];

// An older link says what it led to, one with other limits which they are.
async function notes(wizard, fail) {
  const { tab, address } = wizard;
  for (const [fragment, wanted] of NOTES) {
    await reload(tab, address + fragment);
    await until(tab, lookReady, true);
    const seen = await tab.ask(lookNotes);
    const missing = wanted.filter((text) => !seen.some((note) => note.includes(text)));
    if (seen.length !== wanted.length || missing.length > 0) {
      fail(`${fragment}: says ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`);
    }
  }
}

// From a result of the site's own decision to its cost table: the volume goes along.
async function costs(site, fail, open) {
  const found = decisionOf(site, 'adapt-a-model');
  const say = (reason) => fail(inWorld(found.page, site.disk), reason);
  const wizard = await begin(open, found, site.disk);
  const answers = '#?stable=yes&knowledge=prompt&goal=cost&examples=5000&volume=608750';
  await reload(wizard.tab, wizard.address + answers);
  await until(wizard.tab, lookReady, true);
  const link = wizard.tab.page.locator('.stage [data-costs]');
  await until(wizard.tab, lookPriced, true);
  const href = await link.getAttribute('href');
  const wanted = `#?calls=20000?adapt-a-model&${answers.slice('#?'.length)}`; // and the way back
  if (href === null || !href.endsWith(wanted)) {
    say(`the way to the costs is ${href}`);
  }
  await link.click();
  const value = await wizard.tab.page.locator('[data-input="calls"] [name]').inputValue();
  if (value !== '20,000') {
    say(`the cost table shows ${value} calls a day`);
  }
}

// Of each kind of state one.
const STATES = {
  'a number': '#?',
  'several choices': '#?distance=700',
  'a day': '#?distance=700&luggage=dog',
  'a long list': '#?distance=40&luggage=none',
  'an answer that is changed': '#q-luggage?distance=40&luggage=none&country=de',
  'a result': '#?distance=400&luggage=dog&day=2026-12-01&country=de',
  doubt: '#?distance=400..700&luggage=unsure&day=unsure&country=unsure',
  'an unused answer': '#?distance=40&luggage=none&country=de&day=2026-12-01',
  'an older link': '#?distance=40&luggage=none&country=de&~version=2020-01-01&~result=boat',
  'other limits': '#?distance=40&luggage=none&country=de&far_away=30',
  'what cannot be read': '#?distance=far&colour=red',
};
const COLOURS = ['color-contrast', 'link-in-text-block'];

async function examine(tab, state, fail) {
  for (const [colorScheme, viewport, rules] of [
    ['light', PHONE, null],
    ['dark', DESKTOP, COLOURS],
  ]) {
    await tab.page.emulateMedia({ colorScheme });
    await tab.page.setViewportSize(viewport);
    for (const violation of await tab.ask(violations, rules)) {
      fail(`${state} (${colorScheme}, ${viewport.width} px): ${violation}`);
    }
  }
}

async function accessible(site, fail, open) {
  const { page } = decisionOf(site, 'travel');
  const tab = await open({ bypassCSP: true }); // the policy would keep axe itself out
  const say = (reason) => fail(inWorld(page, site.disk), reason);
  for (const [state, fragment] of Object.entries(STATES)) {
    await reload(tab, site.disk.base + page.path + fragment);
    await until(tab, lookReady, true);
    await tab.page.addScriptTag({ path: AXE });
    await examine(tab, state, say);
    if (await tab.page.locator('form').count()) {
      await tab.page.getByRole('button', { name: 'Continue' }).click();
      await examine(tab, `an error at ${state}`, say);
    }
  }
}

const everywhere = (name, run) => ['own', 'site'].map((only) => ({ name, only, run }));
const travel = (name, work) => ({ name, only: 'site', run: inDecision('travel', work) });

module.exports = [
  ...everywhere('wizard-flips', changing),
  travel('wizard-doubt', doubts),
  travel('wizard-forms', forms),
  travel('wizard-notes', notes),
  { name: 'wizard-costs', only: 'own', run: costs },
  { name: 'wizard-access', only: 'site', run: accessible },
];

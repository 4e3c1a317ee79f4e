// The pages of decisions and cost tables where their scripts do nothing, where a stricter policy
// holds, and in every state that scripts bring them to.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const { AXE, violations } = require('../axe');
const { DESKTOP, PHONE } = require('../bench');
const calculator = require('../calculator');
const { begun, inWorld, pagesOf, readTree, reload, shows, silent } = require('../engines');
const wizard = require('../wizard');

const engines = (site) => [...pagesOf(site, 'decision'), ...pagesOf(site, 'cost')];

// Browsers in which the scripts cannot start the engine.
const WITHOUT = {
  'without scripts': { options: { javaScriptEnabled: false } },
  'without WebAssembly': { options: {}, missing: 'WebAssembly' },
  'without DecompressionStream': { options: {}, missing: 'DecompressionStream' },
};

async function openWithout(open, { options, missing }) {
  const tab = await open(options);
  if (missing) {
    await tab.page.addInitScript((name) => delete window[name], missing);
  }
  return tab;
}

const SETTLE_MS = 50; // for scripts that have loaded to do what they should not

// Scripts that cannot start the engine leave the page exactly as it is without scripts.
async function untouched(site, fail, open) {
  for (const [name, without] of Object.entries(WITHOUT)) {
    const tab = await openWithout(open, without);
    for (const world of site.worlds) {
      for (const { page } of engines(site)) {
        const say = (reason) => fail(inWorld(page, world), `${name}: ${reason}`);
        const html = fs.readFileSync(path.join(site.folder, page.path), 'utf8');
        await tab.load(world.base + page.path);
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
        if (!(await tab.ask(isAsWritten, html))) {
          say('the page is not what was written');
        }
        await silent(tab, world.base, say);
      }
    }
  }
}

// That wide tables are stops for the keyboard is no matter of engines (static/site.js); the place
// of a wizard that does not come is given up.
function isAsWritten(html) {
  const written = new DOMParser().parseFromString(html, 'text/html');
  const [here, there] = [document, written].map((page) => {
    const main = page.querySelector('main').cloneNode(true);
    main.querySelector('.stage:empty')?.remove();
    for (const box of main.querySelectorAll('.table')) {
      ['tabindex', 'role', 'aria-label'].forEach((name) => box.removeAttribute(name));
    }
    return main.innerHTML;
  });
  return here === there;
}

// Whether a place of the page can be seen, and the address names it.
function arrived(fragment) {
  const target = document.querySelector(':target');
  const box = target?.getBoundingClientRect();
  const inSight = box && box.top >= 0 && box.top < innerHeight && target.checkVisibility();
  return inSight && location.hash === fragment && target.closest('#Tree') !== null;
}

// Without scripts, each answer leads by a link to where the program goes from there, and what is
// read on the way is all there; where options have gates, every question and outcome is.
async function readable(site, fail, open) {
  const tab = await open({ javaScriptEnabled: false });
  for (const { page, source } of pagesOf(site, 'decision')) {
    await tab.load(site.disk.base + page.path);
    const tree = await tab.ask(readTree);
    const places = await tab.ask(() => [...document.querySelectorAll('#Tree [id]')].map(({ id }) => `#${id}`));
    const isGated = places.some((place) => place.startsWith('#g-')); // options: nothing leads on
    for (const way of wizard.waysThrough(source, tree)) {
      way.forEach(([id], i) => {
        const told = source.decide(way.slice(0, i + 1));
        const next = told.ask === null ? `#o-${told.outcome}` : `#q-${told.ask}`;
        const routes = tree.questions[id].answers.flatMap((answer) => answer.routes);
        if (!(isGated ? places : routes).includes(next)) {
          fail(page, `${way.slice(0, i + 1).join(' ')}: no ${isGated ? 'place' : 'link to'} ${next}`);
        }
      });
    }
    const links = tab.page.locator('#Tree .to a');
    for (let i = 0; i < (await links.count()); i++) {
      const fragment = await links.nth(i).getAttribute('href');
      await links.nth(i).click();
      if (!(await tab.ask(arrived, fragment))) {
        fail(page, `a link to ${fragment} does not show it`);
      }
    }
  }
}

// The rows of the table of scenarios below its inputs, cell by cell.
function readScenarios() {
  const tables = [...document.querySelectorAll('table')];
  const table = tables.find((each) => /^Inputs that differ/.test(each.rows[0].textContent));
  return [...table.tBodies].slice(1).map((body) =>
    [...body.rows]
      .filter((row) => row.cells.length > 1)
      .map((row) => [...row.cells].map((cell) => cell.textContent.trim())),
  );
}

// What the command line prints, in that order.
function scenarioRows({ source, table }) {
  const columns = [[], ...table.scenarios.map((name) => [`--scenario=${name}`])];
  const all = columns.map((words) => source.cost(...words));
  // A scenario that is the defaults stands for them.
  const figures = ({ outputs, cheapest }) => JSON.stringify([outputs, cheapest]);
  const told = all.slice(1).some((each) => figures(each) === figures(all[0])) ? all.slice(1) : all;
  const cell = ({ outputs, cheapest }, line) => {
    const same = (each) => (each.output ?? each.id) === line.id;
    const its = (each) => same(each) && each.alternative === line.alternative;
    return `${outputs.find(its).text}${cheapest.some(its) ? ' cheapest' : ''}`;
  };
  const ids = [...new Set(told[0].outputs.map((line) => line.id))];
  return ids.map((id) => {
    const lines = told[0].outputs.filter((line) => line.id === id);
    return lines.map((line) => told.map((column) => cell(column, line)));
  });
}

// Without scripts, the results and the table of scenarios are the command line's.
async function computed(site, fail, open) {
  const tab = await open({ javaScriptEnabled: false });
  for (const { page, source } of pagesOf(site, 'cost')) {
    await tab.load(site.disk.base + page.path);
    const table = await tab.ask(calculator.readTable);
    const results = calculator.resultsOf({ source, table }, []);
    const none = { pressed: [], wrong: [], errors: [], problems: [], older: [], fixed: [] };
    const form = { fragment: '', fields: {}, sliders: {}, ...none };
    await shows(tab, calculator.look, { ...form, ...results }, (why) => fail(page, why));
    const rows = (await tab.ask(readScenarios)).map((body) => body.map(([, ...cells]) => cells));
    const wanted = scenarioRows({ source, table });
    if (JSON.stringify(rows) !== JSON.stringify(wanted)) {
      fail(page, `scenarios: ${JSON.stringify(rows)} instead of ${JSON.stringify(wanted)}`);
    }
  }
}

const SHIFT_MAX = 0.01; // a tenth of what browsers' makers call good

// Runs in the page before anything else does.
function addUpShifts() {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    list.getEntries().forEach(({ value }) => {
      window.shifted += value;
    });
  }).observe({ type: 'layout-shift', buffered: true });
}

const isPaintedAround = () =>
  document.querySelector('.stage h2') !== null &&
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)));
  });

// The wizard comes when the page has been painted already, and moves nothing of it.
async function still(site, fail, open) {
  for (const viewport of [DESKTOP, PHONE]) {
    const tab = await open({ viewport });
    await tab.page.addInitScript(addUpShifts);
    await tab.page.route('**/decision-page.js', async (route) => {
      await tab.page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
      await route.continue();
    });
    for (const { page } of pagesOf(site, 'decision')) {
      await tab.load(site.http.base + page.path);
      await tab.page.waitForFunction(isPaintedAround);
      const shifted = await tab.ask(() => window.shifted);
      if (shifted > SHIFT_MAX) {
        fail(page, `at ${viewport.width} px wide, what was painted moves: ${shifted}`);
      }
    }
  }
}

const STRICTER = "; require-trusted-types-for 'script'";

// Opens tabs that get the pages with a stricter policy: no script builds markup or code from text.
const strictly = (site, open) => async () => {
  const tab = await open();
  await tab.page.route('**/*.html', (route) => {
    const file = route.request().url().slice(site.http.base.length);
    const html = fs.readFileSync(path.join(site.folder, file), 'utf8');
    const policy = /(http-equiv="Content-Security-Policy" content="[^"]*)/;
    const body = html.replace(policy, `$1${STRICTER}`);
    return route.fulfill({ body, contentType: 'text/html; charset=utf-8' });
  });
  return tab;
};

// What has to fail under the stricter policy, or it does not hold.
function buildsMarkup() {
  try {
    document.createElement('p').innerHTML = '<b>bold</b>';
    return true;
  } catch {
    return false;
  }
}

async function trustedWizard(site, fail, open) {
  for (const found of pagesOf(site, 'decision')) {
    const say = (reason) => fail(inWorld(found.page, site.http), reason);
    const guide = await wizard.begin(strictly(site, open), found, site.http);
    const { tab, source, tree } = guide;
    const way = wizard.waysThrough(source, tree).at(-1);
    await goOn(tab.page);
    for (const [i, [id, value]] of way.entries()) {
      await wizard.answer(tab, tree.questions[id], value, 'Enter');
      await shows(tab, wizard.look, wizard.expectation(guide, way.slice(0, i + 1)), say);
    }
    await silent(tab, site.http.base, say);
    if (await tab.ask(buildsMarkup)) {
      say('the stricter policy does not hold');
    }
  }
}

async function trustedCalculator(site, fail, open) {
  const fragment = '#?calls=3&no=thing';
  const problems = ['no names no input of this table'];
  for (const found of pagesOf(site, 'cost')) {
    const say = (reason) => fail(inWorld(found.page, site.http), reason);
    const bill = await calculator.begin(strictly(site, open), found, site.http, fragment);
    const { tab } = bill;
    const first = calculator.expectation(bill, ['--set=calls=3'], { fragment, problems });
    await shows(tab, calculator.look, first, say);
    await tab.page.locator('[name="calls"]').fill('50k');
    await tab.page.keyboard.press('Tab');
    await shows(tab, calculator.look, calculator.expectation(bill, ['--set=calls=50k']), say);
    await silent(tab, site.http.base, say);
  }
}

const goOn = (page) => page.getByRole('button', { name: 'Continue' }).click();
const mistype = async (page) => {
  await page.locator('[name="mass"]').fill('abc');
  await page.keyboard.press('Tab');
  await page.locator('[aria-invalid="true"]').waitFor();
};

// States of the pages of site/: a fragment, and what is done there.
const STATES = {
  decision: [
    ['#?', null],
    ['#?', goOn],
    ['#?abroad=yes', null],
    ['#?abroad=yes', goOn],
    ['#?abroad=no', null],
    ['#?abroad=no', goOn],
    ['#q-kind?abroad=yes&kind=goods&customs=yes', null],
    ['#?abroad=yes&kind=papers&customs=yes&weight=20&hurry=yes', null],
    ['#?colour=red&abroad=perhaps', null],
  ],
  cost: [
    ['#?', null],
    ['#?scenario=crowd&mass=0.7', null],
    ['#?machine=0&calls=0', null],
    ['#?', mistype],
    ['#?sugar=1&calls=abc', null],
  ],
};

const SMALL = { width: 320, height: 740 };
const SHOWS = [
  { colorScheme: 'light', viewport: DESKTOP, rules: null },
  { colorScheme: 'dark', viewport: SMALL, rules: ['color-contrast', 'link-in-text-block'] },
];

function openAll() {
  document.querySelectorAll('main details').forEach((details) => {
    details.open = true;
  });
}

const tooWide = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

async function states(kind, site, fail, open) {
  const [{ page }] = pagesOf(site, kind);
  const tab = await open({ bypassCSP: true }); // the policy would keep axe itself out
  for (const [fragment, act] of STATES[kind]) {
    await reload(tab, site.disk.base + page.path + fragment);
    await begun(tab);
    await tab.ask(openAll);
    await act?.(tab.page);
    await tab.page.addScriptTag({ path: AXE });
    const say = (show, reason) => {
      fail(page, `${fragment}${act === null ? '' : ` ${act.name}`}, ${show}: ${reason}`);
    };
    for (const { colorScheme, viewport, rules } of SHOWS) {
      await tab.page.emulateMedia({ colorScheme });
      await tab.page.setViewportSize(viewport);
      const found = await tab.ask(violations, rules);
      found.forEach((violation) => say(`${colorScheme}, ${viewport.width} px`, violation));
    }
    const spare = await tab.ask(tooWide);
    if (spare > 0) {
      say(`${SMALL.width} px`, `scrolls sideways by ${spare} px`);
    }
  }
}

const everywhere = (name, run) => ['own', 'site'].map((only) => ({ name, only, run }));

module.exports = [
  ...everywhere('engines-untouched', untouched),
  ...everywhere('wizard-still', still),
  ...everywhere('engines-readable', readable),
  ...everywhere('engines-computed', computed),
  ...everywhere('wizard-trusted', trustedWizard),
  ...everywhere('calculator-trusted', trustedCalculator),
  { name: 'wizard-states', only: 'site', run: (...words) => states('decision', ...words) },
  { name: 'calculator-states', only: 'site', run: (...words) => states('cost', ...words) },
];

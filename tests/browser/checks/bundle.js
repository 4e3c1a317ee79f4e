// Does the site as one document do from disk, with the network denied, all that the site does?
// What it shows is held to the site's own pages, and to what the program says.
'use strict';

const { execFile } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { promisify } = require('node:util');
const { inflateSync } = require('node:zlib');

const { AXE, violations } = require('../axe');
const { DESKTOP, PHONE } = require('../bench');
const { pagesOf, reload, silent, until } = require('../engines');

const TOP = path.resolve(__dirname, '../../..');
const PROGRAM = path.resolve(TOP, process.env.BUILD ?? 'build', 'fingerpost');
const SOURCES = { own: TOP, site: path.resolve(__dirname, '../site') };
const run = promisify(execFile);
const made = new Map();

// A promise of the address of a site's bundle; `words` are further options. Each is made once, while
// other checks go on.
function bundle(site, ...words) {
  const file = `${site.folder}${words.join('')}.html`;
  if (!made.has(file)) {
    const all = ['bundle', '-s', SOURCES[site.name], '-o', file, ...words];
    made.set(
      file,
      run(PROGRAM, all).then(() => pathToFileURL(file).href),
    );
  }
  return made.get(file);
}

const idOf = ({ file }) => /^(?:decision|id): *(\S+)/m.exec(fs.readFileSync(file, 'utf8'))[1];
const nameOf = (page) => page.path.replace(/\.html$/, '');
const lookShown = () =>
  [...document.querySelectorAll('.page')].filter((page) => page.checkVisibility()).map(({ id }) => id);
const shows = async (tab, name) => {
  const seen = await until(tab, lookShown, [name]);
  return seen.join() === name ? [] : [`shows ${seen.join() || 'nothing'} instead of ${name}`];
};

// Texts of a page as it is written, without what scripts fill in.
function textOf(html) {
  const main = new DOMParser().parseFromString(html, 'text/html').querySelector('main');
  return main.textContent.replace(/\s+/g, ' ').trim();
}
function textsOfPages(html) {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const text = (page) => page.querySelector('main').textContent.replace(/\s+/g, ' ').trim();
  return Object.fromEntries([...parsed.querySelectorAll('.page')].map((page) => [page.id, text(page)]));
}

// Ids that are not alone, fragments that lead nowhere, addresses of other files.
function faultsOfDocument() {
  const ids = new Set();
  const faults = [];
  for (const { id } of document.querySelectorAll('[id]')) {
    if (ids.has(id)) {
      faults.push(`two elements have the id ${id}`);
    }
    ids.add(id);
  }
  for (const node of document.querySelectorAll('[href], [src]')) {
    const address = node.getAttribute('href') ?? node.getAttribute('src');
    const [, place] = /^#([^?]*)/.exec(address) ?? [];
    if (place && !ids.has(decodeURIComponent(place))) {
      faults.push(`${address} leads nowhere`);
    } else if (place === undefined && !/^(https?|data|mailto):/.test(address)) {
      faults.push(`${address.slice(0, 80)} is outside of the file`);
    }
  }
  for (const node of document.querySelectorAll('[aria-labelledby], [aria-describedby], [for]')) {
    const names = ['aria-labelledby', 'aria-describedby', 'for'].map((name) => node.getAttribute(name));
    for (const name of names.join(' ').split(' ').filter(Boolean)) {
      if (!ids.has(name)) {
        faults.push(`nothing has the id ${name}`);
      }
    }
  }
  return faults;
}

async function whole(site, fail, open) {
  const tab = await open({ offline: true });
  const address = await bundle(site);
  await tab.load(address);
  (await tab.ask(faultsOfDocument)).forEach((fault) => fail('bundle', fault));
  const bytes = fs.readFileSync(new URL(address), 'utf8');
  const texts = await tab.ask(textsOfPages, bytes);
  for (const page of site.pages) {
    const wanted = await tab.ask(textOf, fs.readFileSync(path.join(site.folder, page.path), 'utf8'));
    if (texts[nameOf(page)] !== wanted) {
      fail(page, 'another text in the bundle');
    }
  }
  if (Object.keys(texts).length !== site.pages.length) {
    fail('bundle', `${Object.keys(texts).length} pages instead of ${site.pages.length}`);
  }
  await silent(tab, address, (reason) => fail('bundle', reason));
}

// Links, Back, Forward, the place in the page, titles, the keyboard.
async function walks(site, fail, open) {
  const say = (reason) => fail('bundle', reason);
  const tab = await open({ offline: true });
  const address = await bundle(site);
  const [first, second] = site.pages.filter(({ kind }) => kind === 'guide').slice(-2).map(nameOf);
  const go = (fragment) => tab.ask((hash) => void (location.hash = hash), fragment);
  await tab.load(address);
  (await shows(tab, 'index')).forEach(say);
  await go(`#${first}`);
  (await shows(tab, first)).forEach(say);
  const page = site.pages.find((each) => nameOf(each) === first);
  const title = await tab.ask(() => document.title);
  if (title !== page.live.title && page.live.title !== undefined) {
    say(`the title of ${first} is "${title}"`);
  }
  const focus = await tab.ask(() => document.activeElement.closest('.page')?.id);
  if (focus !== first) {
    say(`focus is in ${focus}, not on the page that came`);
  }
  await tab.ask(() => window.scrollTo(0, 400));
  await until(tab, () => history.state?.y > 0, true);
  const there = await tab.ask(() => window.scrollY);
  await go(`#${second}`);
  (await shows(tab, second)).forEach(say);
  if ((await tab.ask(() => window.scrollY)) !== 0) {
    say(`${second} is not shown from its top`);
  }
  await tab.page.goBack();
  (await shows(tab, first)).forEach(say);
  const again = await until(tab, () => window.scrollY, there);
  if (again !== there) {
    say(`Back leads to ${again} px, not to ${there}`);
  }
  await tab.page.goForward();
  (await shows(tab, second)).forEach(say);
  const current = await tab.ask(() =>
    [...document.querySelectorAll('body > header [aria-current="page"]')].map((link) => link.hash),
  );
  if (current.some((hash) => hash !== `#${second}`)) {
    say(`the navigation is at ${current}`);
  }
  const anchor = await tab.ask(
    (name) => document.querySelector(`[id="${name}"] h2[id]`)?.id,
    first,
  );
  if (anchor) {
    await reload(tab, `${address}#${anchor}`);
    (await shows(tab, first)).forEach(say);
    const top = await tab.ask((id) => document.getElementById(id).getBoundingClientRect().top, anchor);
    const isLow = () => window.scrollY + innerHeight >= document.body.scrollHeight - 2;
    if (Math.abs(top) > 200 && !(await tab.ask(isLow))) {
      say(`${anchor} stands at ${top} px`);
    }
  }
  await reload(tab, `${address}#${second}`);
  await tab.ask(() => document.querySelector('.skip').focus());
  await tab.page.keyboard.press('Enter');
  if ((await until(tab, () => document.activeElement.closest('.page')?.id, second)) !== second) {
    say('the skip link does not lead to the text');
  }
  (await shows(tab, second)).forEach(say);
  await silent(tab, address, say);
}

const lookResult = () => document.querySelector('.page.here .result h2')?.textContent;

// The text behind the link to a record.
const lookRecord = () => {
  const link = document.querySelector('.page.here .stage a[download$=".md"]');
  return link && decodeURIComponent(link.href.replace(/^[^,]*,/, ''));
};

// Each test of each decision, by the address that its state has: the outcome, and a record of it.
async function decides(site, fail, open) {
  const tab = await open({ offline: true });
  for (const { page, source } of pagesOf(site, 'decision')) {
    const name = nameOf(page);
    for (const address of [await bundle(site), await bundle(site, '--only', idOf(source))]) {
      for (const { answers } of source.tests.slice(0, 4)) {
        const told = source.decide(answers);
        if (!told?.outcome) {
          continue;
        }
        await reload(tab, `${address}#${name}?${told.state}`);
        const wanted = await tab.ask(
          ([id, outcome]) => document.getElementById(`${id}~o-${outcome}`)?.querySelector('h3').textContent,
          [name, told.outcome],
        );
        const seen = await until(tab, lookResult, wanted);
        if (seen !== wanted) {
          fail(page, `${told.state} leads to ${seen}, not to ${wanted}`);
        }
        const record = source.record(answers);
        if ((await until(tab, lookRecord, record)) !== record) {
          fail(page, `${told.state} has another record than the program writes`);
        }
      }
      await reload(tab, `${address}#${name}`);
      await until(tab, () => document.querySelector('.page.here .wizard form') !== null, true);
      await tab.ask(() => {
        const form = document.querySelector('.page.here .wizard form');
        form.querySelector('[name="unsure"], [value="unsure"]').click();
        form.querySelector('button.arm').click();
      });
      const moved = await until(tab, () => location.hash.includes('=unsure'), true);
      const hash = await tab.ask(() => location.hash);
      if (!moved || !hash.startsWith(`#${name}?`)) {
        fail(page, `a step leads to ${hash}`);
      }
      await tab.page.goBack();
      if ((await until(tab, () => location.hash.includes('unsure'), false)) !== false) {
        fail(page, 'Back does not lead to the question before');
      }
      await silent(tab, address, (reason) => fail(page, reason));
    }
  }
}

const lookKeys = () =>
  Object.fromEntries(
    [...document.querySelectorAll('.results [data-key]')].map((node) => [
      `${node.closest('[data-alternative]')?.dataset.alternative ?? ''} ${node.dataset.key}`,
      node.textContent,
    ]),
  );

const lookCharts = () =>
  [...document.querySelectorAll('.results [data-figure]')].map((node) => node.textContent).join();

// The figures and the charts of another state are those of the site's own calculator.
async function calculates(site, fail, open) {
  const tab = await open({ offline: true });
  for (const { page, source } of pagesOf(site, 'cost')) {
    const name = nameOf(page);
    await tab.load(site.disk.base + page.path);
    const state = await tab.ask(
      () => document.getElementById('Calculator').content.querySelector('[data-state]:not([data-state=""])').dataset.state,
    );
    const first = await tab.ask(lookCharts);
    await reload(tab, `${site.disk.base}${page.path}#?${state}`);
    await until(tab, () => document.querySelector('.inputs') !== null, true);
    const wanted = await tab.ask(lookKeys);
    await tab.page.waitForFunction((before) => {
      const charts = [...document.querySelectorAll('.results [data-figure]')];
      return charts.length === 0 || charts.map((node) => node.textContent).join() !== before;
    }, first);
    const drawn = await tab.ask(lookCharts);
    for (const address of [await bundle(site), await bundle(site, '--only', idOf(source))]) {
      await reload(tab, `${address}#${name}?${state}`);
      const seen = await until(tab, lookKeys, wanted);
      for (const key of Object.keys(wanted).filter((each) => seen[each] !== wanted[each])) {
        fail(page, `${key} is ${seen[key]} in the bundle, and ${wanted[key]} on the site`);
      }
      if ((await until(tab, lookCharts, drawn)) !== drawn) {
        fail(page, 'the charts in the bundle are not those of the site');
      }
      await tab.ask(() => document.querySelector('.page.here [data-is="reset"]').click());
      const hash = await until(tab, () => location.hash, `#${name}?`);
      if (hash !== `#${name}?`) {
        fail(page, `the defaults are at ${hash}`);
      }
      await silent(tab, address, (reason) => fail(page, reason));
    }
  }
}

// What outcomes cost at the reader's answers, and the way to the calculator and back.
// By hand: what the driver of Firefox has for this is forbidden by the page's policy in older ones.
const press = (selector) => document.querySelector(selector).click();
const enter = ([selector, text]) => {
  const input = document.querySelector(selector);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
};

async function bills(site, fail, open) {
  const { page, source } = pagesOf(site, 'decision').find((each) => nameOf(each.page).endsWith('/baking'));
  const tab = await open({ offline: true });
  const given = 'flour=rye&loaves=60&saved=50';
  const price = () => document.querySelector('.page.here .result .price [data-live="total machine"]')?.textContent;
  const way = () => document.querySelector('.page.here [data-decision="baking"]')?.hash;
  const expect = async (question, wanted) => {
    const seen = await until(tab, question, wanted);
    if (seen !== wanted) {
      fail(page, `${seen} instead of ${wanted} in the bundle`);
    }
  };
  for (const address of [await bundle(site, '--only', idOf(source)), await bundle(site)]) {
    await reload(tab, `${address}#${nameOf(page)}?${given}`);
    await expect(price, '586.3\u00a0EUR');
  }
  await tab.ask(press, '.page.here .result [data-costs]');
  await expect(way, `#${nameOf(page)}?${given}`);
  await tab.ask(enter, ['.page.here [name="calls"]', '4']);
  await expect(way, `#${nameOf(page)}?flour=rye&saved=50&loaves=~4`);
  await silent(tab, await bundle(site), (reason) => fail(page, reason));
}

// Opens the search on a page that is loaded; what its dialog says.
async function openSearch(tab) {
  await tab.page.keyboard.press('/');
  await tab.page.waitForSelector('dialog[open] input:focus');
  return tab.ask(() => {
    const dialog = document.querySelector('dialog[open]');
    return [dialog.ariaLabel, dialog.querySelector('input').placeholder, dialog.textContent].join('\n');
  });
}

async function searches(site, fail, open) {
  const tab = await open({ offline: true });
  const address = await bundle(site);
  await tab.load(address);
  if (!(await tab.ask(() => document.getElementById('Find') !== null))) {
    return; // the site has none
  }
  const said = await openSearch(tab);
  const beside = await open();
  await beside.load(`${site.disk.base}index.html`);
  await beside.page.waitForFunction(() => !document.getElementById('Find').hidden);
  const wanted = await openSearch(beside);
  if (said !== wanted) {
    fail('bundle', `the search says "${said}" instead of "${wanted}"`);
  }
  await tab.page.keyboard.type('cost');
  const found = () => document.querySelector('dialog [role="option"]')?.getAttribute('href')?.startsWith('#');
  if ((await until(tab, found, true)) !== true) {
    fail('bundle', 'search finds nothing, or what is outside of the file');
    return;
  }
  await tab.page.keyboard.press('ArrowDown');
  await tab.page.keyboard.press('Enter');
  if ((await until(tab, () => location.hash !== '', true)) !== true) {
    fail('bundle', 'Enter does not lead to what was found');
  }
  // The page follows the fragment in an event of its own.
  const fragment = await tab.ask(() => location.hash);
  const isThere = () => location.hash.startsWith(`#${document.querySelector('.page.here')?.id}`);
  await until(tab, isThere, true);
  const [name] = await tab.ask(lookShown);
  if (!fragment.startsWith(`#${name}`)) {
    fail('bundle', `what was found is not shown, but ${name}`);
  }
  await silent(tab, address, (reason) => fail('bundle', reason));
}

// What a copy says of its age, years later: as one document, and on each page of an unpacked zip.
const LATER = '2099-03-04';
function lookAge() {
  const days = [...document.querySelectorAll('[data-ago]')];
  return { days: days.map((time) => time.dateTime), said: days[0]?.closest('p').innerText };
}

async function ages(site, fail, open) {
  const zip = `${site.folder}.zip`;
  const folder = `${site.folder}-unzipped`;
  await run(PROGRAM, ['bundle', '-s', SOURCES[site.name], '-o', zip]);
  await run('unzip', ['-q', zip, '-d', folder]);
  const base = `${pathToFileURL(folder).href}/`;
  const tab = await open({ offline: true });
  await tab.page.clock.setFixedTime(`${LATER}T12:00:00Z`);
  for (const address of [await bundle(site), ...site.pages.map((page) => base + page.path)]) {
    const say = (reason) => fail({ path: address }, reason);
    await tab.load(address);
    const { days, said } = await tab.ask(lookAge);
    const [asOf, review] = days.map((day) => (Date.parse(LATER) - Date.parse(day)) / 864e5);
    const ago = (count) => `${count.toLocaleString('en')} days ago)`;
    const late = [`${days[1]} (${ago(review)}, overdue: `, `${days[1]} (overdue, ${ago(review)}`];
    if (days.length !== 2 || !said.includes(`${days[0]} (${ago(asOf)}`) || !late.some((text) => said.includes(text))) {
      say(`says "${said}" of ${days}`);
    }
    await silent(tab, address.startsWith(base) ? base : address, say);
  }
}

const PAGES = /\/Type\s*\/Page\b/g;
const PACKED = /\/Type\s*\/ObjStm\b[^]*?\bstream\r?\n/g;

const A4 = { width: '21cm', height: '29.7cm' };

// How many sheets of paper a tab prints. Firefox packs the objects of a PDF that say it.
async function sheets(tab) {
  const pdf = Buffer.from(await tab.page.pdf(A4));
  const text = pdf.toString('latin1');
  const ends = [...text.matchAll(PACKED)].map(({ index, 0: head }) => index + head.length);
  const objects = ends.map((at) => inflateSync(pdf.subarray(at)).toString('latin1'));
  return [text, ...objects].join('\n').match(PAGES)?.length ?? 0;
}

// A page of the bundle takes as many sheets as on the site; all of them, one or more each.
async function prints(site, fail, open) {
  const tab = await open({ offline: true });
  const [guide] = site.pages.filter(({ kind }) => kind === 'guide').map(nameOf);
  await tab.load(`${await bundle(site)}#${guide}`);
  (await shows(tab, guide)).forEach((reason) => fail('bundle', reason));
  await tab.ask(() => document.querySelector('.copy').remove()); // the site has no such note
  const one = await sheets(tab);
  await reload(tab, `${await bundle(site)}#All`);
  const all = await sheets(tab);
  await reload(tab, `${site.disk.base}${guide}.html`);
  const wanted = await sheets(tab);
  if (wanted < 1 || one !== wanted) {
    fail('bundle', `prints ${one} sheets of a page, and the site ${wanted}`);
  }
  if (all < site.pages.length) {
    fail('bundle', `prints ${all} sheets of ${site.pages.length} pages`);
  }
}

// On paper, the note names the site, and does not lead to all pages.
async function printsNote(site, fail, open) {
  const tab = await open({ offline: true });
  await tab.load(await bundle(site));
  await tab.page.emulateMedia({ media: 'print' });
  const shown = await tab.ask(() => {
    const links = [...document.querySelectorAll('.copy a')];
    return links.filter((link) => link.checkVisibility()).map(({ textContent, hash }) => hash || textContent);
  });
  const whole = await tab.ask(() => document.querySelector('.copy [href="#All"]').closest('p').checkVisibility());
  if (shown.join() !== 'Browser tests' || whole) {
    fail('bundle', `the note prints ${shown}${whole ? ' and half a sentence' : ''}`);
  }
}

// Without scripts the style sheet shows pages, and without WebAssembly the scripts do.
async function plain(site, fail, open) {
  const tab = await open({ offline: true, javaScriptEnabled: false });
  const scripted = await open({ offline: true });
  await scripted.before(() => {
    delete window.WebAssembly;
  });
  for (const each of [tab, scripted]) {
    const kind = each === tab ? 'without scripts' : 'without WebAssembly';
    for (const page of site.samples.filter((sample) => sample !== site.notFound)) {
      await reload(each, `${await bundle(site)}#${nameOf(page)}`);
      (await shows(each, nameOf(page))).forEach((reason) => fail(page, `${kind}: ${reason}`));
      const words = await each.ask(
        (id) => document.getElementById(id).querySelector('main').innerText.split(/\s+/).length,
        nameOf(page),
      );
      if (words < 10) {
        fail(page, `${words} words ${kind}`);
      }
    }
    await reload(each, `${await bundle(site)}#All`);
    const shown = await each.ask(lookShown);
    if (shown.length !== site.pages.length) {
      fail('bundle', `${kind}, #All shows ${shown.length} of ${site.pages.length} pages`);
    }
  }
}

async function accessible(site, fail, open) {
  const tab = await open({ bypassCSP: true });
  for (const sample of site.samples.filter((each) => each !== site.notFound)) {
    await reload(tab, `${await bundle(site)}#${nameOf(sample)}`);
    await tab.page.addScriptTag({ path: AXE });
    for (const [colorScheme, viewport] of [['light', DESKTOP], ['dark', PHONE]]) {
      await tab.page.emulateMedia({ colorScheme });
      await tab.page.setViewportSize(viewport);
      for (const violation of await tab.ask(violations, null)) {
        fail({ path: `${sample.path} (${colorScheme}, ${viewport.width} px)` }, violation);
      }
    }
  }
}

const forBoth = (name, run) => ['own', 'site'].map((only) => ({ name, only, run }));
const everywhere = [
  ...forBoth('bundle-whole', whole),
  ...forBoth('bundle-walks', walks),
  ...forBoth('bundle-decides', decides),
  ...forBoth('bundle-calculates', calculates),
  { name: 'bundle-bills', only: 'site', run: bills },
  ...forBoth('bundle-searches', searches),
  ...forBoth('bundle-prints', prints),
  ...forBoth('bundle-plain', plain),
];
const chromium = [
  { name: 'bundle-ages', only: 'site', run: ages },
  { name: 'bundle-prints-note', only: 'site', run: printsNote },
  ...forBoth('bundle-accessible', accessible),
];

module.exports = { everywhere, chromium };

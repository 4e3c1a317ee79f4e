// Is what is looked for found, by keyboard alone, from disk and by http?
'use strict';

const zlib = require('node:zlib');

const { AXE, violations } = require('../axe');
const { DESKTOP } = require('../bench');
const { inWorld, shows } = require('../engines');

const NARROW = { width: 320, height: 568 };
const START = { path: 'guides/data.html' };
const BYTES_MAX = 60 * 1000; // for the first query, engine and dialog included, gzipped

// What a reader, and what a screen reader gets.
function look() {
  const dialog = document.querySelector('.find-dialog');
  const input = dialog?.querySelector('input');
  const active = document.getElementById(input?.getAttribute('aria-activedescendant'));
  const options = [...(dialog?.querySelectorAll('[role="option"]') ?? [])];
  return {
    open: dialog?.open ?? false,
    status: dialog?.querySelector('[role="status"]').textContent,
    expanded: input?.getAttribute('aria-expanded'),
    first: options[0]?.getAttribute('href').replace(/^(\.\.\/)*/, ''),
    marks: [...(options[0]?.querySelectorAll('mark') ?? [])].map((mark) => mark.textContent),
    active: options.indexOf(active),
    focused: input !== undefined && document.activeElement === input,
  };
}

const closed = () => ({
  open: document.querySelector('.find-dialog').open,
  focus: document.activeElement.getAttribute('href') ?? document.activeElement.id,
});

async function begin(open, base, options) {
  const tab = await open(options);
  await tab.load(base + START.path);
  await tab.page.waitForFunction(() => !document.getElementById('Find').hidden);
  return tab;
}

async function type(tab, text) {
  await tab.page.keyboard.press('ControlOrMeta+a');
  await tab.page.keyboard.type(text);
}

const found = (first, status, more) => ({
  open: true,
  status,
  expanded: 'true',
  first,
  marks: [],
  active: -1,
  focused: true,
  ...more,
});

// The way of a reader who never takes a hand off the keyboard.
async function walks(site, fail, open) {
  for (const world of site.worlds) {
    const say = (reason) => fail(inWorld(START, world), reason);
    const tab = await begin(open, world.base);
    const { keyboard } = tab.page;
    await tab.ask(() => document.querySelector('.crumbs a, main a').focus());
    const focus = await tab.ask(() => document.activeElement.getAttribute('href'));
    await keyboard.press('/');
    await tab.page.waitForSelector('.find-dialog[open]');
    await type(tab, 'price desk /');
    const desk = 'guides/three-ways.html#when-to-ask-about-facts';
    await shows(tab, pick, { first: desk, focused: true }, (why) => say(`price desk: ${why}`));
    await type(tab, '"learning curve');
    const curve = found('guides/data.html#what-the-difference-depends-on', '1 page found', {
      marks: ['learning', 'curve'],
    });
    await shows(tab, look, curve, (why) => say(`a quotation: ${why}`));
    await keyboard.press('ArrowDown');
    await shows(tab, look, { ...curve, active: 0 }, (why) => say(`down: ${why}`));
    await keyboard.press('ArrowDown');
    await shows(tab, look, curve, (why) => say(`down once more: ${why}`));
    await keyboard.press('ArrowUp');
    await shows(tab, look, { ...curve, active: 0 }, (why) => say(`up: ${why}`));
    await type(tab, 'zzzzzz');
    const none = { ...found(undefined, 'No page found'), expanded: 'false' };
    await shows(tab, look, none, (why) => say(`nothing: ${why}`));
    await keyboard.press('Escape');
    await shows(tab, closed, { open: false, focus }, (why) => say(`Escape: ${why}`));
    await keyboard.press('/');
    await type(tab, 'heirarchy three questons');
    await tab.page.waitForSelector('.find-dialog [role="option"]');
    await shows(tab, pick, { first: 'decisions/hierarchy.html', focused: true }, (why) => say(`mistyped: ${why}`));
    await keyboard.press('Enter');
    await tab.page.waitForURL(/decisions\/hierarchy\.html/).catch(() => say(`Enter leads to ${tab.page.url()}`));
    tab.seen.errors.forEach((message) => say(`error: ${message}`));
    tab.seen.failed.forEach((request) => say(`failed: ${request}`));
  }
}

function pick() {
  const first = document.querySelector('.find-dialog [role="option"]')?.getAttribute('href');
  const focused = document.activeElement === document.querySelector('.find-dialog input');
  return { first: first?.replace(/^(\.\.\/)*/, '').replace(/^#/, 'guides/data.html#'), focused };
}

// By mouse, on a narrow screen; what axe finds in the open dialog, in both schemes.
async function narrow(site, fail, open) {
  const tab = await begin(open, site.disk.base, { viewport: NARROW, bypassCSP: true });
  const say = (reason) => fail(inWorld(START, site.disk), reason);
  await tab.page.addScriptTag({ path: AXE });
  await tab.page.click('#Find');
  await tab.page.waitForSelector('.find-dialog[open]');
  await type(tab, 'prompting');
  await tab.page.waitForSelector('.find-dialog [role="option"]');
  const wide = await tab.ask(() =>
    [...document.querySelectorAll('.find-dialog, .find-dialog *')]
      .filter((node) => node.getBoundingClientRect().right > innerWidth || node.scrollWidth > node.clientWidth + 1)
      .filter((node) => getComputedStyle(node).display !== 'inline')
      .map((node) => `${node.localName} is wider than the window`),
  );
  wide.forEach(say);
  for (const colorScheme of ['light', 'dark']) {
    await tab.page.emulateMedia({ colorScheme });
    (await tab.ask(violations, null)).forEach((violation) => say(`${colorScheme}: ${violation}`));
  }
  const count = () => document.querySelectorAll('.find-dialog [role="option"]').length;
  const before = await tab.ask(count);
  await tab.page.click('.find-dialog > button');
  await tab.page.waitForFunction((n) => document.querySelectorAll('.find-dialog [role="option"]').length > n, before);
  await tab.page.setViewportSize(DESKTOP);
  await tab.page.mouse.click(5, 400);
  await shows(tab, closed, { open: false, focus: 'Find' }, (why) => say(`a click beside it: ${why}`));
}

// Where scripts may only come from addresses that were vouched for, and how much one query loads.
async function trusted(site, fail, open) {
  const tab = await begin(open, site.disk.base);
  const say = (reason) => fail(inWorld(START, site.disk), reason);
  const { base } = site.http;
  await tab.page.route(`${base}**/*.html`, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': "require-trusted-types-for 'script'" };
    await route.fulfill({ response, headers });
  });
  await tab.load(base + START.path);
  const bodies = [];
  tab.page.on('response', (response) => bodies.push(response.body()));
  await tab.page.keyboard.press('/');
  await tab.page.waitForSelector('.find-dialog[open]');
  await tab.page.keyboard.insertText('combine retrieval and fine-tuning');
  await tab.page.waitForSelector('.find-dialog [role="option"]').catch(() => say('finds nothing'));
  const blocked = await tab.ask(() => window.violationsSeen);
  blocked.forEach(say);
  tab.seen.errors.forEach((message) => say(`error: ${message}`));
  const sizes = (await Promise.all(bodies)).map((body) => zlib.gzipSync(body, { level: 9 }).length);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (sizes.length === 0 || bytes > BYTES_MAX) {
    say(`a query loads ${bytes} bytes in ${sizes.length} files`);
  }
}

// Without scripts, or without what the engine needs, there is no button that does nothing.
async function absent(site, fail, open) {
  const tab = await open({ javaScriptEnabled: false });
  await tab.load(site.disk.base + START.path);
  const lacking = await open();
  await lacking.page.addInitScript(() => delete window.DecompressionStream);
  await lacking.load(site.disk.base + START.path);
  for (const [page, what] of [
    [tab.page, 'without scripts'],
    [lacking.page, 'without DecompressionStream'],
  ]) {
    if (await page.locator('#Find').isVisible()) {
      fail(START, `shows a button ${what}`);
    }
  }
}

// As content/site.yaml of site/ has them.
const WORDS = {
  label: 'Search "this" \\ </script> site',
  hint: 'Search "this" \\ </script> site',
  close: "Close | it's <!-- over",
  key: 'The key / opens the search',
};
const said = () => {
  const dialog = document.querySelector('.find-dialog[open]');
  const text = (selector) => dialog?.querySelector(selector).textContent;
  return {
    label: dialog?.getAttribute('aria-label'),
    hint: dialog?.querySelector('input').placeholder,
    close: text('button'),
    key: text('label'),
  };
};
// Whatever the number of pages.
const answer = () => ({
  status: document.querySelector('.find-dialog [role="status"]').textContent.replace(/^\d+/, '#'),
});

// Words that a site has changed stand in the dialog as they are, deep below and without an index, too.
async function words(site, fail, open) {
  const page = { path: 'guides/deep/deeper/post.html' };
  for (const world of site.worlds) {
    const say = (reason) => fail(inWorld(page, world), reason);
    const tab = await open();
    await tab.load(world.base + page.path);
    await tab.page.click('#Find');
    await shows(tab, said, WORDS, (why) => say(`the dialog: ${why}`));
    await type(tab, 'zzzzzz');
    await shows(tab, answer, { status: 'No\u2028page & none' }, (why) => say(`nothing: ${why}`));
    await type(tab, 'bread');
    await shows(tab, answer, { status: '# pages </script>' }, (why) => say(`some: ${why}`));
    tab.seen.errors.forEach((message) => say(`error: ${message}`));
    tab.seen.failed.forEach((request) => say(`failed: ${request}`));
  }
  const tab = await open();
  await tab.page.route('**/search/index.js', (route) => route.abort());
  await tab.load(site.http.base + page.path);
  await tab.page.click('#Find');
  await tab.page.waitForSelector('.find-dialog[open]');
  await type(tab, 'bread');
  await shows(tab, answer, { status: 'Gone: \\u0022 \u{1F600}' }, (why) => fail(page, `no index: ${why}`));
}

module.exports = [
  { name: 'search-walks', only: 'own', run: walks },
  { name: 'search-narrow', only: 'own', run: narrow },
  { name: 'search-trusted', only: 'own', run: trusted },
  { name: 'search-absent', only: 'own', run: absent },
  { name: 'search-words', only: 'site', run: words },
];

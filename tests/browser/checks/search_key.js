// Can the key that opens the search be switched off, and is that remembered (WCAG 2.1.4)?
'use strict';

const { inWorld, reload, shows } = require('../engines');

const START = { path: 'guides/data.html' };

const look = () => ({
  open: document.querySelector('.find-dialog')?.open ?? false,
  key: document.getElementById('Find').getAttribute('aria-keyshortcuts'),
  shown: document.querySelector('#Find kbd').checkVisibility(),
  checked: document.querySelector('.find-dialog input[type=checkbox]')?.checked,
});

const ON = { key: '/', shown: true, checked: true };
const OFF = { key: null, shown: false, checked: false };

async function begin(tab, address) {
  await reload(tab, address);
  await tab.page.waitForFunction(() => !document.getElementById('Find').hidden);
}

// The switch, by the keyboard, in the dialog that is open; which is closed then.
async function turn(tab) {
  await tab.page.getByRole('checkbox', { name: 'The key / opens the search' }).press('Space');
  await tab.page.keyboard.press('Escape');
}

// A key that does nothing is told from one that is slow by what comes behind it: the button.
async function quiet(tab, say, when) {
  await tab.page.keyboard.press('/');
  const now = await tab.ask(look);
  if (now.open || now.key !== null || now.shown) {
    say(`${when}: ${JSON.stringify(now)}`);
  }
  await tab.page.locator('#Find').press('Enter');
  await shows(tab, look, { open: true, ...OFF }, (why) => say(`${when}, the button: ${why}`));
}

async function remembered(site, fail, open) {
  for (const world of site.worlds) {
    const say = (reason) => fail(inWorld(START, world), reason);
    const tab = await open();
    await begin(tab, world.base + START.path);
    await tab.page.keyboard.press('/');
    await shows(tab, look, { open: true, ...ON }, (why) => say(`at first: ${why}`));
    await turn(tab);
    await quiet(tab, say, 'switched off');
    await begin(tab, world.base + START.path);
    await quiet(tab, say, 'switched off, later');
    await turn(tab);
    await tab.page.keyboard.press('/');
    await shows(tab, look, { open: true, ...ON }, (why) => say(`switched on: ${why}`));
    await begin(tab, world.base + START.path);
    await tab.page.keyboard.press('/');
    await shows(tab, look, { open: true, ...ON }, (why) => say(`switched on, later: ${why}`));
    tab.seen.errors.forEach((message) => say(`error: ${message}`));
  }
}

// Where a page may keep nothing, the switch holds as long as the page does.
async function denied(site, fail, open) {
  const tab = await open();
  const say = (reason) => fail(inWorld(START, site.disk), reason);
  await tab.page.addInitScript(() => {
    const get = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get });
  });
  await begin(tab, site.disk.base + START.path);
  await tab.page.keyboard.press('/');
  await shows(tab, look, { open: true, ...ON }, (why) => say(`at first: ${why}`));
  await turn(tab);
  await quiet(tab, say, 'switched off');
  tab.seen.errors.forEach((message) => say(`error: ${message}`));
}

module.exports = [
  { name: 'search-key', only: 'own', run: remembered },
  { name: 'search-key-denied', only: 'own', run: denied },
];

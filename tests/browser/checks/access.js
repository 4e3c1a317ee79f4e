// What axe-core finds, in light and in dark, on a desktop and on a phone with its lists open.
'use strict';

const { AXE, violations } = require('../axe');
const { DESKTOP, PHONE } = require('../bench');

// The style sheet changes colours in the dark and nothing else, so only their rules run again.
const SHOWS = [
  { colorScheme: 'light', viewport: DESKTOP, rules: null },
  { colorScheme: 'light', viewport: PHONE, rules: null },
  { colorScheme: 'dark', viewport: PHONE, rules: ['color-contrast', 'link-in-text-block'] },
  { colorScheme: 'dark', viewport: DESKTOP, rules: ['color-contrast', 'link-in-text-block'] },
];

async function accessible(site, fail, open) {
  // The policy would keep axe itself out.
  const tab = await open({ bypassCSP: true });
  for (const sample of site.samples) {
    await tab.load(site.addressOf(sample));
    await tab.page.addScriptTag({ path: AXE });
    for (const { colorScheme, viewport, rules } of SHOWS) {
      await tab.page.emulateMedia({ colorScheme });
      await tab.page.setViewportSize(viewport);
      for (const violation of await tab.ask(violations, rules)) {
        fail({ path: `${sample.path} (${colorScheme}, ${viewport.width} px)` }, violation);
      }
    }
  }
}

module.exports = [{ name: 'accessible', run: accessible }];

// What guides can do that other Markdown cannot: tabs that stay in step, and a button that copies
// code. From disk, with scripts and without them.
'use strict';

const PAGE = 'guides/writing-pages.html';

// The titles of the chosen tabs, and what can be seen of the panels.
function tabs() {
  const chosen = [...document.querySelectorAll('[aria-selected="true"]')];
  const seen = [...document.querySelectorAll('.tabs > div:not([role="tablist"])')];
  return {
    chosen: chosen.map((tab) => tab.textContent).join(),
    seen: seen.filter((panel) => panel.lastElementChild.checkVisibility({ contentVisibilityAuto: true })).length,
    all: seen.length,
  };
}

async function tabsInStep(site, fail, open) {
  const tab = await open();
  const expect = async (what, chosen, seen) => {
    const found = await tab.ask(tabs);
    if (found.chosen !== chosen || found.seen !== seen) {
      fail({ path: PAGE }, `${what}: ${JSON.stringify(found)}`);
    }
  };
  await tab.load(site.disk.base + PAGE);
  await expect('at first', 'Debian,Debian', 2);
  await tab.page.getByRole('tab', { name: 'Fedora' }).first().click();
  await expect('after a click', 'Fedora,Fedora', 2);
  await tab.page.keyboard.press('ArrowRight');
  await expect('after an arrow', 'Debian,Debian', 2);
  const plain = await open({ javaScriptEnabled: false });
  await plain.load(site.disk.base + PAGE);
  if ((await plain.page.getByText('Packages end in').filter({ visible: true }).count()) !== 2) {
    fail({ path: PAGE }, 'hides panels where scripts are off');
  }
}

async function copies(site, fail, open) {
  const tab = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await tab.load(site.disk.base + PAGE);
  const block = tab.page.locator('.code').filter({ hasText: 'share.py' }).last();
  // What it says stands for two seconds: it is noted, since whoever looks may come too late.
  const status = await block.getByRole('status').elementHandle();
  await status.evaluate((node) => {
    const note = () => (node.dataset.said ??= node.textContent);
    new MutationObserver(note).observe(node, { childList: true });
  });
  await block.getByRole('button').click();
  await tab.page.waitForFunction((node) => node.dataset.said, status); // the clipboard takes its time
  const said = await status.getAttribute('data-said');
  const wanted = await block.locator('code').textContent();
  const copied = await tab.page.evaluate('navigator.clipboard.readText()');
  if (said !== 'Copied' || copied !== wanted || !wanted.startsWith('def share')) {
    fail({ path: PAGE }, `said "${said}", copied ${JSON.stringify(copied)}`);
  }
}

module.exports = [
  { name: 'tabs', only: 'own', run: tabsInStep },
  { name: 'copies', only: 'own', run: copies },
];

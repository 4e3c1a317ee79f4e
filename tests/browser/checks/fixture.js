// What site/ was made for: things that only its author can know.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

async function moved(site, fail) {
  const wanted = {
    'everything.html': 'guides/all.html',
    'old/all.html': '../guides/all.html',
    'old/deep/post.html': '../../guides/deep/deeper/post.html',
  };
  const found = site.redirects.map(({ path: from, urls }) => {
    return [from, urls.find(({ rel }) => rel === 'refresh').value];
  });
  if (JSON.stringify(found) !== JSON.stringify(Object.entries(wanted))) {
    fail('redirects', `are ${JSON.stringify(found)}`);
  }
}

async function drafts(site, fail) {
  if (site.has('guides/deep/deeper/draft.html')) {
    fail('guides/deep/deeper/draft.html', 'is published');
  }
  for (const page of [...site.pages, site.notFound]) {
    const html = fs.readFileSync(path.join(site.folder, page.path), 'utf8');
    if (/A draft|draft\.html|must not be published/.test(html)) {
      fail(page, 'speaks of the draft');
    }
  }
}

function targetId() {
  const target = document.querySelector(':target');
  const y = target?.getBoundingClientRect().y ?? -1;
  return y >= 0 && y < innerHeight ? target.id : `nothing in sight (${y})`;
}

// Follows links by their text, from a page and with the mouse, to places in this and other pages.
const WALKS = [
  ['index.html', 'a place there', 'čas-je-ключ'],
  ['guides/all.html', 'itself', 'ünïcödé-中文-und-zeichen'],
  ['guides/all.html', 'a name', 'named'],
  ['guides/deep/deeper/post.html', 'a heading', 'ünïcödé-中文-und-zeichen'],
];

async function places(site, fail, open) {
  // A low window: every place has to be scrolled to.
  const tab = await open({ viewport: { width: 700, height: 300 } });
  for (const world of site.worlds) {
    for (const [from, text, id] of WALKS) {
      await tab.load(world.base + from);
      await tab.page.getByRole('main').getByRole('link', { name: text, exact: true }).click();
      await tab.page.waitForURL(/#/);
      const found = await tab.ask(targetId);
      if (found !== id) {
        fail({ path: `${from} (${world.name})` }, `"${text}" leads to ${found}`);
      }
    }
  }
}

// An address that the page had before, with the name that a heading had before.
async function olds(site, fail, open) {
  const tab = await open({ viewport: { width: 700, height: 300 } });
  for (const world of site.worlds) {
    for (const from of ['old/all.html#named-before', 'everything.html#named']) {
      await tab.load(world.base + from);
      await tab.page.waitForURL(/guides\/all\.html#/);
      const wanted = from.replace(/.*#/, '');
      const found = await tab.ask(targetId);
      if (found !== wanted) {
        fail({ path: `${from} (${world.name})` }, `leads to ${found}`);
      }
    }
  }
}

async function canonical(site, fail) {
  for (const page of site.pages) {
    const link = page.urls.find(({ rel }) => rel === 'canonical')?.value;
    const path = page.path === 'index.html' ? '' : page.path; // the site's own address
    if (link !== `https://docs.example.org${site.root}${path}`) {
      fail(page, `canonical address: ${link}`);
    }
  }
}

module.exports = [
  { name: 'moved', only: 'site', run: moved },
  { name: 'drafts', only: 'site', run: drafts },
  { name: 'places', only: 'site', run: places },
  { name: 'olds', only: 'site', run: olds },
  { name: 'canonical', only: 'site', run: canonical },
];

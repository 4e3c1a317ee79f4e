// A site that is published under a path of its server: do all files that name whole addresses
// name those of its pages, and does a reader find home from an address that is none? That all
// pages work there is what the other checks see, which visit them under that path.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const ORIGIN = 'https://docs.example.org';
const LOST = 'guides/deep/er/nothing-here.html';

const read = (site, file) => fs.readFileSync(path.join(site.folder, file), 'utf8');
const allOf = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);

// The addresses that each of the files for machines gives.
function addressesIn(site) {
  const fromData = (page) => {
    const html = read(site, page.path);
    const property = allOf(html, /property="og:url" content="([^"]*)"/g);
    const data = allOf(html, /<script type="application\/ld\+json">(.*?)<\/script>/gs).map(JSON.parse);
    const inside = (value) =>
      typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.entries(value).flatMap(named) : [];
    const named = ([key, value]) => (key === '@context' ? [] : inside(value));
    return [...property, ...data.flatMap(inside).filter((text) => /^https?:/.test(text))];
  };
  const front = (file) => allOf(read(site, file), /^url: "(.*)"$/gm);
  return {
    'sitemap.xml': allOf(read(site, 'sitemap.xml'), /<loc>(.*?)<\/loc>/g),
    'feed.xml': allOf(read(site, 'feed.xml'), /(?:<id>|href=")(.*?)(?:<\/id>|")/g),
    'robots.txt': allOf(read(site, 'robots.txt'), /^Sitemap: (.*)$/gm),
    'llms.txt': allOf(read(site, 'llms.txt'), /\]\((.*?)\)/g),
    ...Object.fromEntries(site.pages.map((page) => [page.path, fromData(page)])),
    ...Object.fromEntries(
      site.pages
        .map((page) => page.path.replace(/\.html$/, '.md'))
        .filter((twin) => site.has(twin))
        .map((twin) => [twin, front(twin)]),
    ),
  };
}

async function whole(site, fail) {
  const base = ORIGIN + site.root;
  const given = addressesIn(site);
  for (const [file, addresses] of Object.entries(given)) {
    if (addresses.length === 0) {
      fail({ path: file }, 'gives no address');
    }
    for (const address of addresses) {
      const rest = address.startsWith(base) ? decodeURI(address.slice(base.length)) : null;
      if (rest === null || !site.has(rest === '' ? 'index.html' : rest)) {
        fail({ path: file }, `gives ${address}, which is no file under ${base}`);
      }
    }
  }
  const listed = given['sitemap.xml'];
  for (const page of site.pages) {
    const address = base + (page.path === 'index.html' ? '' : encodeURI(page.path));
    if (listed.filter((each) => each === address).length !== 1) {
      fail(page, 'is not once in the sitemap');
    }
  }
  if (listed.length !== site.pages.length) {
    fail({ path: 'sitemap.xml' }, `lists ${listed.length} pages of ${site.pages.length}`);
  }
  if (!read(site, '_headers').startsWith(`${site.root}*\n`)) {
    fail({ path: '_headers' }, `is not for ${site.root}`);
  }
}

// From an address that is no page, deep below: by its link, and by the search of its page.
async function lost(site, fail, open) {
  const tab = await open();
  const { page } = tab;
  const { base } = site.top;
  const say = (reason) => fail({ path: LOST }, reason);
  const response = await tab.load(base + LOST);
  if (response.status() !== 404 || (await page.title()) !== site.notFound.title) {
    say(`is answered with ${response.status()}, "${await page.title()}"`);
  }
  await page.getByRole('main').getByRole('link', { name: 'home page' }).click();
  await page.waitForURL(`${base}index.html`).catch(() => say(`home is ${page.url()}`));
  await tab.load(base + LOST);
  await page.locator('#Find').click();
  await page.waitForSelector('.find-dialog[open] input:focus');
  await page.keyboard.insertText('send a parcel');
  await page.waitForSelector('.find-dialog [role="option"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${base}decisions/parcel.html**`).catch(() => say(`search leads to ${page.url()}`));
  await page.getByRole('radio').first().waitFor();
  // The page that was asked for is missing, and nothing else.
  tab.seen.failed.filter((request) => !request.includes(LOST)).forEach((request) => say(`failed: ${request}`));
}

// What an address that a page had once says of where it is now (moving.js follows it).
async function redirected(site, fail) {
  for (const { path: from, urls } of site.redirects) {
    const here = ORIGIN + site.root + from;
    const to = new URL(urls.find(({ rel }) => rel === 'refresh').value, here).href;
    const canonical = urls.find(({ rel }) => rel === 'canonical').value;
    if (canonical !== to) {
      fail({ path: from }, `has moved to ${canonical}, and leads to ${to}`);
    }
  }
}

module.exports = [
  { name: 'subpath-whole', only: 'site', run: whole },
  { name: 'subpath-lost', only: 'site', run: lost },
  { name: 'subpath-redirected', only: 'site', run: redirected },
];

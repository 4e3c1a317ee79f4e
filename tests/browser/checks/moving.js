// Addresses that moved or never were: redirect pages, and the page for what is missing.
'use strict';

async function leadsOn(world, redirect, fail, { page }) {
  const target = redirect.urls.find(({ rel }) => rel === 'refresh').value;
  const wanted = new URL(target, world.base + redirect.path).href;
  const where = { path: `${redirect.path} (${world.name})` };
  const home = `${world.base}index.html`;
  await page.goto(home);
  await page.goto(world.base + redirect.path, { waitUntil: 'commit' });
  await page.waitForURL(wanted).catch(() => fail(where, `stays at ${page.url()}`));
  const title = await page.title();
  if (!title.startsWith(redirect.title)) {
    fail(where, `promises "${redirect.title}" and leads to "${title}"`);
  }
  await page.goBack();
  if (page.url() !== home) {
    fail(where, `Back leads to ${page.url()}`);
  }
  // The place on the page comes along, as does a state.
  for (const rest of ['#place', '#?a=1&b=%C3%A9']) {
    await page.goto(world.base + redirect.path + rest, { waitUntil: 'commit' });
    await page.waitForURL((url) => !url.pathname.endsWith(redirect.path)).catch(() => undefined);
    if (page.url() !== wanted + rest) {
      fail(where, `with ${rest}, leads to ${page.url()}`);
    }
  }
}

// Without scripts, the page itself leads on.
async function leadsOnSilently(world, redirect, fail, context) {
  const page = await context.newPage();
  const wanted = new URL(redirect.urls.find(({ rel }) => rel === 'refresh').value, world.base + redirect.path).href;
  await page.goto(world.base + redirect.path, { waitUntil: 'commit' });
  await page.waitForURL(wanted).catch(() => fail(redirect, `without scripts stays at ${page.url()}`));
  await page.close();
}

async function redirects(site, fail, open) {
  for (const redirect of site.redirects) {
    const places = redirect.urls.filter(({ tag, rel }) => tag === 'a' || rel === 'refresh');
    if (places.length !== 2 || places[0].value !== places[1].value) {
      fail(redirect, `leads to ${places.map(({ value }) => value).join(' and to ')}`);
    }
    for (const world of site.worlds) {
      await leadsOn(world, redirect, fail, await open());
    }
  }
  const { page } = await open();
  const plain = await page.context().browser().newContext({ javaScriptEnabled: false });
  for (const redirect of site.redirects) {
    for (const world of site.worlds) {
      await leadsOnSilently(world, redirect, fail, plain);
    }
  }
  await plain.close();
}

// Addresses at which there is nothing, at several depths.
const MISSING = ['nothing', 'nothing.html', 'guides/nothing.html', 'a/b/c/d/', 'a%20b/%C3%A9'];

async function missing(site, fail, open) {
  const { base } = site.top;
  const tab = await open();
  for (const path of MISSING) {
    const response = await tab.load(base + path);
    if (response.status() !== 404) {
      fail({ path }, `status ${response.status()}`);
    }
    tab.seen.failed
      .filter((request) => !request.startsWith(base + path))
      .forEach((request) => fail({ path }, `failed: ${request}`));
    const links = await tab.ask(() => [...document.links].map((link) => link.href));
    for (const link of new Set(links.filter((each) => !each.includes('#')))) {
      const { status } = await fetch(link);
      if (status !== 200 || !link.startsWith(base)) {
        fail({ path }, `a link leads to ${link} (${status})`);
      }
    }
    const home = tab.page.locator('main a').first();
    const [arrival] = await Promise.all([tab.page.waitForNavigation(), home.click()]);
    if (arrival.status() !== 200 || tab.page.url() !== `${base}index.html`) {
      fail({ path }, `the way home leads to ${tab.page.url()}`);
    }
  }
}

module.exports = [
  { name: 'redirects', run: redirects },
  { name: 'missing', run: missing },
];

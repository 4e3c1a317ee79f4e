// Does every page load completely, silently and from the site alone, from disk and by http?
'use strict';

function eachVisit(site, look) {
  for (const page of [...site.pages, site.notFound]) {
    for (const visit of page.visits) {
      look({ path: `${page.path} (${visit.world.name})` }, visit);
    }
  }
}

async function silent(site, fail) {
  eachVisit(site, (where, { seen }) => {
    seen.console.forEach((text) => fail(where, `console: ${text}`));
    seen.errors.forEach((message) => fail(where, `error: ${message}`));
  });
}

async function obeysPolicy(site, fail) {
  eachVisit(site, (where, visit) => {
    visit.violations.forEach((violation) => fail(where, violation));
  });
}

async function requests(site, fail) {
  eachVisit(site, (where, { world, seen }) => {
    seen.failed.forEach((request) => fail(where, `failed: ${request}`));
    seen.requests
      .filter((url) => !url.startsWith(world.base) && !url.startsWith('data:'))
      .forEach((url) => fail(where, `leaves the site: ${url}`));
  });
}

async function pictures(site, fail) {
  eachVisit(site, (where, { images }) => {
    for (const image of images) {
      if (image.width === 0) {
        fail(where, `does not load: ${image.src}`);
      }
      if (image.alt === null) {
        fail(where, `has no alt: ${image.src}`);
      }
    }
  });
}

// Browsers give the body a margin of 8px; the theme takes it away.
async function styled(site, fail) {
  eachVisit(site, (where, { style }) => {
    if (style.sheets === 0 || style.margin !== '0px') {
      fail(where, `style sheets: ${style.sheets}, margin of the body: ${style.margin}`);
    }
  });
}

module.exports = [
  { name: 'silent', run: silent },
  { name: 'obeys-policy', run: obeysPolicy },
  { name: 'requests', run: requests },
  { name: 'pictures', run: pictures },
  { name: 'styled', run: styled },
];

// Does every address lead somewhere? Known without loading anything: a site is a set of files.
'use strict';

// Where the site would be if every address were relative; any other address is outside of it.
const ORIGIN = 'http://site.invalid';

// What a document's address means: a file of the site with a fragment, or the outside.
function resolve(site, page, value) {
  const prefix = page.kind === 'notfound' ? site.root : '/any/path/';
  const url = new URL(value, `${ORIGIN}${prefix}${page.path}`);
  if (url.origin !== ORIGIN) {
    return { outside: url };
  }
  if (!url.pathname.startsWith(prefix)) {
    return { escapes: true };
  }
  return {
    file: decodeURIComponent(url.pathname.slice(prefix.length)),
    fragment: decodeURIComponent(url.hash.slice(1)).replace(/\?.*/, ''), // behind it: state
  };
}

function eachAddress(site, look) {
  for (const page of site.documents) {
    for (const { value, tag, rel } of page.urls) {
      look({ page, value, tag, rel, target: resolve(site, page, value) });
    }
  }
}

async function rooted(site, fail) {
  eachAddress(site, ({ page, value, target }) => {
    if (page.kind !== 'notfound' && value.startsWith('/')) {
      fail(page, `depends on where the site lies: ${value}`);
    } else if (target.escapes) {
      fail(page, `leads out of the site: ${value}`);
    }
  });
}

// Links may lead to the web; what a page loads may not, but the site's sign may stand in it.
async function outside(site, fail) {
  eachAddress(site, ({ page, value, tag, rel, target }) => {
    const link = tag === 'a' || rel === 'canonical';
    const allowed = link ? /^(https?|mailto):$/ : rel === 'icon' ? /^data:$/ : /(?!)/;
    if (target.outside && !allowed.test(target.outside.protocol)) {
      fail(page, `address of ${tag}: ${value}`);
    }
  });
}

// A place has to be in the file as it is written, and still there when scripts are done.
function hasPlace(site, { file, fragment }) {
  if (fragment.startsWith('?')) {
    return true; // inputs of a calculator
  }
  const targets = site.documents.filter((page) => page.path === file);
  return targets.length > 0 && targets.every((page) => page.ids.includes(fragment));
}

async function links(site, fail) {
  eachAddress(site, ({ page, value, target }) => {
    if (target.file === undefined) {
      return;
    }
    if (!site.has(target.file)) {
      fail(page, `leads nowhere: ${value}`);
    } else if (target.fragment !== '' && !hasPlace(site, target)) {
      fail(page, `no such place: ${value}`);
    }
  });
  for (const page of [...site.pages, site.notFound]) {
    for (const { world, lost } of page.visits) {
      lost.forEach((fragment) => fail(page, `finds nothing (${world.name}): ${fragment}`));
    }
  }
}

// Somebody who starts at the home page has to be able to come to every page, but for pages of
// sections: those are also there for people who shorten an address.
async function reachable(site, fail) {
  const found = new Set(['index.html']);
  for (const path of found) {
    const page = site.pages.find((each) => each.path === path);
    page?.urls
      .filter(({ tag }) => tag === 'a')
      .forEach(({ value }) => found.add(resolve(site, page, value).file));
  }
  site.pages
    .filter((page) => page.kind !== 'section' && !found.has(page.path))
    .forEach((page) => fail(page, 'no path of links leads here from the home page'));
}

module.exports = [
  { name: 'rooted', run: rooted },
  { name: 'outside', run: outside },
  { name: 'links', run: links },
  { name: 'reachable', run: reachable },
];

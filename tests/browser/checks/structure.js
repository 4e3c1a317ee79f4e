// What each document has to say about itself.
'use strict';

// DESIGN.md, section 4.
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
  "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'";

// The scripts that all pages may load, and each kind of page besides.
const COMMON = /^((\.\.\/)*|\/([\w.-]+\/)*)static\/(guide-page|guide|moved)\.js$/;
const SCRIPTS = {
  decision: /^(\.\.\/)+static\/(decision-page|decide)\.js$|^[\w.-]+\.js$/,
  cost: /^(\.\.\/)+static\/(cost-page|cost)\.js$|^[\w.-]+\.js$/,
};

const allPages = (site) => [...site.pages, site.notFound];
const asWritten = (site) => [...allPages(site), ...site.redirects];

function repeated(values) {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
}

async function landmarks(site, fail) {
  for (const page of site.documents) {
    const tops = page.headings.filter((heading) => heading.level === 1);
    if (tops.length !== 1) {
      fail(page, `${tops.length} h1`);
    }
    if (page.mains !== 1) {
      fail(page, `${page.mains} main`);
    }
    if (page.lang === '') {
      fail(page, 'no lang');
    }
  }
}

async function ids(site, fail) {
  for (const page of site.documents) {
    repeated(page.ids).forEach((id) => fail(page, `id stands more than once: ${id}`));
    page.ids.filter((id) => /^$|\s/.test(id)).forEach((id) => fail(page, `bad id: "${id}"`));
  }
}

async function headings(site, fail) {
  for (const page of site.documents) {
    let level = 0;
    for (const heading of page.headings) {
      if (heading.level > level + 1) {
        fail(page, `h${heading.level} below h${level}: ${heading.text}`);
      }
      if (heading.text.trim() === '') {
        fail(page, `empty h${heading.level}`);
      }
      level = heading.level;
    }
  }
}

async function titles(site, fail) {
  const pages = allPages(site);
  const twice = repeated(pages.map((page) => page.title));
  for (const page of pages.filter((each) => twice.includes(each.title))) {
    fail(page, `title of another page, too: ${page.title}`);
  }
  for (const page of asWritten(site).filter((each) => each.title.trim() === '')) {
    fail(page, 'no title');
  }
}

async function policy(site, fail) {
  for (const page of asWritten(site)) {
    if (page.policy !== POLICY) {
      fail(page, `policy: ${page.policy}`);
    }
    page.policyAfter
      .filter((element) => !/^<(html|head|meta charset=)/.test(element))
      .forEach((element) => fail(page, `stands before the policy: ${element}`));
  }
}

async function scripts(site, fail) {
  for (const page of asWritten(site)) {
    page.scripts
      .filter((src) => !COMMON.test(src) && !SCRIPTS[page.kind]?.test(src))
      .forEach((src) => fail(page, `script: ${src}`));
    page.handlers.forEach((name) => fail(page, `handler: ${name}`));
    page.styles.forEach((element) => fail(page, `style in the page: ${element}`));
  }
}

module.exports = [
  { name: 'landmarks', run: landmarks },
  { name: 'ids', run: ids },
  { name: 'headings', run: headings },
  { name: 'titles', run: titles },
  { name: 'policy', run: policy },
  { name: 'scripts', run: scripts },
];

// The sites under test: built into a temporary folder, served, and visited page by page.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const { serve } = require('./server');
const { survey, settle } = require('./survey');

const TOP = path.resolve(__dirname, '../..');
const PROGRAM = path.resolve(TOP, process.env.BUILD ?? 'build', 'fingerpost');
// The pages have to work under any path; site/ names this one as its base_url.
const PREFIX = '/some/where/';

function fingerpost(...words) {
  execFileSync(PROGRAM, words, { stdio: ['ignore', 'ignore', 'inherit'] });
}

function listHtml(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.'))
    .flatMap((entry) => {
      const below = () => listHtml(path.join(folder, entry.name));
      return entry.isDirectory() ? below().map((file) => `${entry.name}/${file}`) : [entry.name];
    })
    .filter((file) => file.endsWith('.html'))
    .sort();
}

class Site {
  // `root` is the path at which the 404 page believes the site to be.
  constructor(name, folder, root) {
    Object.assign(this, { name, folder, root, pages: [], redirects: [], notFound: null });
    this.expect = null; // of the broken site: what has to be found
  }

  // Serves the folder. The two worlds in which every page has to work are `disk` and `http`;
  // `top` is the one in which the 404 page does.
  async open(bench) {
    this.disk = { name: 'disk', base: `${pathToFileURL(this.folder).href}/` };
    this.http = { name: 'http', ...(await bench.keep(serve(this.folder, PREFIX))) };
    this.top = this.http;
    if (this.root !== PREFIX) {
      this.top = { name: 'http', ...(await bench.keep(serve(this.folder, this.root))) };
    }
    this.worlds = [this.disk, this.http];
  }

  // Opens every page once in each world and keeps what can be told from that.
  async visit(bench) {
    for (const file of listHtml(this.folder)) {
      const html = fs.readFileSync(path.join(this.folder, file), 'utf8');
      const page = { path: file, ...(await bench.parse(html)) };
      if (/http-equiv="refresh"/.test(html)) {
        this.redirects.push(page);
      } else if (file === '404.html') {
        this.notFound = { ...page, visits: [] };
      } else {
        this.pages.push({ ...page, visits: [] });
      }
    }
    const tab = await bench.tab();
    // One world after the other: on each way between them, Chromium starts a new process.
    await this.visitIn(this.disk, this.pages, tab);
    await this.visitIn(this.http, this.pages, tab);
    await this.visitIn(this.top, [this.notFound], tab);
    await tab.close();
    return this;
  }

  async visitIn(world, pages, tab) {
    for (const page of pages) {
      await tab.load(world.base + page.path);
      const label = `${page.path} after its scripts`;
      page.live = { ...(await tab.ask(survey)), path: page.path, label };
      page.visits.push({ world, seen: tab.seen, ...(await tab.ask(settle)) });
    }
  }

  // Every document as it was written, and once more as its scripts leave it.
  get documents() {
    const pages = [...this.pages, this.notFound];
    const lively = pages.filter((page) => page.scripts.length > 0);
    return [...pages, ...this.redirects, ...lively.map((page) => page.live)];
  }

  // One page of each kind, of guides the one that uses most kinds of elements: for slow checks.
  get samples() {
    const best = new Map();
    for (const page of [...this.pages, this.notFound]) {
      if (!best.has(page.kind) || best.get(page.kind).variety < page.variety) {
        best.set(page.kind, page);
      }
    }
    return [...best.values()];
  }

  // The world in which slow checks look at a page, and its address there.
  addressOf(page) {
    return (page === this.notFound ? this.top : this.disk).base + page.path;
  }

  has(file) {
    const found = fs.statSync(path.join(this.folder, file), { throwIfNoEntry: false });
    return found !== undefined && found.isFile();
  }
}

async function prepare(bench) {
  const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'fingerpost-browser-'));
  bench.keep({ close: () => fs.rmSync(temp, { recursive: true }) });
  const out = (name) => path.join(temp, name);
  fingerpost('build', '-s', TOP, '-o', out('own'));
  fingerpost('new', out('starter-source'));
  fingerpost('build', '-s', out('starter-source'), '-o', out('starter'));
  fingerpost('build', '-s', path.join(__dirname, 'site'), '-o', out('site'));
  const sites = [
    new Site('own', out('own'), '/'),
    new Site('starter', out('starter'), '/'),
    new Site('site', out('site'), PREFIX),
    new Site('broken', path.join(__dirname, 'broken'), PREFIX),
  ];
  sites[3].expect = fs.readFileSync(path.join(__dirname, 'broken/expect'), 'utf8');
  return Promise.all(sites.map((site) => site.open(bench).then(() => site.visit(bench))));
}

module.exports = { prepare };

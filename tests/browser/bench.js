// The bench that all checks work at: the browser, its contexts and tabs, and what was found.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { chromium } = require('playwright-core');

const { survey } = require('./survey');

const STEP_MS = 30 * 1000; // for one step in the browser: a page loads in a tenth of a second
const AT_ONCE = 3; // checks side by side: two cores are kept busy while one page waits
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whatever a page may ask for, nothing leaves this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

function findBrowser(name) {
  for (const folder of process.env.PATH.split(path.delimiter)) {
    const file = path.join(folder, name);
    if (fs.existsSync(file)) {
      return file;
    }
  }
  throw new Error(`no ${name} in PATH`);
}

// Runs in each page before anything else does.
function listenForViolations() {
  window.violationsSeen = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    window.violationsSeen.push(`${event.effectiveDirective} blocked ${event.blockedURI}`);
  });
}

// Chromium asks for icons when it likes, even when the tab shows another page already. Their
// addresses are checked without it.
const isIcon = (request) => request.url().endsWith('/favicon.svg');

// A tab with settings of its own. `page` is Playwright's; `seen` is what the loaded document
// has said and asked for so far.
class Tab {
  constructor(page) {
    this.page = page;
    this.forget();
    page.on('console', (message) => this.seen.console.push(message.text()));
    page.on('pageerror', (error) => this.seen.errors.push(error.message));
    page.on('request', (request) => {
      if (!isIcon(request)) {
        this.seen.requests.push(request.url());
      }
    });
    page.on('requestfailed', (request) => {
      if (!isIcon(request)) {
        this.seen.failed.push(`${request.url()} (${request.failure().errorText})`);
      }
    });
    page.on('response', (response) => {
      if (response.status() >= 400) {
        this.seen.failed.push(`${response.url()} (${response.status()})`);
      }
    });
  }

  // Loads an address and returns its response. One tab for many pages: a new one costs more
  // time than most pages do.
  load(address) {
    this.forget();
    return this.page.goto(address);
  }

  close() {
    return this.page.context().close();
  }

  forget() {
    this.seen = { console: [], errors: [], requests: [], failed: [] };
  }

  // Runs a function in each document that loads from now on, before its own scripts.
  before(work) {
    return this.page.addInitScript(work);
  }

  // Runs a function of survey.js or of a check in the page.
  ask(question, argument) {
    return this.page.evaluate(question, argument);
  }
}

// The lines of broken/expect that nothing of what was found answers to, then what was found.
function missedFaults(check, expect, faults) {
  const prefix = `${check}: `;
  const lines = expect.split('\n').filter((line) => line.startsWith(prefix));
  if (lines.length === 0) {
    return [{ where: 'broken/expect', reason: 'no line shows that this check can fail' }];
  }
  const found = faults.map((fault) => `${fault.where}: ${fault.reason}`);
  const missed = lines
    .map((line) => line.slice(prefix.length))
    .filter((wanted) => !found.some((fault) => fault.includes(wanted)))
    .map((wanted) => ({ where: 'broken/expect', reason: `not found: ${wanted}` }));
  return missed.length === 0 ? [] : [...missed, ...faults];
}

// Gives work(item) for each item in order, at most `width` of them at a time.
async function spread(items, width, work) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const i = next++;
      results[i] = await work(items[i]);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

class Bench {
  static async open() {
    const bench = new this();
    bench.kept = [];
    bench.browser = await bench.launch();
    bench.blank = await bench.tab();
    return bench;
  }

  get atOnce() {
    return AT_ONCE;
  }

  launch() {
    // Chromium without windows: the same engine, for half of the processor's time.
    const executablePath = findBrowser('chromium-headless-shell');
    return chromium.launch({ executablePath, args: ARGUMENTS });
  }

  // Closes something, or what a promise of it gives, together with the bench.
  async keep(closable) {
    const kept = await closable;
    this.kept.push(kept);
    return kept;
  }

  async close() {
    await this.browser.close();
    for (const kept of this.kept.reverse()) {
      await kept.close();
    }
  }

  // A tab without a past; on a desktop unless `options` say otherwise.
  async tab(options = {}) {
    const context = await this.browser.newContext({
      viewport: DESKTOP,
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(STEP_MS);
    await context.addInitScript(listenForViolations);
    return new Tab(await context.newPage());
  }

  // Surveys a document without showing it: it neither loads nor moves on.
  parse(html) {
    const text = JSON.stringify(html);
    return this.blank.ask(`(${survey})(new DOMParser().parseFromString(${text}, 'text/html'))`);
  }

  // Runs one check over one site and gives all faults, not only the first.
  async run(check, site) {
    const faults = [];
    const fail = (where, reason) => {
      faults.push({ where: where.label ?? where.path ?? where, reason });
    };
    const tabs = [];
    // What a check opens is closed behind it.
    const open = async (options) => {
      tabs.push(await this.tab(options));
      return tabs[tabs.length - 1];
    };
    try {
      await check.run(site, fail, open);
    } catch (error) {
      fail('the check itself', error.stack);
    }
    await Promise.all(tabs.map((tab) => tab.close()));
    return faults;
  }

  // Runs the checks over a site; of a broken one, whether they found what they should.
  async examine(site, checks) {
    const fitting = checks.filter(({ only }) => only === undefined || only === site.name);
    return spread(fitting, this.atOnce, async (check) => {
      const start = Date.now();
      const faults = await this.run(check, site);
      return {
        seconds: (Date.now() - start) / 1000,
        name: `${site.name}: ${check.name}`,
        faults: site.expect === null ? faults : missedFaults(check.name, site.expect, faults),
      };
    });
  }
}

module.exports = { Bench, DESKTOP, PHONE, STEP_MS, Tab, findBrowser, listenForViolations };

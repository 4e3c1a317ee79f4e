// The bench with Debian's own Firefox at it, by the protocol that both sides call WebDriver BiDi.
'use strict';

const puppeteer = require('puppeteer-core');

const { Bench, DESKTOP, STEP_MS, Tab, findBrowser, listenForViolations } = require('./bench');

const PREFERENCES = {
  // Firefox changes dozens of settings when a program drives it, which no reader has.
  'remote.prefs.recommended': false,
  // Firefox's own default: puppeteer's profile lets pages on disk read each other.
  'security.fileuri.strict_origin_policy': true,
  // Whatever a page may ask for, nothing leaves this machine.
  'network.dns.disabled': true,
};

// Keys by the names that the checks use.
function nameKeys(keyboard) {
  const press = keyboard.press.bind(keyboard);
  keyboard.press = (key) => press(key === 'Space' ? ' ' : key);
}

class FirefoxTab extends Tab {
  // `home` is the browser or the context that closes with the tab.
  constructor(page, home) {
    super(page);
    this.home = home;
    nameKeys(page.keyboard);
  }

  before(work) {
    return this.page.evaluateOnNewDocument(work);
  }

  close() {
    return this.home.close();
  }
}

class FirefoxBench extends Bench {
  // Only one tab has the keyboard.
  get atOnce() {
    return 1;
  }

  launch(preferences = {}) {
    return puppeteer.launch({
      browser: 'firefox',
      executablePath: findBrowser('firefox-esr'),
      headless: true,
      extraPrefsFirefox: { ...PREFERENCES, ...preferences },
      defaultViewport: DESKTOP,
    });
  }

  // Only a whole browser can be without scripts.
  async tab({ javaScriptEnabled = true } = {}) {
    const home = javaScriptEnabled
      ? await this.browser.createBrowserContext()
      : await this.launch({ 'javascript.enabled': false });
    const page = await home.newPage();
    page.setDefaultTimeout(STEP_MS);
    await page.evaluateOnNewDocument(listenForViolations);
    return new FirefoxTab(page, home);
  }
}

module.exports = { FirefoxBench };

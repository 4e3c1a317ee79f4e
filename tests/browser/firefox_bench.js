// The bench with Debian's own Firefox at it, by the protocol that both sides call WebDriver BiDi.
'use strict';

const puppeteer = require('puppeteer-core');

const { Bench, DESKTOP, STEP_MS, Tab, findBrowser, listenForViolations } = require('./bench');

const PREFERENCES = {
  // Puppeteer's profile lets pages on disk read each other, which no reader's Firefox does.
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
  constructor(page) {
    super(page);
    nameKeys(page.keyboard);
  }

  close() {
    return this.page.browserContext().close();
  }
}

class FirefoxBench extends Bench {
  // Only one tab has the keyboard.
  get atOnce() {
    return 1;
  }

  launch() {
    return puppeteer.launch({
      browser: 'firefox',
      executablePath: findBrowser('firefox-esr'),
      headless: true,
      extraPrefsFirefox: PREFERENCES,
      defaultViewport: DESKTOP,
    });
  }

  async tab() {
    const context = await this.browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(STEP_MS);
    await page.evaluateOnNewDocument(listenForViolations);
    return new FirefoxTab(page);
  }
}

module.exports = { FirefoxBench };

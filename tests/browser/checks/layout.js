// Does every page fit: small screens and large ones, large type, paper, no scripts?
'use strict';

const SMALL = 320; // CSS pixels: what WCAG asks for
const LARGE = 1440;
const SCREEN = { width: 800, height: 600 }; // for pictures: small ones are taken sooner
const PAPER = { width: 643, height: 971 }; // A4 without margins of 2 cm

// The page's own way of scrolling sideways, and every box that scrolls or cuts off sideways and
// is not made for it. Names what stands out furthest.
function sideways() {
  const root = document.documentElement;
  const name = (element) => `${element.localName}.${element.className}`;
  const spare = (element) => element.scrollWidth - element.clientWidth;
  const faults = [...document.querySelectorAll('body *')]
    .filter((element) => getComputedStyle(element).overflowX !== 'visible')
    .filter((element) => element.clientWidth > 0 && !element.closest('pre, .table, svg'))
    .filter((element) => spare(element) > 0)
    .map((element) => `${name(element)} is cut off by ${spare(element)} px`);
  if (spare(root) > 0) {
    const furthest = [...document.querySelectorAll('body *')]
      .filter((element) => element.parentElement.closest('pre, .table') === null)
      .map((element) => ({ element, right: element.getBoundingClientRect().right }))
      .sort((a, b) => b.right - a.right)[0].element;
    faults.push(`scrolls sideways by ${spare(root)} px because of ${name(furthest)}`);
  }
  return faults;
}

// Beside its menu and its outline, a page has to leave room for its text.
const TEXT_MIN = 480;

function textWidth() {
  const boxes = [...document.querySelectorAll('main > *')];
  return Math.max(0, ...boxes.map((element) => element.clientWidth));
}

function openLists() {
  document.querySelectorAll('details').forEach((details) => {
    details.open = true;
  });
}

// How wide the page is shown, and how large readers set their type.
const SHOWS = [
  { width: SMALL, type: 16 },
  { width: LARGE, type: 16 },
  { width: SMALL, type: 32 },
  { width: 768, type: 32 },
  { width: LARGE, type: 32 },
];

async function fits(site, fail, open) {
  const tab = await open();
  const devtools = await tab.page.context().newCDPSession(tab.page);
  for (const page of [...site.pages, site.notFound]) {
    await tab.load(site.addressOf(page));
    await tab.ask(openLists);
    for (const { width, type } of SHOWS) {
      await devtools.send('Page.setFontSizes', { fontSizes: { standard: type, fixed: type } });
      await tab.page.setViewportSize({ width, height: 800 });
      const show = `at ${width} px, type of ${type} px`;
      for (const fault of await tab.ask(sideways)) {
        fail(page, `${show}: ${fault}`);
      }
      const text = await tab.ask(textWidth);
      if (text < Math.min(TEXT_MIN, 0.8 * width)) {
        fail(page, `${show}: ${text} px are left for the text`);
      }
    }
  }
}

// What is wider than the paper is lost.
function offPaper() {
  return [...document.querySelectorAll('main *')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .map((element) => `${element.localName} "${element.textContent.trim().slice(0, 30)}"`);
}

// Browsers leave grounds out on paper, and darken light letters to grey, unless they are told not to.
function grey() {
  const light = ({ color }) => color.match(/[\d.]+/g).slice(0, 3).every((part) => part > 160);
  return [...document.querySelectorAll('main *')]
    .filter((element) => element.checkVisibility() && element.closest('svg') === null)
    .filter((element) =>
      [null, '::before'].some((part) => {
        const style = getComputedStyle(element, part);
        const says = part === null ? /\S/.test(element.textContent) : !['none', 'normal', '""'].includes(style.content);
        return says && light(style) && style.printColorAdjust !== 'exact';
      }),
    )
    .map((element) => `${element.localName} "${element.textContent.trim().slice(0, 30)}"`);
}

function onPaper() {
  const shown = (selector) =>
    [...document.querySelectorAll(selector)].some((element) => element.checkVisibility());
  return {
    text: shown('main'),
    frame: shown('nav, body > footer, .skip'),
    ground: getComputedStyle(document.documentElement).backgroundColor,
    light: getComputedStyle(document.documentElement).colorScheme === 'light',
  };
}

async function prints(site, fail, open) {
  const tab = await open({ viewport: PAPER, colorScheme: 'dark' });
  await tab.page.emulateMedia({ media: 'print' });
  for (const sample of site.samples) {
    await tab.load(site.addressOf(sample));
    const paper = await tab.ask(onPaper);
    if (!paper.text || paper.frame) {
      fail(sample, `in print, text: ${paper.text}, navigation: ${paper.frame}`);
    }
    if (paper.ground !== 'rgb(255, 255, 255)' || !paper.light) {
      fail(sample, `prints on ${paper.ground}`);
    }
    for (const element of await tab.ask(grey)) {
      fail(sample, `light letters on paper: ${element}`);
    }
    for (const element of await tab.ask(offPaper)) {
      fail(sample, `wider than the paper: ${element}`);
    }
    const pdf = await tab.page.pdf({ preferCSSPageSize: true });
    if (!/\/Type\s*\/Page\b/.test(pdf.toString('latin1'))) {
      fail(sample, 'a PDF without pages');
    }
  }
}

// Kinds of pages that scripts turn into something else to look at. Without them there is all the
// same to read: more than a title and an excuse.
const LIVELY = ['decision', 'cost'];
const WORDS_MIN = 100;

// What scripts add to pages of prose is not there to be compared: the way to the search, and the
// mark of the section that is being read.
const withoutExtras = async () => {
  // The mark comes with the first frame.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  document.getElementById('Find')?.setAttribute('hidden', '');
  document.querySelectorAll('.outline [aria-current]').forEach((link) => link.removeAttribute('aria-current'));
};

// Of pages with parts that scripts make handier the words are compared, all of them.
const hasParts = () => document.querySelector('script[src$="static/guide.js"]') !== null;
const wordsOf = () => {
  document.querySelectorAll('[role="tablist"], .code > button, .code > [role="status"]').forEach((added) => added.remove());
  return document.querySelector('main').textContent.split(/\s+/).join(' ');
};

const countWords = () => document.querySelector('main').innerText.split(/\s+/).length;

// Whether two pictures look the same: on a busy machine the edges of round corners have come out by
// a shade of 1 in 255 lighter or darker. Twice that is nothing that can be seen.
const SHADES_MAX = 2;
const farthestShade = async (pictures) => {
  const [a, b] = await Promise.all(
    pictures.map(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      canvas.drawImage(bitmap, 0, 0);
      return canvas.getImageData(0, 0, bitmap.width, bitmap.height).data;
    }),
  );
  return a.reduce((most, shade, i) => Math.max(most, Math.abs(shade - b[i])), 0);
};
async function looksSame(open, shots) {
  if (shots[0].equals(shots[1])) {
    return true;
  }
  const tab = await open();
  return (await tab.ask(farthestShade, shots.map((shot) => shot.toString('base64')))) <= SHADES_MAX;
}

// Pages are whole without scripts, and most look just the same.
async function scriptless(site, fail, open) {
  const plain = await open({ javaScriptEnabled: false, viewport: SCREEN });
  const scripted = await open({ viewport: SCREEN });
  for (const sample of site.samples) {
    const address = site.addressOf(sample);
    await plain.load(address);
    if (LIVELY.includes(sample.kind)) {
      const words = await plain.ask(countWords);
      if (words < WORDS_MIN) {
        fail(sample, `${words} words without scripts`);
      }
      continue;
    }
    await scripted.load(address);
    if (await plain.ask(hasParts)) {
      const [words, others] = await Promise.all([plain.ask(wordsOf), scripted.ask(wordsOf)]);
      if (words !== others) {
        fail(sample, 'reads differently without scripts');
      }
      continue;
    }
    await scripted.ask(withoutExtras);
    const shots = await Promise.all([plain.page.screenshot(), scripted.page.screenshot()]);
    if (!(await looksSame(open, shots))) {
      fail(sample, 'looks different without scripts');
    }
  }
}

module.exports = [
  { name: 'fits', run: fits },
  { name: 'prints', run: prints },
  { name: 'scriptless', run: scriptless },
];

// Can everything be reached, seen and used without a mouse?
'use strict';

const { DESKTOP, PHONE } = require('../bench');
const { begun } = require('../engines');

// More stops than this, and nobody gets through with a keyboard.
const STOPS_MAX = 400;

// What has the focus, and whether somebody who looks for it can see it.
function focus() {
  const element = document.activeElement;
  if (element === document.body) {
    return null;
  }
  const box = element.getBoundingClientRect();
  // What is on top in the middle of a box, as far as that is on the screen.
  const topOf = ({ left, right, top, bottom }) =>
    document.elementFromPoint(
      (Math.max(left, 0) + Math.min(right, innerWidth)) / 2,
      (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2,
    );
  const tops = [box, element.getClientRects()[0]].map((each) => each && topOf(each));
  const isRinged = (each) => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  };
  window.stops = (window.stops ?? new Set()).add(element);
  return {
    text: `${element.localName} "${element.textContent.trim().slice(0, 40)}"`,
    tag: element.localName,
    href: element.getAttribute('href'),
    count: window.stops.size,
    area: Math.min(box.width, box.height),
    inMain: element.closest('main') !== null,
    inMenu: element.closest('header nav li') !== null,
    inOutline: element.closest('.outline li') !== null,
    summary: element.matches('header nav summary:not(li *)')
      ? 'menu'
      : element.matches('.outline summary')
        ? 'outline'
        : null,
    // A field may leave the ring to its label.
    ring: [element, ...(element.labels ?? [])].some(isRinged),
    seen: tops.some((at) => at && element.contains(at)),
    open: element.parentElement.open ?? null,
  };
}

async function step(tab) {
  await tab.page.keyboard.press('Tab');
  return tab.ask(focus);
}

// A box that scrolls brings the focus into sight with the next frame, which takes its time
// on a busy machine: what looks hidden is looked at again once that frame is painted.
async function isSeen(tab, stop) {
  if (stop.seen) {
    return true;
  }
  await tab.ask(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return (await tab.ask(focus)).seen;
}

async function stepTo(tab, wanted) {
  for (let i = 0; i < STOPS_MAX; i++) {
    const stop = await step(tab);
    if (stop === null || wanted(stop)) {
      return stop;
    }
  }
  return null;
}

// Opens the samples of a site one by one on a screen of that size. A wizard that came during a walk
// would have been passed over.
async function eachSample(site, open, viewport, look) {
  const tab = await open({ viewport });
  for (const sample of site.samples) {
    await tab.load(site.addressOf(sample));
    await begun(tab);
    await look({ path: `${sample.path} (${viewport.width} px)`, sample }, tab);
  }
}

// Enter on the link that has the focus, and on to where it leads.
async function follow({ page }, stop) {
  const target = new URL(stop.href, page.url()).href;
  await Promise.all([page.waitForNavigation({ url: target }), page.keyboard.press('Enter')]);
}

async function skipsToMain(where, tab, fail) {
  const skip = await step(tab);
  if (skip === null || !/^#./.test(skip.href ?? '')) {
    fail(where, `the first stop is no skip link: ${skip?.text}`);
    return;
  }
  if (!skip.seen || skip.area < 24) {
    fail(where, 'the skip link cannot be seen when it has the focus');
  }
  await follow(tab, skip);
  const next = await step(tab);
  if (next !== null && !next.inMain) {
    fail(where, `behind the skip link comes ${next.text}`);
  }
}

async function skip(site, fail, open) {
  for (const viewport of [PHONE, DESKTOP]) {
    await eachSample(site, open, viewport, (where, tab) => skipsToMain(where, tab, fail));
  }
}

// What can be used, is on show, and was no stop of the walk. A group of radio buttons is one stop,
// and so is one of tabs: within it arrows move on.
function passedOver() {
  const each = 'a[href], summary, button:not([role="tab"][aria-selected="false"]), input:not([type="radio"])';
  return [...document.querySelectorAll(each)]
    .filter((element) => element.checkVisibility({ contentVisibilityAuto: true }))
    .filter((element) => !element.disabled && !window.stops?.has(element))
    .map((element) => `${element.localName} "${element.textContent.trim().slice(0, 40)}"`);
}

async function walk(where, tab, fail) {
  let stops = 0;
  for (let stop = await step(tab); stop !== null; stop = await step(tab)) {
    if (stop.count === stops) {
      break; // around, or held fast: passedOver tells
    }
    stops = stop.count;
    if (!stop.ring) {
      fail(where, `no ring around ${stop.text}`);
    }
    if (!(await isSeen(tab, stop))) {
      fail(where, `focus out of sight: ${stop.text}`);
    }
    if (stops > STOPS_MAX) {
      fail(where, `more than ${STOPS_MAX} stops`);
      break;
    }
  }
  for (const text of await tab.ask(passedOver)) {
    fail(where, `cannot be reached: ${text}`);
  }
}

async function stops(site, fail, open) {
  for (const viewport of [PHONE, DESKTOP]) {
    await eachSample(site, open, viewport, (where, tab) => walk(where, tab, fail));
  }
}

// Whether the place that the address names is on the screen; a whole page always is.
function arrived() {
  const target = document.querySelector(':target');
  const y = target?.getBoundingClientRect().y ?? 0;
  return (target !== null || location.hash === '') && y >= 0 && y < innerHeight;
}

// Opens the list behind a summary with `key` and follows one of its links.
async function useList(where, tab, fail, { name, key, inside }) {
  const summary = await stepTo(tab, (stop) => stop.summary === name);
  if (summary === null) {
    fail(where, `no ${name} to open`);
    return;
  }
  await tab.page.keyboard.press(key);
  const opened = await tab.ask(focus);
  const link = await stepTo(tab, (stop) => stop.tag === 'a');
  if (!opened.open || link === null || !link[inside] || !link.seen) {
    fail(where, `${key} does not open the ${name}: the next link is ${link?.text}`);
    return;
  }
  await follow(tab, link);
  if (!(await tab.ask(arrived))) {
    fail(where, `${link.text} leads to a place out of sight`);
  }
}

async function lists(site, fail, open) {
  const menu = { name: 'menu', key: 'Enter', inside: 'inMenu' };
  const outline = { name: 'outline', key: 'Space', inside: 'inOutline' };
  await eachSample(site, open, PHONE, async (where, tab) => {
    await useList(where, tab, fail, menu);
    if (where.sample.outline > 0) {
      await tab.load(site.addressOf(where.sample));
      await begun(tab);
      await useList(where, tab, fail, outline);
    }
  });
}

module.exports = [
  { name: 'skip', run: skip },
  { name: 'stops', run: stops },
  { name: 'lists', run: lists },
];

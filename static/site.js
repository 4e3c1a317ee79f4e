// What every page gets: one classic script, a section for each feature, each doing nothing on
// pages without its elements. A page is whole without it.
'use strict';

// The outline marks the section that is being read: the last whose heading is above a line in
// the upper part of the window, and at the end of the page the last of all.
(() => {
  const links = [...document.querySelectorAll('.outline a')];
  if (links.length === 0) return;
  const heads = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const end = document.querySelector('body > footer');
  const seen = new Set();
  const note = (entries) => {
    for (const entry of entries) seen[entry.isIntersecting ? 'add' : 'delete'](entry.target);
    const now = heads.findLastIndex((head) => (seen.has(end) ? head.checkVisibility() : seen.has(head)));
    links.forEach((link, i) =>
      i === now ? link.setAttribute('aria-current', 'location') : link.removeAttribute('aria-current'));
  };
  // All that is above the line counts as seen, so that no jump can leave a heading out.
  const line = new IntersectionObserver(note, { rootMargin: '999999px 0px -70%' });
  for (const head of heads) line.observe(head);
  new IntersectionObserver(note).observe(end);
})();

// Search comes when it is opened. Where a browser could not run it, there is no button.
(() => {
  const button = document.getElementById('Find');
  if (!button || !window.WebAssembly || !window.DecompressionStream) return;
  const fingerpost = (window.fingerpost ??= {});
  const trust = window.trustedTypes?.createPolicy('fingerpost', { createScriptURL: (url) => url });
  // A bundle, which has all in itself, brings its own.
  fingerpost.load ??= (path) =>
    new Promise((onload, onerror) => {
      const url = button.dataset.root + path;
      const sheet = path.endsWith('.css');
      const node = document.createElement(sheet ? 'link' : 'script');
      const source = sheet ? { rel: 'stylesheet', href: url } : { src: trust?.createScriptURL(url) ?? url };
      document.head.append(Object.assign(node, { onload, onerror }, source));
    });
  let ready;
  const open = () =>
    (ready ??= fingerpost.load('static/search.js')).then(
      () => fingerpost.find(),
      () => (ready = undefined),
    );
  // The key can be switched off, in the dialog; the button says whether it is.
  try {
    if (localStorage.fingerpostNoKey) button.ariaKeyShortcuts = null;
  } catch {
    // A browser that remembers nothing for this page.
  }
  button.hidden = false;
  button.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input, select, textarea, [contenteditable]');
    if (event.key === button.ariaKeyShortcuts && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open();
    }
  });
})();

// What was to be read again by a day that has passed says so.
for (const due of document.querySelectorAll('.due')) {
  const today = new Date().toISOString().slice(0, 10);
  due.querySelector('b').hidden = due.querySelector('time').dateTime >= today;
}

// A table that is wider than its place scrolls, and only then is it a stop for the keyboard.
for (const box of document.querySelectorAll('.table[tabindex]')) {
  const given = ['tabindex', 'role', 'aria-label'].map((name) => [name, box.getAttribute(name)]);
  new ResizeObserver(() => {
    const wide = box.scrollWidth > box.clientWidth;
    for (const [name, value] of given) wide ? box.setAttribute(name, value) : box.removeAttribute(name);
  }).observe(box);
}

// What every page gets: one classic script, a section for each feature, each doing nothing on
// pages without its elements. A page is whole without it.
'use strict';

// What is needed only later comes by script: fingerpost.load(address) is a promise of it. A bundle,
// which has all in itself, brings its own.
window.fingerpost ??= {};
(() => {
  const trust = window.trustedTypes?.createPolicy('fingerpost', { createScriptURL: (url) => url });
  window.fingerpost.load ??= (url) =>
    new Promise((onload, onerror) => {
      const src = trust?.createScriptURL(url) ?? url;
      document.head.append(Object.assign(document.createElement('script'), { onload, onerror, src }));
    });
})();

// Search comes when it is opened. Where a browser could not run it, there is no button.
(() => {
  const button = document.getElementById('Find');
  if (!button || !window.WebAssembly || !window.DecompressionStream) return;
  let ready;
  const open = () =>
    (ready ??= window.fingerpost.load(`${button.dataset.root}static/search.js`)).then(
      () => window.fingerpost.find(),
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

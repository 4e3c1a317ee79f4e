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

// Tabs: without this, all panels stand one under another with their titles. What is chosen in one
// is chosen in all of its group. Hidden panels are found by the browser's search and by links.
(() => {
  const say = (node, attributes) => {
    for (const name in attributes) node.setAttribute(name, attributes[name]);
    return node;
  };
  const choose = (tab) => {
    for (const other of tab.parentNode.children) {
      const chosen = other === tab;
      say(other, { 'aria-selected': chosen, tabindex: chosen ? 0 : -1 });
      const panel = document.getElementById(other.getAttribute('aria-controls'));
      if (chosen) panel.removeAttribute('hidden');
      else panel.setAttribute('hidden', 'until-found');
    }
  };
  const boxes = [...document.querySelectorAll('.tabs')];
  const chooseAll = (tab) => {
    const group = tab.closest('.tabs').dataset.group;
    const top = tab.getBoundingClientRect().top;
    choose(tab);
    for (const box of group ? boxes.filter((other) => other.dataset.group === group) : []) {
      const same = [...box.firstChild.children].find((other) => other.textContent === tab.textContent);
      if (same) choose(same);
    }
    scrollBy(0, tab.getBoundingClientRect().top - top);
  };
  let number = 0;
  for (const box of boxes) {
    const list = say(document.createElement('div'), { role: 'tablist' });
    for (const panel of [...box.children]) {
      const tab = say(document.createElement('button'), { type: 'button', role: 'tab', id: 'Tab' + ++number });
      tab.textContent = panel.firstChild.textContent;
      tab.setAttribute('aria-controls', (panel.id = 'Panel' + number));
      say(panel, { role: 'tabpanel', 'aria-labelledby': tab.id });
      panel.addEventListener('beforematch', () => chooseAll(tab));
      list.append(tab);
    }
    box.prepend(list);
    list.addEventListener('click', (event) => {
      if (event.target.closest('button')) chooseAll(event.target.closest('button'));
    });
    list.addEventListener('keydown', (event) => {
      const all = [...list.children];
      const at = all.indexOf(document.activeElement);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      all[to % all.length].focus();
      chooseAll(all[to % all.length]);
    });
    choose(list.firstChild);
  }
})();

// A button on each block of code copies its text, and says so.
(() => {
  const text = document.querySelector('.text');
  for (const pre of text ? text.querySelectorAll('pre') : []) {
    let box = pre.closest('.code');
    if (!box) {
      box = document.createElement('div');
      box.className = 'code';
      pre.replaceWith(box);
      box.append(pre);
    }
    const button = document.createElement('button');
    const said = document.createElement('span');
    button.type = 'button';
    button.textContent = text.dataset.copy;
    said.setAttribute('role', 'status');
    said.className = 'unseen';
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(pre.textContent);
      } catch {
        // Where the page may not reach the clipboard by itself.
        getSelection().selectAllChildren(pre);
        document.execCommand('copy');
      }
      button.textContent = said.textContent = text.dataset.copied;
      setTimeout(() => {
        button.textContent = text.dataset.copy;
        said.textContent = '';
      }, 2000);
    });
    box.append(button, said);
  }
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
  button.hidden = false;
  button.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input, select, textarea, [contenteditable]');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
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

// Sorts tables by the orders that the build wrote; rows without a value stay at the end.
for (const head of document.querySelectorAll('th[data-order]')) {
  if (head.querySelector('a')) continue;
  const body = head.closest('table').tBodies[0];
  const rows = [...body.rows];
  const order = head.dataset.order.split(' ').map((i) => rows[i]);
  const button = document.createElement('button');
  button.append(...head.childNodes);
  head.append(button);
  button.onclick = () => {
    const down = head.ariaSort === 'ascending';
    for (const other of head.parentNode.cells) other.ariaSort = null;
    head.ariaSort = down ? 'descending' : 'ascending';
    const sorted = new Set(down ? order.toReversed() : order);
    body.append(...sorted, ...rows.filter((row) => !sorted.has(row)));
  };
}

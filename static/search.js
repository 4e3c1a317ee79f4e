/*
 * Search: the dialog, and the index behind it, which comes piece by piece. Loaded when a reader
 * opens the search for the first time (site.js).
 *
 * The engine answers a query with pages, or with the names of shards that it needs first
 * (core/search.h). Shards are scripts that call fingerpost.data(NAME, "search", packed), as all
 * data does. Two functions may be replaced by a bundle: fingerpost.load(address), a promise of what
 * stands there, and fingerpost.address(path), where a link to a path of the site leads.
 *
 * Its words are the site's: as published, this file ends with a call of fingerpost.search with them
 * (cli/output.c), so that they are there even where nothing else can be loaded.
 */
'use strict';

window.fingerpost.search = (LABEL, CLOSE, NONE, ONE, MANY, MORE, BROKEN, KEY) => {
  const { fingerpost } = window;
  const button = document.getElementById('Find');
  const STEP = 8; // pages that are shown at first, and that each "more" adds
  const address = fingerpost.address ?? ((path) => button.dataset.root + path);

  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  };

  const input = make('input', {
    id: 'Find-query',
    role: 'combobox',
    'aria-label': LABEL,
    'aria-controls': 'Find-list',
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'go',
    placeholder: LABEL,
  });
  const close = make('button', { type: 'button' }, CLOSE);
  const status = make('p', { role: 'status' });
  const list = make('div', { id: 'Find-list', role: 'listbox', 'aria-label': LABEL });
  const more = make('button', { type: 'button', hidden: '' }, MORE);
  const key = make('input', { type: 'checkbox' });
  const dialog = make(
    'dialog',
    { class: 'find-dialog', 'aria-label': LABEL },
    make('div', {}, input, close),
    status,
    list,
    more,
    make('label', {}, key, KEY),
  );

  // --- the engine ---

  const load = (path) => fingerpost.load(button.dataset.root + path);
  // A bundle, which has links of its own, has the style sheet, too.
  const style =
    fingerpost.address ??
    new Promise((resolve) => {
      const sheet = make('link', { rel: 'stylesheet', href: address('static/search.css') });
      document.head.append(Object.assign(sheet, { onload: resolve, onerror: resolve }));
    });
  const start = async () => {
    await (fingerpost.open ?? load('static/engine.js'));
    await Promise.all([load('search/engine.js'), load('search/index.js')]);
    return fingerpost.open('index', 'search');
  };
  let engine;
  const shards = new Map(); // by name: a promise, or true when it is there

  const bring = async (run, name) => {
    await load(`search/${name}.js`);
    await run.add(name);
    shards.set(name, true);
  };

  const ask = async (query) => {
    const run = await (engine ??= start());
    for (;;) {
      const lines = run(query);
      const [kind, ...names] = lines[0];
      if (kind !== 'need') {
        return lines;
      }
      // A shard that came and is asked for again is of another index.
      if (names.every((name) => shards.get(name) === true)) {
        throw new ReferenceError(`shards of another index: ${names}`);
      }
      for (const name of names.filter((each) => !shards.has(each))) {
        shards.set(name, bring(run, name));
      }
      await Promise.all(names.map((name) => shards.get(name)));
    }
  };

  // --- the list ---

  let wanted = STEP;
  let asked = ''; // the query that is being answered

  const active = () => list.querySelector('[aria-selected=true]');
  const select = (option) => {
    active()?.setAttribute('aria-selected', 'false');
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) {
      input.setAttribute('aria-activedescendant', option.id);
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  };

  const option = ([, url, title, heading, ...teaser], i) => {
    const marked = teaser.map((text, at) => (at % 2 === 0 ? text : make('mark', {}, text)));
    const head = make('b', {}, title, ...(heading ? [make('span', {}, ` ${heading}`)] : []));
    const attributes = { id: `Find-${i}`, role: 'option', 'aria-selected': 'false', tabindex: '-1' };
    return make('a', { ...attributes, href: address(url) }, head, ' ', make('small', {}, ...marked));
  };

  const show = (lines) => {
    const [, count, open] = lines[0];
    const hits = lines.slice(1);
    const words = count === '0' ? NONE : count === '1' ? ONE : MANY.replace('#', open ? `${count}+` : count);
    list.replaceChildren(...hits.map(option));
    status.textContent = words;
    more.hidden = hits.length >= Number(count);
    input.setAttribute('aria-expanded', String(hits.length > 0));
    select(null);
  };

  const clear = (text) => {
    list.replaceChildren();
    status.textContent = text;
    more.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    select(null);
  };

  const search = async () => {
    const query = input.value;
    const mine = `${wanted}\t${query}`;
    asked = mine;
    if (query.trim() === '') {
      clear('');
      return;
    }
    try {
      const lines = await ask(mine);
      if (asked === mine) {
        show(lines);
      }
    } catch {
      engine = undefined; // the next letter tries again, from the beginning
      shards.clear();
      if (asked === mine) {
        clear(BROKEN);
      }
    }
  };

  const move = (by) => {
    const options = [...list.children];
    const at = options.indexOf(active()) + by;
    // From the last to the field, and from there to the first.
    select(at === -2 ? options.at(-1) : options[at]);
  };

  input.addEventListener('input', () => {
    wanted = STEP;
    search();
  });
  input.addEventListener('keydown', (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      move(by);
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      (active() ?? list.firstElementChild)?.click();
    }
  });
  list.addEventListener('click', () => dialog.close());
  more.addEventListener('click', async () => {
    const at = list.children.length;
    wanted += STEP;
    await search();
    input.focus();
    select(list.children[at]);
  });
  close.addEventListener('click', () => dialog.close());
  // Beside the dialog.
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());

  // A key of one letter has to be one that can be switched off: who speaks to the computer, or
  // slips, presses it unawares (WCAG 2.1.4). site.js reads what is kept here.
  key.checked = button.ariaKeyShortcuts !== null;
  key.addEventListener('change', () => {
    button.ariaKeyShortcuts = key.checked ? '/' : null;
    try {
      if (key.checked) localStorage.removeItem('fingerpostNoKey');
      else localStorage.setItem('fingerpostNoKey', '1');
    } catch {
      // Where nothing may be kept, it holds for this page.
    }
  });

  document.body.append(dialog);
  fingerpost.find = async () => {
    engine ??= start();
    engine.catch(() => (engine = undefined));
    await style;
    if (!dialog.open) {
      dialog.showModal();
      input.focus();
      input.select();
    }
  };
};

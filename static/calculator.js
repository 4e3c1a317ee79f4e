/*
 * The calculator: the page's cost table with the reader's own inputs.
 *
 * It computes nothing. The engine is asked what follows from the inputs (lines of fields, see
 * cost_session.h), and its texts replace those that the page was built with. The fragment, "#?calls=50000",
 * holds what differs from the defaults: typing replaces it, buttons add a step of history.
 */
'use strict';

(() => {
  const PAUSE_MS = 150; // from the last key to the results
  const template = document.getElementById('Calculator');
  const results = document.getElementById('Results');
  const headline = document.getElementById('Headline');
  const stage = document.createElement('div'); // the form, and beside it the results
  stage.className = 'stage';
  const scenarios = new Map(); // button to its state in canonical spelling
  let form;
  let run;
  let state = ''; // canonical, of what is shown

  const part = (root, name) => root.querySelector(`[data-is="${name}"]`);
  const kind = (lines, name) => lines.filter((line) => line[0] === name);
  const canonical = (lines) => kind(lines, 'state')[0][1] ?? '';
  const field = (id) => form.querySelector(`[data-input="${CSS.escape(id)}"]`);
  const control = (id) => field(id).querySelector('input, select');
  const ids = (of) => new Set(of.split('&').map((pair) => pair.split('=')[0]));

  // Leaves alone what is being typed, and what was typed wrong until its value changes.
  const showFields = (lines) => {
    const changed = ids(state);
    for (const [, id, value, text] of kind(lines, 'input')) {
      const input = control(id);
      field(id).classList.toggle('changed', changed.has(id));
      const shown = input.tagName === 'SELECT' ? value : text;
      if (input.dataset.value !== value && input !== document.activeElement) {
        input.value = shown;
        mark(id, false);
      }
      Object.assign(input.dataset, { value, shown });
    }
  };

  // Every place with a key shows the text of its line; units stay as they are.
  const showResults = (lines) => {
    const texts = new Map();
    for (const line of lines) {
      if (line[0] === 'output' || line[0] === 'line') {
        const value = line[0] === 'output' ? 3 : 4;
        texts.set(line.slice(0, value).join(' '), line[value + 1]);
      }
    }
    for (const node of results.querySelectorAll('[data-key]')) {
      node.textContent = texts.get(node.dataset.key);
    }
    const cheapest = new Set(kind(lines, 'cheapest').map((line) => line.join(' ')));
    for (const node of results.querySelectorAll('[data-cheapest]')) {
      node.hidden = !cheapest.has(node.dataset.cheapest);
    }
    const open = new Map(kind(lines, 'gate').map(([, id, available]) => [id, available]));
    for (const node of results.querySelectorAll('[data-gate]')) {
      node.hidden = open.get(node.dataset.gate) !== '0';
    }
    for (const node of results.querySelectorAll('[data-when]')) {
      node.hidden = (node.dataset.when === 'default') !== (state === '');
    }
  };

  // The one sentence that is read out.
  const showHeadline = () => {
    const board = results.querySelector('li:has([data-cheapest]:not([hidden]))');
    if (headline && board) {
      part(headline, 'who').textContent = board.querySelector('.name').textContent;
      part(headline, 'what').textContent = board.querySelector('.far').textContent;
    }
    if (headline) {
      headline.hidden = !board;
    }
  };

  const showRefused = (lines) => {
    const box = part(form, 'refused');
    const list = box.querySelector('ul');
    const refused = [...kind(lines, 'unknown'), ...kind(lines, 'invalid')];
    list.replaceChildren(
      ...refused.map(([name, id, value]) => {
        const li = part(template.content, name).cloneNode(true);
        li.querySelector('code').textContent = name === 'unknown' ? id : value;
        li.querySelector('span')?.append(field(id)?.querySelector('label').textContent ?? id);
        return li;
      }),
    );
    box.hidden = refused.length === 0;
  };

  const show = () => {
    const lines = run(location.hash.replace(/^[^?]*\??/, ''));
    state = canonical(lines);
    showFields(lines);
    showResults(lines);
    showHeadline();
    showRefused(lines);
    for (const [button, its] of scenarios) {
      button.setAttribute('aria-pressed', String(its === state));
    }
  };

  const mark = (id, wrong) => {
    const input = control(id);
    const error = field(id).querySelector('.error');
    if (error) {
      error.hidden = !wrong;
      input.setAttribute('aria-invalid', String(wrong));
    }
  };

  // An input that says nothing of use is marked, and all else stays.
  const take = ({ name, value }) => {
    const lines = run(`${state}&${name}=${encodeURIComponent(value)}`);
    const wrong = kind(lines, 'invalid').length > 0;
    mark(name, wrong);
    if (!wrong && canonical(lines) !== state) {
      location.replace(`#?${canonical(lines)}`);
    }
  };

  const setAll = (fragment) => {
    for (const input of form.querySelectorAll('[data-value]')) {
      delete input.dataset.value;
    }
    if (location.hash === fragment) {
      show();
    } else {
      location.hash = fragment;
    }
  };

  const listen = () => {
    let pause;
    form.addEventListener('input', ({ target }) => {
      clearTimeout(pause);
      pause = setTimeout(take, PAUSE_MS, target);
    });
    form.addEventListener('change', ({ target }) => {
      clearTimeout(pause);
      take(target);
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('click', ({ target }) => {
      if (scenarios.has(target)) {
        setAll(`#?${scenarios.get(target)}`);
      }
    });
    // What was typed reads back, "50k" as "50,000".
    form.addEventListener('focusout', ({ target }) => {
      if (target.dataset.shown && target.getAttribute('aria-invalid') !== 'true') {
        target.value = target.dataset.shown;
      }
    });
    part(form, 'reset').addEventListener('click', () => setAll('#?'));
    part(form, 'copy').addEventListener('click', async () => {
      const status = part(form, 'copied');
      try {
        // Not the fragment, which may be a place in the page by now.
        await navigator.clipboard.writeText(new URL(`#?${state}`, location.href).href);
        status.textContent = status.dataset.done;
      } catch {
        status.textContent = status.dataset.failed;
      }
    });
    window.addEventListener('hashchange', () => {
      // Any other fragment is a place in the page, and changes nothing.
      if (/^(#\?.*)?$/.test(location.hash)) {
        show();
      }
    });
  };

  const start = (engine) => {
    run = engine;
    stage.append(template.content.cloneNode(true));
    form = stage.querySelector('form');
    for (const button of form.querySelectorAll('[data-state]')) {
      scenarios.set(button, canonical(run(button.dataset.state)));
    }
    results.before(stage);
    stage.append(results);
    show();
    // What a link changed should be seen.
    const assumptions = form.querySelector('details');
    if (assumptions?.querySelector('.changed')) {
      assumptions.open = true;
    }
    listen();
  };

  // Without an engine the page stays as it is, and complete.
  window.fingerpost?.open(template.dataset.id, 'cost').then(start, () => {});
})();

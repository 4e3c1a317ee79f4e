/*
 * What outcomes cost at the reader's own figures. Answers that feed inputs of the cost table come
 * as that table's state. Its engine is loaded when there is something to compute, and fills in
 * the price of each outcome, and one beside each link to an outcome that is still possible.
 */
'use strict';

window.fingerpost?.enhance('Wizard', (place) => {
  const { id: decision, table, page, load } = place.find('Wizard').dataset;
  const main = place.root.querySelector('main') ?? place.root;
  const all = (selector) => [...main.querySelectorAll(selector)];
  // As the page was written: what the table says as it stands.
  const written = new Map(all('.price').map((node) => [node.dataset.outcome, node.cloneNode(true)]));
  let decide;
  let costs;
  let states = [];
  let runs = [];

  const script = (source) =>
    new Promise((resolve, reject) => {
      const node = document.createElement('script');
      node.onload = resolve;
      node.onerror = reject;
      node.src = source;
      document.head.append(node);
    });

  const open = async () => {
    await Promise.all(load.split(' ').map(script));
    return window.fingerpost.open(table, 'cost');
  };

  // Of a range of answers: at its low end, and at its high end.
  const fill = (node) => {
    const { output, alternative, to, live } = node.dataset;
    const [first, last] = runs.map((lines) =>
      lines.find(([kind, id, of]) => kind === 'output' && id === output && of === alternative),
    );
    const [basis, range] = node.querySelectorAll('span');
    const link = node.querySelector('a');
    const unit = `\u00a0${first[5]}`;
    basis.textContent = live;
    link.textContent = (last ? first[4] + to + last[4] : first[4]) + unit;
    link.removeAttribute('title');
    node.querySelectorAll('[href]').forEach((each) => (each.href = place.state(page, states[0])));
    node.dataset.now = '';
    if (range && (last || !first[7])) {
      range.remove();
    } else if (range) {
      range.querySelector('b').textContent = first[7] + to + first[9] + unit;
    }
  };

  const show = () => {
    for (const node of all('.price')) {
      const fresh = written.get(node.dataset.outcome).cloneNode(true);
      if (runs.length > 0) {
        fill(fresh);
      }
      const changes = runs.length > 0 || node.dataset.now !== undefined;
      if (changes && !fresh.isEqualNode(node)) {
        node.replaceWith(fresh);
      }
    }
    for (const link of all(`.wizard li > a[href^="${place.link('#o-')}"]`)) {
      const outcome = place.read(link.hash).slice(3);
      const price = main.querySelector(`.price[data-outcome="${outcome}"] a`);
      if (runs.length > 0 && price && !link.parentNode.querySelector('small')) {
        const note = document.createElement('small');
        note.textContent = ` ${price.textContent}`;
        link.after(note);
      }
    }
  };

  const update = async () => {
    const state = (place.read(location.hash) ?? '').replace(/^[^?]*\??/, '');
    const line = decide(state).find(([kind]) => kind === 'costs') ?? [];
    const next = line.slice(1);
    if (next.join('\t') !== states.join('\t')) {
      const engine = next.length > 0 && (await (costs ??= open()));
      states = next;
      runs = next.map((each) => engine(each));
    }
    show();
  };

  const start = (engine) => {
    decide = engine;
    // The wizard shows a step, or the reader goes on.
    new MutationObserver(() => update()).observe(main, { childList: true, subtree: true });
    update();
  };

  window.fingerpost.open(decision, 'decide').then(start, () => {});
});

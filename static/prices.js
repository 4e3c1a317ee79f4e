/*
 * What outcomes cost at the reader's own figures; wizard.js brings it with the first answer. Answers
 * that feed inputs of the cost table come as that table's state. Its engine is loaded when there is
 * something to compute, and fills in each place that says what it holds:
 * `data-live="OUTPUT ALTERNATIVE"`, with " range" behind it for between what it lies and " bare" for
 * no unit; `data-lead` is what stands around a range ("in 9 of 10 cases {}"), or with an empty
 * `data-live` all of it. Links to outcomes that are still possible get a price beside them. When it
 * is done, the document hears of it ("prices").
 */
'use strict';

window.fingerpost?.enhance('Wizard', (place) => {
  const { id: decision, table, page, to, away } = place.find('Wizard').dataset;
  const main = place.root.querySelector('main') ?? place.root;
  const all = (selector) => [...main.querySelectorAll(selector)];
  if (!table) {
    return; // nothing here has a price
  }
  let decide;
  let costs;
  let back = ''; // the way back from the calculator: this decision and its answers
  let states = []; // of the table: one, or two at the ends of what answers leave open
  let runs = []; // what its engine says of each

  const open = async () => {
    await window.fingerpost.need(place.find('Tree').dataset.load);
    return window.fingerpost.open(table, 'cost');
  };

  const text = ({ live, lead = '' }) => {
    const [output, of = '', isRange, isBare] = live.split(' ');
    const [low, high] = runs.map((lines) =>
      lines.find(([kind, id, alternative]) => kind === 'output' && id === output && alternative === of),
    );
    if (!low) {
      return lead;
    }
    // An alternative whose gate fails has a price that nobody can have.
    const prices = runs.map((lines, i) =>
      lines.some(([kind, id, share]) => kind === 'gate' && id === of && share === '0')
        ? away
        : [low, high][i][4],
    );
    const unit = (price) => (price === away || isBare || !low[5] ? price : `${price}\u00a0${low[5]}`);
    const between = (least, most) =>
      (least === most ? '' : (most === away ? unit(least) : least) + to) + unit(most);
    if (isRange && low[7] && !high && prices[0] !== away) {
      return (lead || '{}').replace('{}', between(low[7], low[9]));
    }
    return lead ? '' : between(prices[0], prices.at(-1));
  };

  const show = () => {
    const isLive = runs.length > 0;
    for (const node of all('[data-live]')) {
      const spot = node.querySelector('a') ?? node;
      node.dataset.was ??= spot.textContent;
      const now = isLive ? text(node.dataset) : node.dataset.was;
      if (spot.textContent !== now) {
        spot.textContent = now;
      }
    }
    for (const link of all('[data-live] a[href], [data-costs][href]')) {
      link.dataset.href ??= link.getAttribute('href');
      const leads = isLive || (back && link.dataset.costs !== undefined);
      link.href = leads ? place.state(page, (states[0] ?? '') + back) : link.dataset.href;
      if (isLive) {
        link.removeAttribute('title'); // of the table as it stands
      }
    }
    for (const link of isLive ? all(`.wizard li > a[href^="${place.link('#o-')}"]`) : []) {
      const outcome = place.read(link.hash).slice(3);
      const price = main.querySelector(`.price[data-outcome="${outcome}"] a`);
      if (price && !link.parentNode.querySelector('small')) {
        const note = document.createElement('small');
        note.textContent = ` ${price.textContent}`;
        link.after(note);
      }
    }
  };

  const update = async () => {
    const state = (place.read(location.hash) ?? '').replace(/^[^?]*\??/, '');
    const lines = decide(state);
    const [, ...next] = lines.find(([kind]) => kind === 'costs') ?? [];
    const [, given] = lines.find(([kind]) => kind === 'state');
    back = given && `?${decision}&${given}`;
    if (next.join('\t') !== states.join('\t')) {
      const engine = next.length > 0 && (await (costs ??= open()));
      states = next;
      runs = next.map((each) => engine(each));
    }
    show();
    document.dispatchEvent(new Event('prices'));
  };

  const start = (engine) => {
    decide = engine;
    // The wizard shows a step, or the reader goes on.
    new MutationObserver(() => update()).observe(main, { childList: true, subtree: true });
    update();
  };

  window.fingerpost.open(decision, 'decide').then(start, () => {});
});

/*
 * The wizard: one question of the page's decision at a time.
 *
 * The page already holds the whole decision, so this script has no rule and no text of its
 * own. It asks the engine what follows from the answers (lines of fields, see decide.h) and
 * fills the parts of its <template> (wizard.mustache) with words of the page.
 *
 * The fragment holds the state, and what its sender saw: "#?stable=yes&volume=50000" and
 * "&~version=2026-11-21&~result=prompting". "#q-volume?stable=yes&volume=50000" is the same
 * state while the answer to `volume` is being changed. Any other fragment is a place in the
 * page. Steps only assign location.hash, so Back and copied links work from disk too.
 */
'use strict';

window.fingerpost?.enhance('Wizard', (place) => {
  const UNSURE = 'unsure'; // the value of an answer that the reader does not know
  const NONE = 'none'; // of several choices
  const MARKS = ['>', '>=', '<', '<=', '='];
  const WAYS_MAX = 12; // choices of one question that lead elsewhere
  const template = place.find('Wizard');
  const tree = place.find('Tree');
  const words = template.dataset;
  const title = document.title;
  const shown = tree.previousElementSibling; // where the parts go
  const given = new Map(); // each answer that was ever given here, as it reads: fills its field again
  const trail = []; // fragments seen, so that Back knows whether there is a step to go back to
  let offer; // the record of what is shown
  let recording; // a promise of what writes it
  let pricing; // of what tells prices, once there are answers
  let run;
  let lines; // of the step that is shown
  let state = ''; // canonical, likewise

  // Fills the parts of a template, as wizard.mustache says; parts within see the view around.
  const fill = (root, view) => {
    for (let node; (node = root.querySelector('[data-each]')); node.remove()) {
      const { each } = node.dataset;
      node.removeAttribute('data-each');
      for (const item of [view[each] || []].flat()) {
        const copy = node.cloneNode(true);
        node.before(copy);
        fill(copy, { ...view, ...(typeof item === 'object' ? item : { '': item }) });
      }
    }
    for (const node of [root, ...root.querySelectorAll('*')]) {
      for (const name of ['put', 'to', 'as'].filter((each) => node.dataset?.[each] !== undefined)) {
        const value = view[node.dataset[name]] ?? '';
        node.removeAttribute(`data-${name}`);
        if (name === 'put') {
          node.append(...[value].flat());
        } else {
          node[name === 'to' ? 'href' : 'className'] = name === 'to' ? place.link(value) : value;
        }
      }
    }
  };

  // What the page says of a question (q), an outcome (o), an option (g), a limit (t).
  const at = (kind, id) => place.find(`${kind}-${id}`);
  const all = (root, selector) => [...(root?.querySelectorAll(selector) ?? [])];
  const texts = (root, selector) => all(root, selector).map((node) => node.textContent);
  const copies = (root, selector) => all(root, selector).map((node) => node.cloneNode(true));
  const textOf = (root, selector) => texts(root, selector)[0] ?? '';
  const kind = (name, of = lines) => of.filter(([each]) => each === name);
  const listed = () => [...kind('answer'), ...kind('unused')];
  // Which of several wordings and hints fits is told at the end of a question's line.
  const wording = (id, name, field) => {
    const line = [...listed(), ...kind('ask')].find(([, of]) => of === id);
    const worded = all(at('q', id), `.${name}s`)[line?.at(field)];
    return worded ? quote(worded).textContent.trim() : textOf(at('q', id), `.${name}`);
  };
  const ask = (id) => wording(id, 'ask', -2) || id;
  const answers = (id) => all(at('q', id), '.arms > li');
  const label = (id, value) => textOf(answers(id).find((li) => li.dataset.value === value), '.arm');
  const isNumber = (id) => textOf(at('q', id), '.limits') !== '';
  const withUnit = (root, text) => `${text} ${textOf(root, '.unit')}`.trim();
  // How an answer reads, from its line: KIND ID VALUE [ANSWER TEXT].
  const reads = ([, id, value, , text]) => {
    if (value === UNSURE) {
      return words.unsure;
    }
    const each = (one) => label(id, one) || words[one] || one;
    return isNumber(id) ? withUnit(at('q', id), text ?? value) : value.split(',').map(each).join(', ');
  };
  // A text of the page without its condition, and with the answers that it quotes.
  const quote = (node) => {
    const copy = node.cloneNode(true);
    all(copy, '.when').forEach((each) => each.remove());
    for (const hole of all(copy, '[data-answer]')) {
      const line = kind('answer').find(([, id]) => id === hole.dataset.answer);
      hole.textContent = line ? reads(line) : hole.textContent;
    }
    return copy;
  };
  const titleOf = (id) => textOf(at('o', id), 'h3') || id;
  const titles = (ids, by = words.or) => ids.map(titleOf).join(by);
  const ends = (ids) => ids.map((id) => ({ title: titleOf(id), url: `#o-${id}` }));

  const canonical = (of) => kind('state', of)[0][1] ?? '';
  const possible = (of) => kind('possible', of)[0].slice(1);
  // Where these lines have led: nowhere yet, to an outcome, or to several in doubt.
  const result = (of) => (kind('ask', of).length ? '' : possible(of).join());
  const link = (of, to) =>
    `#?${of && `${of}&~version=${words.version}${to && `&~result=${to}`}`}`;
  const address = () => new URL(place.link(link(state, result(lines))), location.href).href;
  // The last answer to a question is the one that counts.
  const answered = (id, value) => run(`${state}&${id}=${encodeURIComponent(value)}`);
  const hash = () => place.read(location.hash);
  const go = (fragment) => {
    if (hash() === fragment) {
      show();
    } else {
      location.hash = place.link(fragment);
    }
  };

  // --- What is shown -----------------------------------------------------------------------

  const refused = () => {
    const unknown = kind('unknown').map(([, id]) => ({ id }));
    const invalid = [...kind('invalid'), ...kind('refused')];
    return (
      unknown.length + invalid.length > 0 && {
        unknown,
        invalid: invalid.map(([, id, value]) => ({ value, ask: ask(id) })),
      }
    );
  };

  // What the sender of a link saw, where that is not what it leads to now.
  const then = () => {
    const [[, version, was] = []] = kind('then');
    const now = result(lines);
    const old = version !== words.version && version;
    return (
      (old || (was && was !== now)) && {
        old,
        was: was && titles(was.split(',')),
        same: was && was === now,
        now: was && was !== now && titles(now.split(',').filter(Boolean)),
        more: was && now === '',
      }
    );
  };

  const moved = () => {
    const limit = kind('threshold').map(([, id, , text]) => ({
      id,
      name: textOf(at('t', id), 'b'),
      text: withUnit(at('t', id), text),
      here: textOf(at('t', id), '.value'),
      url: `#?${state.split('&').filter((pair) => !pair.startsWith(`${id}=`)).join('&')}`,
    }));
    return limit.length > 0 && { limit };
  };

  const answersGiven = () => {
    const row = (line) => ({
      kind: line[0],
      ask: ask(line[1]),
      reads: reads(line),
      url: line[0] === 'answer' && `#q-${line[1]}?${state}`,
      unused: line[0] === 'unused',
    });
    const rows = listed().map(row);
    return rows.length > 0 && { row: rows, address: address() };
  };

  // Back: the step before, or on a copied link the question before.
  const back = (asked) => {
    const used = kind('answer');
    const nth = used.findIndex(([, id]) => id === asked);
    const before = used.at(nth < 0 ? -1 : nth - 1); // of a new one: the last
    if (trail.length > 1) {
      return { url: trail.at(-2) || '#?' };
    }
    return before && nth !== 0 && { url: `#q-${before[1]}?${state}` };
  };

  // What each answer settled: sentences of the tree or of gates, and the outcomes ruled out.
  // The one that decided comes first, then the last.
  const reasons = (why) => {
    const used = kind('answer');
    const pairs = state.split('&');
    const limits = kind('threshold').length > 0 ? pairs.slice(-kind('threshold').length) : [];
    const [[, decider, ...deciding] = []] = kind('decided', why);
    const hasGates = kind('gate', why).length > 0;
    const closed = new Set();
    let before = possible(run(limits.join('&')));
    const settled = used.map((line, i) => {
      const upTo = [...pairs.slice(0, i + 1), ...limits].join('&');
      const left = possible(run(upTo));
      const gates = kind('gate', hasGates && i < used.length - 1 ? run(upTo, 'explain') : why);
      const fresh = gates.filter((gate) => gate[3] !== 'open' && !closed.has(gate.join()));
      fresh.forEach((gate) => closed.add(gate.join()));
      const isDeciding = (gate) => gate[1] === deciding[0] && gate[2] === deciding[1];
      fresh.sort((a, b) => isDeciding(b) - isDeciding(a));
      const out = before.filter((id) => !left.includes(id));
      before = left;
      return {
        id: line[1],
        because: [textOf(answers(line[1])[line[3]], '.because'), ...fresh.map(sentence)].filter(Boolean),
        given: `${ask(line[1])} ${reads(line)}`,
        out: titles(out, ' · '),
      };
    });
    const told = settled.reverse().filter(({ because, out }) => because.length > 0 || out);
    told.sort((a, b) => (b.id === decider) - (a.id === decider));
    return told.length > 0 && { reason: told };
  };

  const gateOf = ([, option, gate]) => all(at('g', option), 'li').find((li) => li.dataset.gate === gate);
  const sentence = (gate) =>
    textOf(gateOf(gate), { pass: '.yes > span', fail: '.no > span', open: '.when' }[gate[3]]);

  const gateView = (gate) => {
    const asks = gateOf(gate).dataset.asks.split(' ');
    const used = kind('answer').filter(([, id]) => asks.includes(id));
    return {
      status: gate[3],
      word: words[gate[3]],
      text: sentence(gate),
      given: used.map((line) => `${ask(line[1])} ${reads(line)}`).join(' · '),
      source: copies(gateOf(gate), 'cite'),
    };
  };

  const gated = (why) => {
    const options = all(tree, '[data-option]').map((section) => {
      const gate = kind('gate', why).filter(([, option]) => section.dataset.option === option);
      return {
        title: textOf(section, 'h3'),
        always: textOf(section, 'p'),
        gates: gate.length > 0 && { gate: gate.map(gateView) },
      };
    });
    return options.length > 0 && { option: options };
  };

  // "more than 100,000 calls a month (80,000 more)", from ID VALUE MARK TEXT DISTANCE.
  const changed = ([, id, value, mark, text, distance]) => {
    const order = MARKS.indexOf(mark);
    if (order === 4) {
      return label(id, value);
    }
    const isDay = at('q', id).dataset.day !== undefined;
    const off = (isDay ? words.later : words.off).split('|')[order >> 1];
    const than = (isDay ? words.after : words.than).split('|')[order];
    const far = distance && ` (${withUnit(at('q', id), distance)} ${off})`;
    return `${than}${withUnit(at('q', id), text)}${far}`;
  };

  const flips = (why) => {
    const found = new Map();
    why.forEach(([name, of, ...outcomes], i) => {
      if (name !== 'flip') {
        return;
      }
      const end = why.findIndex((line, k) => k > i && line[0] !== 'set');
      const sets = why.slice(i + 1, end < 0 ? undefined : end);
      const [, only] = sets.length === 1 ? sets[0] : [];
      const to = titles(outcomes);
      const key = only ? `${only} ${to}` : of;
      const flip = found.get(key) ?? { ask: only && ask(only), way: [], to };
      const parts = sets.map((set) => (only ? '' : `${ask(set[1])} `) + changed(set));
      if (flip.way.length < WAYS_MAX) {
        flip.way.push({ url: link(of, ''), text: parts.join(' + ') });
      }
      found.set(key, flip);
    });
    return found.size > 0 && { flip: [...found.values()] };
  };

  const sourced = (why) => {
    const depends = kind('depends', why).map(([, id, value, mark, text, ...outcomes]) => ({
      name: textOf(at('t', id), 'b'),
      url: link(`${state}&${id}=${value}`, ''),
      text: words.than.split('|')[MARKS.indexOf(mark)] + withUnit(at('t', id), text),
      here: moved().limit?.find((limit) => limit.id === id)?.text ?? textOf(at('t', id), '.value'),
      range: textOf(at('t', id), '.range'),
      to: titles(outcomes),
      cites: copies(at('t', id), 'cite'),
    }));
    const robust = kind('robust', why).length > 0;
    return (robust || depends.length > 0) && { robust, unsound: !robust, depends };
  };

  // The outcome's guide and bill, and the sentences that hold.
  const saidOf = ([, id, ...says]) => [
    ...copies(at('o', id), '.guide'),
    ...says.map((i) => quote(all(at('o', id), '.say')[i])),
  ];

  const conclusion = () => {
    const why = run(state, 'explain');
    const [outcome] = kind('outcome');
    const found = kind('doubt').map(([, id, least, most]) => ({
      ask: ask(id),
      settles: most === '1',
      leaves: most !== '1' && `${least}–${most}`,
      how: textOf(at('q', id), '.unsure'),
      url: `#q-${id}?${state}`,
    }));
    return {
      result: outcome && { title: titleOf(outcome[1]), texts: saidOf(outcome) },
      doubt: !outcome && { count: `${possible().length}`, end: ends(possible()), find: found },
      why: reasons(why),
      gated: gated(why),
      flips: flips(why),
      sourced: sourced(why),
    };
  };

  // A question; `more` may follow, nothing is said of that while an answer is being changed.
  const question = (id, more, wrong) => {
    const { several, many, day } = at('q', id).dataset;
    const isSeveral = several !== undefined;
    const view = {
      ask: ask(id),
      hint: wording(id, 'hint', -1),
      unsure: textOf(at('q', id), '.unsure'),
      wrong,
      last: more === '0',
      one: more === '1',
      more: more > 1 && { count: more },
    };
    if (isNumber(id)) {
      const limits = textOf(at('q', id), '.limits');
      const unit = textOf(at('q', id), '.unit');
      return { number: { ...view, limits, unit, day: day !== undefined, doubts: true } };
    }
    const own = answers(id).map((li) => ({ value: li.dataset.value, label: textOf(li, '.arm') }));
    const answer = [
      ...own,
      ...(isSeveral ? [{ value: NONE, label: words.none, or: true }] : []),
      { value: UNSURE, label: words.unsure, or: !isSeveral },
    ];
    return { choice: { ...view, several: isSeveral, many: many !== undefined, answer } };
  };

  // A result as a link to its record, whose script comes with the first result.
  const record = async (view) => {
    const link = shown.querySelector('[download]');
    const ids = possible();
    const facts = { state, ids: ids.join(), title: titles(ids), chosen: titles(ids, '” or “') };
    await (recording ??= window.fingerpost.need(link.dataset.load));
    const text = window.fingerpost.record(place, { ...view, ...facts });
    link.href = `data:text/markdown;charset=utf-8,${encodeURIComponent(text)}`;
  };

  // --- What is typed -----------------------------------------------------------------------

  const value = (form) => {
    const typed = new FormData(form);
    const most = typed.get('most');
    return typed.getAll('answer').join(',') + (most ? `..${most}` : '');
  };

  const listenChoices = (form, view, id) => {
    const inputs = all(form, '[name="answer"]');
    const chosen = (given.get(id) ?? '').split(',');
    inputs.forEach((input, i) => {
      input.type = view.several ? 'checkbox' : 'radio';
      input.value = view.answer[i].value;
      input.checked = chosen.includes(input.value);
    });
    inputs[0].id = place.link('#answer').slice(1);
    form.addEventListener('change', ({ target }) => {
      const isAlone = [NONE, UNSURE].includes(target.value);
      for (const input of inputs) {
        if (view.several && input !== target && (isAlone || [NONE, UNSURE].includes(input.value))) {
          input.checked = false;
        }
      }
    });
    const seek = place.find('seek');
    seek?.addEventListener('input', () => {
      const items = all(form, '.arms > li').slice(0, answers(id).length);
      for (const li of items) {
        const isFound = li.textContent.toLowerCase().includes(seek.value.trim().toLowerCase());
        li.hidden = !isFound && !li.querySelector(':checked');
      }
      const found = items.filter((li) => !li.hidden).length;
      form.querySelector('output').textContent = `${found} / ${items.length}`;
    });
    seek?.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') {
        event.preventDefault(); // it finds, and does not go on
      }
    });
  };

  const listenNumber = (form, id) => {
    place.find('answer').value = given.get(id) ?? '';
    if (at('q', id).dataset.day === undefined) {
      all(form, 'input').forEach((input) => input.setAttribute('inputmode', 'numeric'));
    }
    form.addEventListener('input', () => {
      const line = kind('answer', answered(id, value(form))).find(([, of]) => of === id);
      form.querySelector('output').textContent = line ? reads(line) : '';
    });
  };

  // Goes on with the answer, or says what is wrong with it: the same words at the top, where
  // focus goes, and at the field.
  const listen = (form, id, wrong) => {
    if (wrong) {
      all(form, 'input').forEach((input) => input.setAttribute('aria-invalid', 'true'));
      const message = shown.querySelector('[data-is="message"]');
      message.addEventListener('click', (event) => {
        event.preventDefault(); // the fragment is the state
        place.find('answer').focus();
      });
    }
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const typed = event.submitter?.name === UNSURE ? UNSURE : value(form);
      const told = answered(id, typed);
      const broken = kind('refused', told).find(([, of]) => of === id);
      if (broken || kind('invalid', told).some(([, of]) => of === id)) {
        given.set(id, typed);
        const rule = broken && all(at('q', id), '.rules')[broken[3]];
        show(rule ? quote(rule).textContent.trim() : at('q', id).dataset.error);
        shown.querySelector('[role="alert"]').focus();
      } else {
        go(link(canonical(told), result(told)));
      }
    });
  };

  const listenActs = () => {
    const act = (name, work) =>
      shown.querySelector(`[data-is="${name}"]`)?.addEventListener('click', work);
    act('again', () => given.clear());
    act('print', () => window.print());
    act('copy', async ({ target }) => {
      const status = target.parentNode.querySelector('[role="status"]');
      try {
        // Not the fragment, which may be a place in the page by now.
        await navigator.clipboard.writeText(address());
        status.textContent = status.dataset.done;
      } catch {
        status.textContent = status.dataset.failed;
      }
    });
    if (trail.length > 1) {
      shown.querySelector('.return').addEventListener('click', (event) => {
        event.preventDefault();
        history.back();
      });
    }
  };

  // Marks on the map which gates pass and fail, or where the answers lead: to the first of an answer's targets that was
  // seen, and where it is in doubt to all of them.
  const light = (asked) => {
    const used = kind('answer');
    const seen = [...used.map(([, id]) => `#q-${id}`), `#q-${asked}`];
    seen.push(...ends(possible()).map(({ url }) => url));
    const ways = new Set(seen);
    for (const [, id, , taken] of used) {
      const sure = answers(id)[taken];
      const links = all(sure ?? at('q', id), '.to > a').map(({ hash: to }) => place.read(to));
      const hits = seen.filter((hash) => links.includes(hash));
      hits.slice(0, sure && 1).forEach((hash) => ways.add(id + hash));
    }
    for (const node of all(tree, '[data-way]')) {
      node.classList.toggle('lit', ways.has(node.dataset.way));
    }
    const cells = all(tree, '[data-cell]'); // of the table of options by gates
    const gates = new Map();
    for (const [, option, gate, status] of cells.length > 0 ? kind('gate', run(state, 'explain')) : []) {
      gates.set(`${option} ${gate}`, status);
    }
    for (const cell of cells) {
      cell.className = gates.get(cell.dataset.cell);
      cell.dataset.word = words[cell.className];
    }
  };

  const isState = (fragment) => fragment === '' || /^#(q-[^?]*)?\?/.test(fragment);

  // The step of the fragment; `wrong` is said of the answer that was tried.
  const show = (wrong) => {
    const fragment = hash();
    lines = run(fragment.replace(/^[^?]*\??/, ''));
    state = canonical();
    pricing ||= state && window.fingerpost.need(words.load);
    for (const line of wrong ? [] : listed()) {
      const isNumeric = isNumber(line[1]);
      given.set(line[1], !isNumeric ? line[2] : line[2] === UNSURE ? '' : (line[4] ?? line[2]));
    }
    const [, changing] = /^#q-([^?]*)/.exec(fragment) ?? [];
    const isChange = kind('answer').some(([, id]) => id === changing);
    const [[, next, more] = []] = kind('ask');
    const asked = isChange ? changing : next;
    const view = {
      back: back(asked),
      refused: refused(),
      then: then(),
      moved: moved(),
      trail: answersGiven(),
      possible: next && { end: ends(possible()) },
      ...(asked ? question(asked, isChange ? '' : more, wrong) : conclusion()),
      wrong,
    };
    const root = template.content.cloneNode(true);
    fill(root, { ...view, record: !asked });
    light(asked);
    shown.replaceChildren(root);
    const form = shown.querySelector('form');
    const heading = asked ? ask(asked) : (view.result?.title ?? words.doubt);
    document.title = `${wrong ? words.error : ''}${asked ? '' : words.result}${heading} – ${title}`;
    if (asked) {
      if (view.number) {
        listenNumber(form, asked);
      } else {
        listenChoices(form, view.choice, asked);
      }
      listen(form, asked, wrong);
    }
    const row = all(shown, '.trail dl > div')[listed().findIndex(([, id]) => id === asked)];
    row?.setAttribute('aria-current', 'step');
    listenActs();
    offer = () => {
      if (!asked) {
        record(view);
      }
    };
    offer();
  };

  const reveal = (id) => {
    const node = place.find(id);
    if (node && tree.contains(node)) {
      tree.open = true;
      node.scrollIntoView();
    }
  };

  const follow = () => {
    const now = hash();
    if (now === undefined) {
      return; // the reader is on another page
    }
    // Going back takes a fragment off the trail, anything else adds one.
    if (trail.at(-2) === now) {
      trail.pop();
    } else {
      trail.push(now);
    }
    if (isState(now)) {
      show();
      shown.querySelector('[tabindex]').focus();
    } else {
      reveal(now.slice(1));
    }
  };

  const start = (engine) => {
    run = engine;
    trail.push(hash());
    tree.querySelector('summary h2').textContent = words.fold;
    tree.open = false;
    show();
    if (!isState(hash())) {
      reveal(hash().slice(1));
    }
    window.addEventListener('hashchange', follow);
    document.addEventListener('prices', () => offer()); // prices.js has filled them in
  };

  // Without an engine the page is complete, and needs no place for it.
  window.fingerpost.open(words.id, 'decide').then(start, () => shown.remove());
});

/*
 * The wizard: one question of the page's decision at a time.
 *
 * The page already holds the whole decision, so this script has no rule and no text of its
 * own. It asks the engine what follows from the answers (lines of fields, see decide.h) and
 * copies words from the page into the parts of its <template>.
 *
 * The fragment holds the state: "#?stable=yes&volume=50000". "#q-volume?stable=yes&volume=50000"
 * is the same state while the answer to `volume` is being changed. Any other fragment is a
 * place in the page. Steps only assign location.hash, so Back and copied links work from disk too.
 */
'use strict';

(() => {
  const UNSURE = 'unsure'; // the value of an answer that the reader does not know
  const template = document.getElementById('Wizard');
  const tree = document.getElementById('Tree');
  const words = template.dataset;
  const title = document.title;
  const shown = document.createElement('div'); // where the parts go
  shown.className = 'stage';
  const given = new Map(); // each answer that was ever given here, as it reads: fills its field again
  const trail = []; // fragments seen, so that Back knows whether there is a step to go back to
  let run;
  let state = ''; // canonical, of the step that is shown

  const part = (root, name) => root.querySelector(`[data-is="${name}"]`);
  // Fills the part with a text; a part without one goes.
  const fill = (root, name, text) => {
    const node = part(root, name);
    if (text) {
      node.textContent = text;
    } else {
      node.remove();
    }
  };
  // As many copies of the part as there are items; none: its list goes too, if asked for.
  const repeat = (root, name, items, each) => {
    const first = part(root, name);
    for (const item of items) {
      const copy = first.cloneNode(true);
      first.before(copy);
      each(copy, item);
    }
    first.remove();
  };
  const go = (fragment) => {
    if (location.hash === fragment) {
      show();
    } else {
      location.hash = fragment;
    }
  };

  // What the page says of a question, an answer, an outcome.
  const textOf = (root, selector) => root?.querySelector(selector)?.textContent ?? '';
  const question = (id) => document.getElementById(`q-${id}`);
  const ask = (id) => textOf(question(id), '.ask') || id;
  const answers = (id) => [...(question(id)?.querySelectorAll('.arms > li') ?? [])];
  const outcome = (id) => document.getElementById(`o-${id}`);
  const isNumber = (id) => textOf(question(id), '.limits') !== '';
  const withUnit = (id, number) => `${number} ${textOf(question(id), '.unit')}`.trim();
  const label = (id, value) => textOf(answers(id).find((li) => li.dataset.value === value), '.arm');
  const because = (line) => textOf(answers(line[1])[line[3]], '.because');
  // How an answer reads, from its line: KIND ID VALUE [ANSWER TEXT].
  const reads = ([, id, value, , text]) => {
    if (value === UNSURE) {
      return words.unsure;
    }
    const each = (one) => label(id, one) || one;
    return isNumber(id) ? withUnit(id, text ?? value) : value.split(',').map(each).join(', ');
  };

  const kind = (lines, name) => lines.filter((line) => line[0] === name);
  const canonical = (lines) => kind(lines, 'state')[0][1] ?? '';
  // The last answer to a question is the one that counts.
  const answered = (id, value) => run(`${state}&${id}=${encodeURIComponent(value)}`);

  const fillRefused = (root, lines) => {
    const unknown = kind(lines, 'unknown');
    const invalid = [...kind(lines, 'invalid'), ...kind(lines, 'refused')];
    const box = part(root, 'refused');
    repeat(box, 'unknown', unknown, (li, [, id]) => {
      li.querySelector('code').textContent = id;
    });
    repeat(box, 'invalid', invalid, (li, [, id, value]) => {
      li.querySelector('code').textContent = value;
      li.querySelector('span').textContent = ask(id);
    });
    if (unknown.length + invalid.length === 0) {
      box.remove();
    }
  };

  const fillTrail = (root, lines, asked) => {
    const used = kind(lines, 'answer');
    const unused = kind(lines, 'unused');
    repeat(root, 'row', [...used, ...unused], (row, line) => {
      const [name, id] = line;
      row.className = name;
      row.querySelector('dt').textContent = ask(id);
      row.querySelector('dd').textContent = reads(line);
      const change = part(row, 'change');
      change.querySelector('a').href = `#q-${id}?${state}`;
      change.querySelector('span').append(ask(id));
      part(row, name === 'answer' ? 'unused' : 'change').remove();
      if (id === asked) {
        row.setAttribute('aria-current', 'step');
      }
    });
    part(root, 'again').addEventListener('click', () => given.clear());
    part(root, 'copy').addEventListener('click', copyLink);
    if (used.length + unused.length === 0) {
      part(root, 'given').remove();
    }
    const possible = kind(lines, 'possible')[0].slice(1);
    repeat(root, 'outcome-link', possible, (li, id) => {
      const link = li.querySelector('a');
      link.textContent = textOf(outcome(id), 'h3');
      link.href = `#o-${id}`;
    });
    if (kind(lines, 'outcome').length > 0) {
      part(root, 'possible').remove();
    }
  };

  const copyLink = async ({ target }) => {
    const status = part(target.parentNode, 'copied');
    try {
      // Not the fragment, which may be a place in the page by now.
      await navigator.clipboard.writeText(new URL(`#?${state}`, location.href).href);
      status.textContent = status.dataset.done;
    } catch {
      status.textContent = status.dataset.failed;
    }
  };

  const several = (id) => question(id)?.dataset.several !== undefined;
  const value = (form, id) => {
    const chosen = new FormData(form).getAll('answer').join(',');
    return chosen || (several(id) ? 'none' : '');
  };

  const fillChoices = (form, id, chosen) => {
    repeat(form, 'answer', answers(id), (li, answer) => {
      const input = li.querySelector('input');
      input.type = several(id) ? 'checkbox' : 'radio';
      input.value = answer.dataset.value;
      input.checked = chosen.split(',').includes(input.value);
      li.querySelector('span').textContent = textOf(answer, '.arm');
    });
    form.querySelector('input').id = 'answer';
  };

  const fillNumber = (form, id, written) => {
    const input = form.querySelector('input');
    const reading = part(form, 'reading');
    input.value = written;
    fill(form, 'unit', textOf(question(id), '.unit'));
    input.addEventListener('input', () => {
      const line = kind(answered(id, value(form, id)), 'answer').find(([, of]) => of === id);
      reading.textContent = line ? reads(line) : '';
    });
  };

  // How many questions may follow; nothing while an answer is being changed.
  const fillMore = (form, more) => {
    const wanted = part(form, `more-${more}`) ?? (more && part(form, 'more'));
    for (const node of form.querySelectorAll('[data-is^="more"]')) {
      if (node !== wanted) {
        node.remove();
      }
    }
    const count = form.querySelector('[data-is="more"] b');
    if (count) {
      count.textContent = more;
    }
  };

  const fillQuestion = (root, id, more) => {
    const [used, other] = isNumber(id) ? ['number', 'choice'] : ['choice', 'number'];
    const form = part(root, used);
    part(root, other).remove();
    part(root, 'result').remove();
    part(root, 'doubt').remove();
    fill(form, 'ask', ask(id));
    fill(form, 'hint', textOf(question(id), '.hint'));
    fill(form, 'limits', textOf(question(id), '.limits'));
    fill(form, 'unsure', textOf(question(id), '.unsure'));
    (isNumber(id) ? fillNumber : fillChoices)(form, id, given.get(id) ?? '');
    fillMore(form, more);
    listen(root, form, id);
  };

  // Goes on with the answer, or says what is wrong with it: the same words at the top, where
  // focus goes, and at the field.
  const listen = (root, form, id) => {
    const step = root.querySelector('.step');
    const problem = part(root, 'problem');
    const error = part(form, 'error');
    const link = part(problem, 'message');
    const about = error.parentNode;
    link.textContent = question(id).dataset.error;
    part(error, 'wrong').textContent = link.textContent;
    error.remove();
    problem.remove();
    link.addEventListener('click', (event) => {
      event.preventDefault(); // the fragment is the state
      form.querySelector('input').focus();
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const lines = answered(id, event.submitter?.name === UNSURE ? UNSURE : value(form, id));
      if (kind(lines, 'invalid').length + kind(lines, 'refused').length === 0) {
        go(`#?${canonical(lines)}`);
        return;
      }
      step.prepend(problem);
      about.append(error);
      form.querySelectorAll('input').forEach((input) => input.setAttribute('aria-invalid', 'true'));
      document.title = `${words.error}${ask(id)} – ${title}`;
      problem.focus();
    });
  };

  // Nothing is left to ask, but several outcomes are: what to find out, the best first.
  const fillDoubt = (root, lines) => {
    part(root, 'result').remove();
    repeat(root, 'find', kind(lines, 'doubt'), (li, [, id]) => {
      li.querySelector('b').textContent = ask(id);
      li.querySelector('span').textContent = textOf(question(id), '.unsure');
    });
  };

  const fillResult = (root, id, lines) => {
    part(root, 'doubt').remove();
    fill(root, 'outcome', textOf(outcome(id), 'h3'));
    const guide = outcome(id).querySelector('.guide');
    if (guide) {
      part(root, 'guide').append(guide.cloneNode(true));
    }
    // What decided comes first: the answer that ended the walk.
    const decided = kind(lines, 'answer').reverse().filter(because);
    repeat(root, 'reason', decided, (li, line) => {
      li.querySelector('b').textContent = because(line);
      li.querySelector('span').textContent = `${ask(line[1])} ${reads(line)}`;
    });
    if (decided.length === 0) {
      part(root, 'why').remove();
    }
  };

  // Back: the step before, or on a copied link the question before.
  const fillBack = (root, used, asked) => {
    const back = part(root, 'back');
    const place = used.findIndex(([, id]) => id === asked);
    const before = used.at(place < 0 ? -1 : place - 1); // of a new one: the last
    if (trail.length > 1) {
      back.href = trail.at(-2) || '#?';
      back.addEventListener('click', (event) => {
        event.preventDefault();
        history.back();
      });
    } else if (before && place !== 0) {
      back.href = `#q-${before[1]}?${state}`;
    } else {
      back.remove();
    }
  };

  const isState = (fragment) => fragment === '' || /^#(q-[^?]*)?\?/.test(fragment);

  const show = () => {
    const fragment = location.hash;
    const lines = run(fragment.replace(/^[^?]*\??/, ''));
    const used = kind(lines, 'answer');
    const changed = (/^#q-([^?]*)/.exec(fragment) ?? [])[1];
    const changing = used.some(([, id]) => id === changed);
    const next = kind(lines, 'ask')[0];
    const root = template.content.cloneNode(true);
    state = canonical(lines);
    for (const line of [...used, ...kind(lines, 'unused')]) {
      given.set(line[1], line[2] === UNSURE ? '' : (line[4] ?? line[2]));
    }
    const asked = changing ? changed : next?.[1];
    fillRefused(root, lines);
    fillBack(root, used, asked);
    fillTrail(root, lines, asked);
    if (asked) {
      fillQuestion(root, asked, changing ? '' : next[2]);
      document.title = `${ask(asked)} – ${title}`;
    } else {
      const id = kind(lines, 'outcome')[0]?.[1];
      for (const name of ['choice', 'number', 'problem']) {
        part(root, name).remove();
      }
      if (id) {
        fillResult(root, id, lines);
      } else {
        fillDoubt(root, lines);
      }
      document.title = `${words.result}${id ? textOf(outcome(id), 'h3') : words.doubt} – ${title}`;
    }
    shown.replaceChildren(root);
  };

  const reveal = (id) => {
    const place = document.getElementById(id);
    if (place && tree.contains(place)) {
      tree.open = true;
      place.scrollIntoView();
    }
  };

  const follow = () => {
    // Going back takes a fragment off the trail, anything else adds one.
    if (trail.at(-2) === location.hash) {
      trail.pop();
    } else {
      trail.push(location.hash);
    }
    if (isState(location.hash)) {
      show();
      shown.querySelector('[tabindex]').focus();
    } else {
      reveal(location.hash.slice(1));
    }
  };

  const start = (engine) => {
    run = engine;
    trail.push(location.hash);
    tree.querySelector('summary h2').textContent = words.fold;
    tree.open = false;
    tree.before(shown);
    show();
    if (!isState(location.hash)) {
      reveal(location.hash.slice(1));
    }
    window.addEventListener('hashchange', follow);
  };

  // Without an engine the page stays as it is, and complete.
  window.fingerpost?.open(words.id, 'decide').then(start, () => {});
})();

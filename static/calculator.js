/*
 * The calculator: the page's cost table with the reader's own inputs.
 *
 * It computes nothing. The engine is asked what follows from the inputs (lines of fields, see
 * cost_session.h), and its texts replace those that the page was built with: as long as all
 * inputs have their defaults, these are the same, and it is not asked before a reader turns to
 * the form. The fields of that come from the page's table of inputs. The fragment,
 * "#?calls=50000&v=2026-11-21.ab12cd", holds what differs from the defaults and the version of
 * the table: typing and sliding replace it, buttons add a step of history. A decision that leads
 * here adds its id and its answers, "?adapt-a-model&stable=yes&volume=50000": the way back.
 */
'use strict';

window.fingerpost?.enhance('Calculator', (place) => {
  const PAUSE_MS = 150; // from the last key to the results, and from the last move to the address
  const SPEAK_MS = 700; // from the last change to what is read out
  const template = place.find('Calculator');
  const { load } = template.dataset; // a script with what the CSV is made of
  const results = place.find('Results');
  const headline = place.find('Headline');
  const prefix = template.id.replace('Calculator', ''); // of ids: in a bundle, the page's name
  const inputs = new Map(
    [...place.find('inputs').querySelectorAll('tbody tr')].map((row) => [row.id.replace(/^(.*~)?input-/, ''), row]),
  );
  const stage = document.createElement('div'); // the form, and beside it the results
  stage.className = 'stage';
  let form;
  let scenarios; // buttons, each with its state in canonical spelling
  let run;
  let answers; // the engine's lines of what is shown
  let state = ''; // canonical, likewise
  let back = []; // the decision that the reader comes from, and its answers as pairs

  const part = (root, name) => root.querySelector(`[data-is="${name}"]`);
  const kind = (lines, name) => lines.filter((line) => line[0] === name);
  const canonical = (lines) => kind(lines, 'state')[0][1] ?? '';
  const field = (id) => form.querySelector(`[data-input="${CSS.escape(id)}"]`);
  const control = (id, root = field(id)) => root.querySelector('[name]');
  const ids = (of) => new Set(of.split('&').map((pair) => pair.split('=')[0]));
  const setText = (node, text) => {
    if (node.textContent !== text) {
      node.textContent = text;
    }
  };

  // Calls `work` once, so long after the last call.
  const later = (work, pause) => {
    let timer;
    return (...values) => {
      clearTimeout(timer);
      timer = setTimeout(work, pause, ...values);
    };
  };

  // What the template says, with numbers in its holes.
  const saying = (name, low, high) =>
    part(template.content, name).textContent.replace('##', high).replace('#', low);
  const range = (low, high) => (low ? saying('range', low, high) : '');

  const describe = (id, [name, , , spread, source], { least = '', most = '' }, box) => {
    const hint = box.querySelector('.hint');
    hint.id = `${prefix}h-${id}`;
    hint.append(spread.textContent);
    for (const text of [source.firstChild?.textContent, name.querySelector('small')?.textContent]) {
      if (text) {
        hint.append(Object.assign(document.createElement('small'), { textContent: text }));
      }
    }
    const error = box.querySelector('.error');
    error.id = `${prefix}e-${id}`;
    const bounds = (least && 'least') + (most && 'most') || 'number';
    error.prepend(saying(bounds, least, most));
    control(id, box).setAttribute('aria-describedby', `${hint.id} ${error.id}`);
  };

  const setSlider = (id, label, text, at, slider) => {
    slider.dataset.slide = id;
    slider.value = at;
    slider.setAttribute('aria-label', label);
    slider.setAttribute('aria-valuetext', text);
  };

  // A field as its row of the table has it.
  const fieldOf = (id, { cells, dataset }) => {
    const [name, now, unit, spread] = cells;
    const label = name.firstChild.textContent;
    const choices = [...spread.children];
    const box = part(template.content, choices.length > 0 ? 'choice' : 'amount').cloneNode(true);
    const input = box.querySelector('select, input');
    box.dataset.input = id;
    Object.assign(box.querySelector('label'), { htmlFor: `${prefix}i-${id}`, textContent: label });
    Object.assign(input, { id: `${prefix}i-${id}`, name: id });
    if (choices.length > 0) {
      const isNow = ({ dataset: of }) => of.chosen !== undefined;
      input.append(...choices.map((each) => new Option(each.textContent, each.value, isNow(each), isNow(each))));
      const note = name.querySelector('small');
      note ? box.querySelector('.hint').append(note.textContent) : box.querySelector('.hint').remove();
      return box;
    }
    const free = box.querySelector('button');
    const slider = box.querySelector('[type="range"]');
    box.querySelector('span').textContent = unit.textContent;
    if (spread.dataset.varies === undefined) {
      free.remove();
      input.value = now.textContent;
    } else {
      free.dataset.free = id;
      free.setAttribute('aria-label', free.getAttribute('aria-label').replace('#', label));
    }
    dataset.at ? setSlider(id, label, `${now.textContent} ${unit.textContent}`, dataset.at, slider) : slider.remove();
    describe(id, cells, dataset, box);
    return box;
  };

  const fragment = (of) =>
    `#?${of && `${of}&v=${template.dataset.version}`}${back.length > 0 ? `?${back.join('&')}` : ''}`;
  // The address: its state, the version of the table that it was made with, and the way back.
  const address = () => {
    const [, own = '', from] = place.read(location.hash).split('?');
    const pairs = own.split('&');
    const version = pairs.find((pair) => pair.startsWith('v='));
    return [pairs.filter((pair) => pair !== version).join('&'), version?.slice(2), from];
  };

  // Leaves alone what is being typed or moved, and what was typed wrong until its value changes.
  const showFields = (moved) => {
    const changed = ids(state);
    const units = new Map();
    for (const [, id, value, text, unit, low] of kind(answers, 'input')) {
      const input = control(id);
      const now = low ? '' : value; // what varies has no value of its own
      field(id).classList.toggle('changed', changed.has(id));
      const shown = low || input.tagName === 'SELECT' ? now : text;
      if (input.dataset.value !== now && input !== document.activeElement) {
        input.value = shown;
        mark(id, false);
      }
      Object.assign(input.dataset, { value: now, shown });
      const free = field(id).querySelector('[data-free]');
      if (free) {
        free.hidden = low !== '';
      }
      units.set(id, `${text} ${unit}`);
      const { cells } = inputs.get(id);
      setText(cells[1], input.selectedOptions?.[0].textContent ?? text);
      cells[3].classList.toggle('unused', free && low === '');
    }
    for (const [, id, position] of kind(answers, 'slide')) {
      const slider = field(id).querySelector('[data-slide]');
      if (slider !== moved) {
        slider.value = position;
      }
      slider.setAttribute('aria-valuetext', units.get(id));
    }
  };

  // The engine's texts by what they are of: an alternative, or the table as a whole; which of its
  // outputs, if any; and what of that. What is empty is not to be seen.
  const textsOf = (lines) => {
    const texts = new Map();
    for (const [name, id, of, share, text, , , low, , high, , , gaps] of lines) {
      if (name === 'output') {
        texts.set(`${of} ${id}`, text);
        texts.set(`${of} ${id} low`, low);
        texts.set(`${of} ${id} high`, high);
        texts.set(`${of} ${id} undefined`, gaps);
      } else if (name === 'share') {
        texts.set(`${of} ${id} share`, text);
      } else if (name === 'cheapest') {
        texts.set(`${of} ${id} cheapest`, name);
      } else if (name === 'gate') {
        texts.set(`${id}  gate`, share);
        texts.set(`${id}  away`, of === '0' && name);
        texts.set(`${id}  some`, of !== '0' && of !== '1' && name);
      }
    }
    return texts;
  };

  const showResults = () => {
    const texts = textsOf(answers);
    const textOf = (node, key) =>
      texts.get(`${node.closest('[data-alternative]')?.dataset.alternative ?? ''} ${key}`);
    // Units stay as they are.
    for (const node of results.querySelectorAll('[data-key]')) {
      setText(node, textOf(node, node.dataset.key) ?? '');
    }
    for (const node of results.querySelectorAll('[data-if]')) {
      node.hidden = !textOf(node, node.dataset.if);
    }
    const made = place.find('breakdown').querySelectorAll('tbody tr');
    kind(answers, 'line').forEach((line, i) => {
      setText(made[i].cells[2], line[5]);
      setText(made[i].cells[4], range(line[8], line[10]));
    });
    for (const node of place.root.querySelectorAll('[data-when]')) {
      node.hidden = (node.dataset.when === 'default') !== (state === '');
    }
  };

  // "volume=calls": words of a link to a decision, each a pair or more.
  const links = results.querySelectorAll('[data-limits][href]');
  const wordsOf = (text = '') => text.split(' ').filter(Boolean).map((each) => each.split('='));
  // An input's only value; empty while it varies.
  const valueOf = (lines, input) => {
    const [, , value, , , low] = kind(lines, 'input').find(([, id]) => id === input);
    return low ? '' : value;
  };

  // What is set here by the reader who comes from a decision is an answer there.
  const bring = (lines) => {
    const home = [...links].find(({ dataset }) => dataset.decision === back[0]);
    for (const [question, input] of wordsOf(home?.dataset.answers)) {
      const now = valueOf(lines, input);
      if (now !== valueOf(answers, input)) {
        back = back.filter((pair) => !pair.startsWith(`${question}=`));
        back.push(...(now ? [`${question}=~${now}`] : []));
      }
    }
  };

  // Decisions open with what their limits and the inputs that they feed are now.
  const showOnward = () => {
    const changed = ids(state);
    for (const link of links) {
      const { decision, limits, answers: fed } = link.dataset;
      const isBack = decision === back[0];
      const pairs = new Map((isBack ? back.slice(1) : []).map((pair) => pair.split('=')));
      for (const [question, input] of isBack ? [] : wordsOf(fed)) {
        if (changed.has(input) && valueOf(answers, input)) {
          pairs.set(question, `~${valueOf(answers, input)}`);
        }
      }
      for (const [limit, output, first] of wordsOf(limits)) {
        const [, , , now] = kind(answers, 'output').find(([, id, of]) => id === output && of === '');
        pairs.delete(limit);
        if (now !== first && now !== 'undefined') {
          pairs.set(limit, `~${now}`);
        }
      }
      link.href = place.state(link.href, [...pairs].map((pair) => pair.join('=')).join('&'));
    }
  };

  const speak = later(() => setText(part(form, 'spoken'), headline.textContent), SPEAK_MS);

  // The one sentence that sums it up.
  const showHeadline = () => {
    const board = results.querySelector('[data-alternative]:has(.least:not([hidden]))');
    if (headline && board) {
      const told = ['.far', '.range', '.chance'].map((name) => board.querySelector(name));
      const texts = told.filter((node) => !node.hidden).map((node) => node.textContent);
      setText(part(headline, 'who'), board.querySelector('.name').textContent);
      setText(part(headline, 'what'), texts.join(', '));
    }
    if (headline) {
      headline.hidden = !board;
    }
  };

  // Markup that the engine wrote; the policy is for browsers that ask for one.
  const policy = window.trustedTypes?.createPolicy('fingerpost', { createHTML: (text) => text });
  const markup = (text) => {
    const page = new DOMParser().parseFromString(policy?.createHTML(text) ?? text, 'text/html');
    return document.importNode(page.body, true).childNodes;
  };

  // Charts are drawn by a core of its own, which comes when the form is first touched.
  let pen;
  const needPen = () =>
    (pen ??= window.fingerpost.need(form.dataset.load).then(window.fingerpost.pen).catch(() => {
      pen = undefined;
      return () => ''; // rather no charts than those of other numbers
    }));

  const figures = results.querySelectorAll('[data-figure]');
  const images = new Map(); // of each figure, until it is drawn: what a pen takes
  let counted = ''; // the state of the images, and of the numbers beside them
  const countFigures = () => {
    counted = state;
    run(state); // the charts are those of the last run
    for (const node of figures) {
      images.set(node, run.bytes('figure', node.dataset.figure).slice());
      // Until then its place stays, but not what it showed.
      node.firstElementChild?.style.setProperty('visibility', 'hidden');
    }
    const points = run.ask('figure', 'points').split('\n');
    place.find('volume')?.querySelectorAll('td').forEach((cell, i) => {
      const line = points[i].split('\t');
      setText(cell.firstChild, line[8]);
      setText(cell.lastChild, range(line[6], line[10]));
    });
    const [, , cheapest] = kind(answers, 'cheapest')[0] ?? [];
    const ranks = kind(answers, 'rank').filter((line) => line[2] === cheapest);
    place.find('Ranks')?.replaceChildren(
      ...ranks.map(([, , , id, , text]) => {
        const row = part(template.content, 'rank').querySelector('tr').cloneNode(true);
        row.cells[0].textContent = field(id).querySelector('label').textContent;
        row.cells[1].textContent = text;
        return row;
      }),
    );
  };

  // A pen that comes late draws what is asked for by then.
  const showFigures = async () => {
    if (figures.length === 0) {
      return;
    }
    if (counted !== state) {
      countFigures();
    }
    const draw = await needPen();
    images.forEach((image, node) => node.replaceChildren(...markup(draw(image))));
    images.clear();
  };
  const drawLater = later(showFigures, PAUSE_MS);

  const showRefused = () => {
    const box = part(form, 'refused');
    const list = box.querySelector('ul');
    const refused = [...kind(answers, 'unknown'), ...kind(answers, 'invalid')];
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

  const showAge = (version) => {
    const box = part(form, 'older');
    box.hidden = version === undefined || version === template.dataset.version;
    setText(box.querySelector('code'), version ?? '');
  };

  const showChosen = () => {
    // Two scenarios may come to the same.
    const chosen = scenarios.find((button) => button.dataset.state === state);
    for (const button of scenarios) {
      button.setAttribute('aria-pressed', String(button === chosen));
    }
  };

  // All of the page, as the lines have it; `moved` is the slider that they come from.
  const show = (lines, moved) => {
    answers = lines;
    state = canonical(lines);
    showFields(moved);
    showResults();
    showHeadline();
    showOnward();
    showRefused();
    drawLater();
    showChosen();
  };

  // The page was built with the defaults.
  const turn = () => answers ?? show(run(state));

  const showAddress = (known) => {
    const [asked, version, from] = address();
    back = from?.split('&') ?? [];
    if (!known && (answers || asked || from)) {
      show(run(asked));
    } else {
      showChosen();
    }
    showAge(version);
  };

  const mark = (id, wrong) => {
    const input = control(id);
    const error = field(id).querySelector('.error');
    if (error) {
      error.hidden = !wrong;
      input.setAttribute('aria-invalid', String(wrong));
    }
  };

  // Browsers refuse an address that changes with every frame.
  let own = place.read(location.hash); // what the page itself wrote last, or has shown already
  const keep = later(() => {
    if (place.read(location.hash) !== undefined && address()[0] !== state) {
      own = fragment(state);
      location.replace(place.link(own));
    }
  }, PAUSE_MS);

  // An input that says nothing of use is marked, and all else stays.
  const take = (id, value, moved) => {
    turn();
    const lines = run(`${state}&${id}=${encodeURIComponent(value)}`);
    const wrong = kind(lines, 'invalid').length > 0;
    mark(id, wrong);
    if (!wrong && canonical(lines) !== state) {
      bring(lines);
      show(lines, moved);
      keep();
      speak();
    }
  };

  const setAll = (of) => {
    turn();
    for (const input of form.querySelectorAll('[data-value]')) {
      delete input.dataset.value;
    }
    const lines = run(of);
    bring(lines);
    show(lines);
    speak();
    own = fragment(state);
    location.hash = place.link(own);
  };

  const listenForm = () => {
    const takeTyped = later(({ name, value }) => take(name, value), PAUSE_MS);
    let frame = 0;
    for (const name of ['pointerover', 'focusin']) {
      form.addEventListener(name, turn, { once: true });
    }
    form.addEventListener('input', ({ target }) => {
      const { slide } = target.dataset;
      if (slide) {
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() => take(slide, `~${target.value}`, target));
      } else {
        takeTyped(target);
      }
    });
    form.addEventListener('change', ({ target }) => {
      if (target.name) {
        take(target.name, target.value);
      }
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('click', ({ target }) => {
      if (scenarios.includes(target)) {
        setAll(target.dataset.state);
      } else if (target.dataset.free) {
        control(target.dataset.free).focus();
        control(target.dataset.free).value = '';
        take(target.dataset.free, '');
      }
    });
    // What was typed reads back, "50k" as "50,000".
    form.addEventListener('focusout', ({ target }) => {
      if (target.dataset.shown !== undefined && target.getAttribute('aria-invalid') !== 'true') {
        target.value = target.dataset.shown;
      }
    });
  };

  // The page's own text with the engine's numbers in its holes: "{output total prompt 3}".
  const csv = () =>
    window.fingerpost.data(template.dataset.id, 'rows').replace(/\{(.*?) (\d+)\}/g, (hole, key, at) => {
      const line = answers.find((each) => `${each.join(' ')} `.startsWith(`${key} `));
      return line?.[at] ?? hole;
    });

  const listenActs = () => {
    part(form, 'reset').addEventListener('click', () => setAll(''));
    part(form, 'copy').addEventListener('click', async () => {
      const status = part(form, 'copied');
      try {
        // Not the fragment, which may be a place in the page by now.
        await navigator.clipboard.writeText(new URL(place.link(fragment(state)), location.href).href);
        status.textContent = status.dataset.done;
      } catch {
        status.textContent = status.dataset.failed;
      }
    });
    part(form, 'csv').addEventListener('click', async ({ target }) => {
      const link = document.createElement('a');
      const status = part(form, 'copied');
      turn();
      try {
        await window.fingerpost.need(load);
      } catch {
        status.textContent = status.dataset.missed;
        return;
      }
      link.href = URL.createObjectURL(new Blob([csv()], { type: 'text/csv' }));
      link.download = target.dataset.file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), SPEAK_MS);
    });
  };

  // The same table, computed here, has to give the bits that it gave where the page was built.
  const offerCheck = () => {
    const check = part(template.content, 'check').cloneNode(true);
    const status = check.querySelector('span');
    const built = place.find('Hash');
    built.parentElement.after(check);
    check.querySelector('button').addEventListener('click', () => {
      const hash = run.ask('hash');
      const { same, other } = status.dataset;
      status.textContent = `${hash === built.textContent ? same : other} ${hash}`;
    });
  };

  // How old each price is on the day of reading, and whether its table calls that old.
  const prices = place.find('Prices');
  const showAges = () => {
    const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
    for (const time of prices.querySelectorAll('td:last-child time')) {
      const days = Math.floor((Date.now() - Date.parse(time.textContent)) / 864e5);
      const { warn, fail } = prices.dataset;
      const name = days >= Number(fail) ? 'aged-fail' : days >= Number(warn) ? 'aged-warn' : 'aged';
      const age = part(template.content, name).cloneNode(true);
      age.querySelector('span').textContent = words.format(-days, 'day');
      time.after(age);
    }
  };

  // Words for times take long to load, so only where prices are about to be read.
  const awaitPrices = () => {
    let watch;
    const near = (entries) => {
      if (watch && (!entries || entries.some((entry) => entry.isIntersecting))) {
        watch.disconnect();
        watch = undefined;
        showAges();
      }
    };
    watch = new IntersectionObserver(near, { rootMargin: '50%' });
    watch.observe(prices);
    window.addEventListener('beforeprint', () => near());
  };

  const build = () => {
    form = template.content.querySelector('form').cloneNode(true);
    const [asked, assumed] = form.querySelectorAll('.fields');
    for (const [id, row] of inputs) {
      (row.dataset.user === undefined ? assumed : asked).append(fieldOf(id, row));
    }
    scenarios = [...form.querySelectorAll('[data-state]')];
  };

  const start = ([engine]) => {
    run = engine;
    stage.append(form);
    results.before(stage);
    stage.append(results);
    showAddress();
    prices && awaitPrices();
    offerCheck();
    // What a link changed should be seen.
    const assumptions = form.querySelector('details');
    if (assumptions?.querySelector('.changed')) {
      assumptions.open = true;
    }
    listenForm();
    listenActs();
    window.addEventListener('hashchange', () => {
      // Any other fragment is a place in the page, and changes nothing.
      const now = place.read(location.hash);
      if (/^(#\?.*)?$/.test(now)) {
        // The page's own address may come late, when inputs have moved on.
        showAddress(now === own);
        own = now;
      }
    });
  };

  // What is far below is laid out when it comes near, but whoever tabs on needs places that stay.
  const settle = () => results.closest('main').classList.add('settled');
  window.addEventListener('keydown', settle, { once: true });

  // Without an engine the page stays as it is, and complete.
  const engine = window.fingerpost.open(template.dataset.id, 'cost');
  // In a task of its own, while that is under way.
  const built = new Promise((done) => setTimeout(() => done(build())));
  Promise.all([engine, built]).then(start, () => {});
});

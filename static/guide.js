// What guides get that have tabs, code or tables to sort: a section for each. Without it all of
// them are there to be read.
'use strict';

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

const prose = document.querySelector('.text');
// What is said to those who do not see it.
const saying = () => Object.assign(document.createElement('span'), { className: 'unseen', role: 'status' });

// A button on each block of code copies its text, and says so.
(() => {
  for (const pre of prose ? prose.querySelectorAll('pre') : []) {
    let box = pre.closest('.code');
    if (!box) {
      box = document.createElement('div');
      box.className = 'code';
      pre.replaceWith(box);
      box.append(pre);
    }
    const button = document.createElement('button');
    const said = saying();
    button.type = 'button';
    button.textContent = prose.dataset.copy;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(pre.textContent);
      } catch {
        // Where the page may not reach the clipboard by itself.
        getSelection().selectAllChildren(pre);
        document.execCommand('copy');
      }
      button.textContent = said.textContent = prose.dataset.copied;
      setTimeout(() => {
        button.textContent = prose.dataset.copy;
        said.textContent = '';
      }, 2000);
    });
    box.append(button, said);
  }
})();

// Sorts tables by the orders that the build wrote; rows without a value stay at the end.
const sorting = saying();
for (const head of document.querySelectorAll('th[data-order]')) {
  if (head.querySelector('a')) continue;
  const table = head.closest('table');
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const order = head.dataset.order.split(' ').map((i) => rows[i]);
  const button = document.createElement('button');
  button.append(...head.childNodes);
  head.append(button);
  document.body.append(sorting);
  button.onclick = () => {
    const down = head.ariaSort === 'ascending';
    for (const other of head.parentNode.cells) other.ariaSort = null;
    head.ariaSort = down ? 'descending' : 'ascending';
    sorting.textContent = table.dataset[down ? 'down' : 'up'].replace('#', button.textContent);
    const sorted = new Set(down ? order.toReversed() : order);
    body.append(...sorted, ...rows.filter((row) => !sorted.has(row)));
  };
}

/*
 * Many pages in one document: shows the one that the fragment names, "#PAGE~ANCHOR?STATE",
 * and gives each page's scripts their place (engine.js). Without it the style sheet shows
 * the page that the fragment points into.
 */
'use strict';

(() => {
  const pages = document.querySelector('.pages');
  const home = pages.querySelector('.page');
  const links = [...document.querySelectorAll('body > header a[href^="#"]')];
  const works = []; // of scripts, by the id of the element that each needs
  const begun = new Set();
  let timer;
  let shown;

  // The page that a fragment names, and what of it is that page's own.
  const split = (hash) => {
    const [, name, rest] = /^#?([^~?]*)(.*)$/.exec(hash);
    return [decodeURIComponent(name), rest && `#${rest.replace(/^~/, '')}`];
  };
  const placeOf = ({ id: name }) => ({
    root: document.getElementById(name),
    find: (id) => document.getElementById(`${name}~${id}`),
    link: (fragment) => fragment.replace(/^#(.?)/, (all, next) => `#${name}${next && next !== '?' ? '~' : ''}${next}`),
    read: (hash) => {
      const [other, own] = split(hash);
      return (other || home.id) === name ? own : undefined;
    },
    // Of another page in this document, or of one on the site.
    state: (address, text) => {
      const [before, after] = address.split('#');
      const isHere = after !== undefined && (before === '' || before === location.href.split('#')[0]);
      const page = isHere ? `#${after.replace(/[~?].*/, '')}` : `${before}#`;
      return (isHere ? page : before) + (text && (isHere ? '?' : '#?') + text);
    },
  });
  window.fingerpost = Object.assign(window.fingerpost ?? {}, {
    enhance: (id, work) => works.push([id, work]),
    // Of search: all that it loads stands here, and its links lead into this document.
    load: () => Promise.resolve(),
    address: (path) => `#${path.replace(/\.html#?/, (end) => (end.endsWith('#') ? '~' : ''))}`,
  });
  if (document.querySelectorAll('.page').length === 1) {
    document.getElementById('Find')?.remove(); // nothing to find
  }

  const begin = (page) => {
    const place = placeOf(page);
    for (const [id, work] of begun.has(page) ? [] : works) {
      if (place.find(id)) {
        work(place);
      }
    }
    begun.add(page);
  };

  // Where the reader was in this step of the history, else at the anchor, else at the top.
  const scroll = (page) => {
    const anchor = document.getElementById(decodeURIComponent(location.hash.slice(1).replace(/\?.*/, '')));
    if (history.state?.y !== undefined) {
      window.scrollTo(0, history.state.y);
    } else if (anchor && anchor !== page) {
      anchor.scrollIntoView();
    } else if (page !== shown) {
      window.scrollTo(0, 0);
    }
  };

  const show = () => {
    clearTimeout(timer);
    const [name] = split(location.hash);
    const named = document.getElementById(name);
    const isAll = named === pages;
    const page = named?.closest('.page') ?? home;
    pages.classList.add('placed');
    pages.classList.toggle('all', isAll);
    for (const each of pages.querySelectorAll('.here')) {
      each.classList.remove('here');
    }
    page.classList.add('here');
    for (const link of links) {
      if (!isAll && split(link.hash)[0] === page.id) {
        link.setAttribute('aria-current', 'page');
        for (let node = link.closest('details'); node; node = node.parentNode.closest('details')) {
          node.open ||= !node.matches('nav > details');
        }
      } else {
        link.removeAttribute('aria-current');
      }
    }
    if (page !== shown) {
      document.title = page.dataset.title;
    }
    scroll(page);
    if (shown && page !== shown) {
      const main = page.querySelector('main');
      main.tabIndex = -1;
      main.focus({ preventScroll: true });
    }
    shown = page;
    begin(page);
  };

  document.querySelector('.skip')?.addEventListener('click', (event) => {
    event.preventDefault(); // the fragment says which page it is
    const main = shown.querySelector('main');
    main.tabIndex = -1;
    main.focus();
  });
  history.scrollRestoration = 'manual';
  const keep = () => history.replaceState({ y: window.scrollY }, '');
  window.addEventListener('scroll', () => {
    clearTimeout(timer);
    const from = location.hash; // the step may be another one before this is told of it
    timer = setTimeout(() => location.hash === from && keep(), 200); // not with each frame
  });
  document.addEventListener('click', ({ target }) => target.closest('a[href^="#"]') && keep(), true);
  window.addEventListener('hashchange', show);
  document.addEventListener('DOMContentLoaded', show);
})();

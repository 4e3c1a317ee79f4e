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

// What is asked of a document in the browser. Each function is sent there as text, so it
// stands alone; all addresses come back as written.
'use strict';

// What a document says, whether it is on show or was only parsed.
function survey(doc = document) {
  const all = (selector) => [...doc.querySelectorAll(selector)];
  const policy = doc.querySelector('meta[http-equiv="Content-Security-Policy"]');
  const early = all('*').filter(
    (element) =>
      policy !== null &&
      element.compareDocumentPosition(policy) === Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const urls = ['href', 'src', 'srcset', 'poster', 'data', 'action'].flatMap((attribute) =>
    all(`[${attribute}]`).map((element) => ({
      tag: element.localName,
      rel: element.getAttribute('rel') ?? '',
      attribute,
      value: element.getAttribute(attribute),
    })),
  );
  const refresh = doc.querySelector('meta[http-equiv="refresh"]');
  if (refresh !== null) {
    const value = refresh.content.replace(/^.*?url=/i, '');
    urls.push({ tag: 'meta', rel: 'refresh', attribute: 'content', value });
  }
  return {
    kind: doc.body.className,
    variety: new Set(all('main *').map((element) => element.localName)).size,
    lang: doc.documentElement.lang,
    title: doc.title,
    mains: all('main').length,
    headings: all('h1, h2, h3, h4, h5, h6').map((heading) => ({
      level: Number(heading.localName[1]),
      text: heading.textContent,
    })),
    ids: all('[id]').map((element) => element.id),
    urls,
    policy: policy?.content ?? null,
    policyAfter: early.map((element) => element.outerHTML.split('\n')[0]),
    // Data for search engines is a script in name only.
    scripts: all('script:not([type="application/ld+json"])').map((script) => script.getAttribute('src') ?? 'inline'),
    styles: all('style, [style]').map((element) => element.outerHTML.slice(0, 80)),
    handlers: all('*').flatMap((element) =>
      element.getAttributeNames().filter((name) => name.startsWith('on')),
    ),
    outline: all('.outline a').length,
  };
}

// What only a page on show can tell: loads every picture, then reports. Fragments are tried last.
async function settle() {
  const images = [...document.images];
  await Promise.all(
    images.map((image) => {
      image.loading = 'eager';
      return image.decode().catch(() => {});
    }),
  );
  const body = getComputedStyle(document.body);
  // Chromium throttles a page that moves often, so only what could be encoded wrongly is tried.
  const here = [...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute('href'));
  // "#?calls=3" is no place, but inputs.
  const places = [...new Set(here)].filter((fragment) => !fragment.startsWith('#?'));
  const unusual = places.filter((fragment) => /[^#\w:-]/.test(fragment));
  const lost = unusual.filter((fragment) => {
    location.replace(fragment);
    return document.querySelector(':target') === null;
  });
  return {
    images: images.map((image) => ({
      src: image.getAttribute('src'),
      width: image.naturalWidth,
      alt: image.getAttribute('alt'),
      sized: image.hasAttribute('width') && image.hasAttribute('height'),
    })),
    style: { margin: body.marginTop, sheets: document.styleSheets.length },
    lost,
    violations: window.violationsSeen ?? [],
  };
}

module.exports = { survey, settle };

// How long ago a day was, or how soon it comes, on the day of reading. Only bundles have it.
'use strict';

for (const time of document.querySelectorAll('[data-ago]')) {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
  const days = Math.floor((Date.now() - Date.parse(time.dateTime)) / 864e5);
  const late = days > 0 && time.dataset.late;
  time.after(` (${late ? `${late}, ` : ''}${words.format(-days, 'day')})`);
}

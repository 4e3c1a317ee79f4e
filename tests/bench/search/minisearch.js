// MiniSearch over the pages of a site: its index is one file, which a browser loads whole. It
// holds titles and headings but no texts, so there are no teasers.
//
//   node minisearch.js RIVALS PAGES QUERY...     PAGES: JSON, [{id, title, headings, text}]
'use strict';

const fs = require('fs');
const path = require('path');
const zlib = require('zlib');

const [rivals, pages, ...queries] = process.argv.slice(2);
const folder = path.join(rivals, 'minisearch/dist');
const MiniSearch = require(path.join(path.resolve(folder), 'cjs/index.cjs'));
const zipped = (bytes) => zlib.gzipSync(bytes, { level: 9 }).length;

const options = {
  fields: ['title', 'headings', 'text'],
  storeFields: ['title'],
  searchOptions: { boost: { title: 8, headings: 4 }, prefix: true, fuzzy: 0.2 },
};
const made = new MiniSearch(options);
made.addAll(JSON.parse(fs.readFileSync(pages, 'utf8')));
const json = JSON.stringify(made);
const engine = zipped(fs.readFileSync(path.join(folder, 'umd/index.js')));
const index = zipped(json);

const answers = queries.map((query) => {
  const start = performance.now();
  const search = MiniSearch.loadJSON(json, options);
  const results = search.search(query);
  const first = performance.now() - start;
  const again = performance.now();
  search.search(query);
  const found = results.slice(0, 8).map(({ id }) => id);
  return { bytes: engine + index, first, ms: performance.now() - again, pages: found };
});
console.log(JSON.stringify({ index, engine, answers }));

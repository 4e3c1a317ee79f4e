// Pagefind over the pages of a site, as its script runs in a browser, which fetches files.
//
//   node pagefind.mjs SITE QUERY...
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const [site, ...queries] = process.argv.slice(2);
const folder = `${path.resolve(site)}/pagefind/`;
let files = [];

globalThis.fetch = async (url) => {
  const file = String(url).replace(/\?.*/, '');
  const bytes = fs.readFileSync(file);
  files.push(file);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  return { ok: true, status: 200, arrayBuffer: async () => buffer, json: async () => JSON.parse(bytes) };
};
globalThis.window = globalThis;
globalThis.location = { href: 'http://localhost/', origin: 'http://localhost' };
globalThis.document = {
  querySelector: () => ({ getAttribute: () => 'en' }),
  documentElement: { lang: 'en' },
};

// What is packed already does not get smaller on the way.
const sizeOf = (file) => {
  const bytes = fs.readFileSync(file);
  return Math.min(bytes.length, zlib.gzipSync(bytes, { level: 9 }).length);
};
const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);

async function ask(found, query) {
  const start = performance.now();
  const { results } = await found.search(query);
  const shown = await Promise.all(results.slice(0, 8).map((result) => result.data()));
  const pages = shown.map(({ url }) => url.replace(/^\//, '') || 'index.html');
  return { ms: performance.now() - start, pages };
}

const answers = [];
for (const [i, query] of queries.entries()) {
  files = [`${folder}pagefind.js`];
  const found = await import(`${folder}pagefind.js?${i}`);
  await found.options({ basePath: folder, baseUrl: '/' });
  const first = await ask(found, query);
  const bytes = sum([...new Set(files)].map(sizeOf));
  answers.push({ bytes, first: first.ms, ms: (await ask(found, query)).ms, pages: first.pages });
}
const below = ['fragment', 'index'].flatMap((name) =>
  fs.readdirSync(folder + name).map((file) => `${folder}${name}/${file}`),
);
const meta = fs.readdirSync(folder).filter((name) => /\.pf_meta$|entry\.json$/.test(name));
const index = sum([...below, ...meta.map((name) => folder + name)].map(sizeOf));
console.log(JSON.stringify({ index, engine: sizeOf(`${folder}wasm.en.pagefind`) + sizeOf(`${folder}pagefind.js`), answers }));

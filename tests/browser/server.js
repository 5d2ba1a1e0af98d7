// A plain file server without rewrites, below /guild/; what is missing gets the site's 404 page.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const root = process.env.GUILDBOOK_SITE;
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.js': 'text/javascript' };

createServer(async (request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
  const inside = normalize(path).replace(/^\/guild\//, '');
  const file = join(root, inside.endsWith('/') || inside === '' ? join(inside, 'index.html') : inside);
  try {
    if (!path.startsWith('/guild/')) throw new Error('outside');
    const body = await readFile(file);
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404, { 'content-type': types['.html'] }).end(await readFile(join(root, '404.html')));
  }
}).listen(4173, '127.0.0.1');

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApi, type TestApi } from './support/api.js';

let api: TestApi;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'web-'));
  const webRoot = path.join(folder, 'web');
  await mkdir(path.join(webRoot, 'support'), { recursive: true });
  await writeFile(path.join(folder, 'secret.txt'), 'keep me');
  await writeFile(path.join(webRoot, '.hidden'), 'keep me');
  await writeFile(path.join(webRoot, 'index.html'), '<title>Shop</title>');
  await writeFile(path.join(webRoot, 'support/index.html'), '<title>Support</title>');
  await writeFile(path.join(webRoot, 'app.js'), 'export {};');
  await writeFile(path.join(webRoot, 'style.css'), 'body {}');
  api = await startApi({ settings: { webRoot } });
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

test.each([
  ['/', 'text/html', '<title>Shop</title>'],
  ['/?conversation=1', 'text/html', '<title>Shop</title>'],
  ['/support/', 'text/html', '<title>Support</title>'],
  ['/app.js', 'text/javascript', 'export {};'],
  ['/style.css', 'text/css', 'body {}'],
])('serves %s as %s, to be checked each time', async (address, type, content) => {
  const { status, headers, text } = await api.client().ask('GET', address);
  expect([status, text]).toEqual([200, content]);
  expect(headers.get('content-type')).toMatch(type);
  expect(headers.get('cache-control')).toBe('no-cache');
  expect(headers.get('last-modified')).toBeTruthy();
});

test('a browser that has the file is not sent it again', async () => {
  const etag = (await api.client().ask('GET', '/app.js')).headers.get('etag') ?? '';
  // A plain `if-none-match` would make fetch ask for a reload from end to end.
  const validators = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
  const again = await api.client().ask('GET', '/app.js', { headers: validators });
  expect([again.status, again.text]).toEqual([304, '']);
  await writeFile(path.join(folder, 'web/app.js'), 'export const version = 2;');
  const changed = await api.client().ask('GET', '/app.js', { headers: validators });
  expect([changed.status, changed.text]).toEqual([200, 'export const version = 2;']);
});

test('HEAD says the same without the file', async () => {
  const { status, headers, text } = await api.client().ask('HEAD', '/style.css');
  expect([status, text, headers.get('content-length')]).toEqual([200, '', '7']);
});

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/support/..%2f..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/.hidden',
  '/nothing.js',
])('%s leads nowhere', async (address) => {
  const { status, body } = await raw(address);
  expect(status).toBe(404);
  expect(body).not.toContain('keep me');
});

/** Sends the path as it is; `fetch` would tidy it up first. */
function raw(address: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(api.base);
    request({ hostname, port, path: address }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() });
    })
      .on('error', reject)
      .end();
  });
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../../config/index.js';
import { environment, readSettings, withoutFiles } from '../../dev/settings.js';

const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-settings-'));
const file = path.join(folder, 'url');
const before = { ...environment };
beforeEach(() => writeFileSync(file, 'postgres://api:secret@127.0.0.1/shop\n'));
afterEach(() => {
  for (const name of ['DATABASE_URL', 'DATABASE_URL_FILE', 'API_DATABASE_URL_FILE']) {
    if (before[name] === undefined) delete environment[name];
    else environment[name] = before[name];
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the programs of dev/ find secrets where the shop does, those of their own, too', async () => {
  delete environment.DATABASE_URL;
  environment.DATABASE_URL_FILE = file;
  environment.API_DATABASE_URL_FILE = file;
  const { DATABASE_URL, API_DATABASE_URL } = await readSettings();
  for (const url of [DATABASE_URL, API_DATABASE_URL])
    expect(url).toBe('postgres://api:secret@127.0.0.1/shop');
});

test('a process of the shop gets a secret once, not as a file beside it', () => {
  const given = withoutFiles({ COOKIE_SECRET: 'x', API_PORT: '1' });
  expect(given).toEqual({ COOKIE_SECRET: 'x', API_PORT: '1', COOKIE_SECRET_FILE: '' });
});

test('a secret may be several, each of which has to be good', () => {
  const [old, fresh] = ['the-old-cookie-secret', 'the-new-cookie-secret'];
  const { COOKIE_SECRET, STRIPE_WEBHOOK_SECRET } = readConfig({ COOKIE_SECRET: `${fresh}, ${old}` });
  expect(COOKIE_SECRET).toEqual([fresh, old]);
  expect(STRIPE_WEBHOOK_SECRET).toEqual(['whsec_sandbox']);
  expect(() => readConfig({ COOKIE_SECRET: `${fresh},short` })).toThrow('COOKIE_SECRET.1');
});

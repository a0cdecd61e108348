import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { resolveSecrets, SECRETS } from '../../config/secrets.js';

jest.setTimeout(60_000);

const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-secrets-'));
const file = (content: string) => {
  const name = path.join(folder, `${Math.random()}`);
  writeFileSync(name, content);
  return name;
};

/** Speaks the REST form of Secret Manager: https://cloud.google.com/secret-manager/docs/reference/rest */
const KEPT: Record<string, string> = { 'projects/p/secrets/cookie/versions/3': 'from the manager\n' };
const asked: string[] = [];
let server: Server;
let SECRET_MANAGER_ENDPOINT: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const [, name = ''] = /^\/v1\/(.*):access/.exec(request.url ?? '') ?? [];
    const secret = KEPT[name];
    response.setHeader('content-type', 'application/json');
    if (secret === undefined) {
      response.statusCode = 404;
      const message = `Secret Version [${name}] not found.`;
      return response.end(JSON.stringify({ error: { code: 404, message, status: 'NOT_FOUND' } }));
    }
    const payload = { data: Buffer.from(secret).toString('base64') };
    return response.end(JSON.stringify({ name, payload }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  SECRET_MANAGER_ENDPOINT = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await new Promise((resolve) => server.close(resolve));
});

/** In a process of its own, as at a start: Google's client imports modules in a way that Jest does not know. */
async function resolved(environment: Record<string, string>): Promise<Record<string, string>> {
  const script = `import { resolveSecrets } from './config/secrets.ts';
    const tell = (answer) => console.log(JSON.stringify(answer));
    await resolveSecrets(JSON.parse(process.argv[1])).then(tell, (error) => tell({ message: error.message }));`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script, JSON.stringify(environment)];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: path.join(import.meta.dirname, '../..'),
  });
  return JSON.parse(stdout);
}

test('what stands in the variable stays, and nobody is asked', async () => {
  const environment = { COOKIE_SECRET: 'in the clear', API_PORT: '1' };
  expect(await resolveSecrets(environment)).toEqual(environment);
  expect(asked).toEqual([]);
});

test.each(SECRETS)('%s can be the content of a file, without the line end', async (name) => {
  expect(await resolveSecrets({ [`${name}_FILE`]: file('s3cret\n') })).toEqual({ [name]: 's3cret' });
});

test('a reference is resolved by Google Secret Manager, also one in a file', async () => {
  const reference = 'sm://projects/p/secrets/cookie/versions/3';
  const found = await resolved({
    COOKIE_SECRET: reference,
    STAFF_TOKEN_FILE: file(reference),
    SECRET_MANAGER_ENDPOINT,
  });
  expect(found).toMatchObject({ COOKIE_SECRET: 'from the manager', STAFF_TOKEN: 'from the manager' });
  expect(asked.at(-1)).toContain('GET /v1/projects/p/secrets/cookie/versions/3:access');
});

test('every secret that cannot be had is named with its reason, and none is shown', async () => {
  const { message } = await resolved({
    COOKIE_SECRET: 'sm://projects/p/secrets/nothing/versions/1',
    STAFF_TOKEN: 'sm://somewhere',
    ADYEN_API_KEY_FILE: path.join(folder, 'missing'),
    LLM_API_KEY_FILE: file(' \n'),
    STRIPE_SECRET_KEY: 'canary-1',
    STRIPE_SECRET_KEY_FILE: file('canary-2'),
    SECRET_MANAGER_ENDPOINT,
  });
  expect(message).toMatch(/ADYEN_API_KEY: the file of ADYEN_API_KEY_FILE .* cannot be read: ENOENT/);
  expect(message).toMatch(
    /COOKIE_SECRET: Google Secret Manager did not give projects\/p\/secrets\/nothing.*not found/i,
  );
  expect(message).toMatch(/LLM_API_KEY: .* is empty/);
  expect(message).toMatch(/STAFF_TOKEN: write a reference as sm:\/\/projects\/P/);
  expect(message).toMatch(/STRIPE_SECRET_KEY: set STRIPE_SECRET_KEY or STRIPE_SECRET_KEY_FILE, not both/);
  expect(message).not.toContain('canary');
});

test('a manager that does not answer is told of', async () => {
  const { message } = await resolved({
    COOKIE_SECRET: 'sm://projects/p/secrets/cookie/versions/3',
    SECRET_MANAGER_ENDPOINT: 'http://127.0.0.1:9',
  });
  expect(message).toMatch(/COOKIE_SECRET: Google Secret Manager did not give/);
});

import { createHmac, createPublicKey, generateKeyPairSync, randomInt } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { createBearerCheck } from '../../api/identity/bearer.js';
import { createIssuer } from '../../api/identity/issuer.js';
import { ShopError } from '../../domain/index.js';
import { startApi, type TestApi } from './support/api.js';
import { AUDIENCE, startIssuer, type TestIssuer } from './support/issuer.js';

let issuer: TestIssuer;
let shoppers: TestIssuer;
let api: TestApi;
beforeAll(async () => {
  issuer = await startIssuer({ id: 'staff', kind: 'staff', clientRoles: ['support'] });
  shoppers = await startIssuer({ kind: 'shopper', clientRoles: ['admin'] });
  api = await startApi({ identity: { providers: [issuer.settings, shoppers.settings] } });
});
afterAll(async () => {
  await api.close();
  await Promise.all([issuer.close(), shoppers.close()]);
});

const seconds = () => Math.floor(Date.now() / 1_000);
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = (more: JWTPayload = {}): JWTPayload => ({
  iss: issuer.settings.issuer,
  aud: AUDIENCE,
  sub: 'robot',
  exp: seconds() + 60,
  roles: ['support'],
  ...more,
});
const sign = async (payload: JWTPayload, { kid = issuer.key().kid, key = issuer.key() } = {}) =>
  await new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(key);
const staffList = async (token: string) =>
  await api.client().ask('GET', '/v1/staff/checkouts', { headers: { authorization: `Bearer ${token}` } });
/** A check of its own, which has seen no key yet. */
const freshCheck = () => createBearerCheck([createIssuer(issuer.settings, { keyCooldownMs: 0 })]);
const letsIn = async (check: ReturnType<typeof createBearerCheck>, token: string) =>
  await check(token).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ShopError && error.code === 'unauthenticated') return false;
      throw error;
    },
  );

test('a token of an issuer of staff opens what its roles may', async () => {
  const token = await issuer.token();
  expect((await staffList(token)).status).toBe(200);
  const { body } = await api.client().ask('GET', '/v1/me', { headers: { authorization: `Bearer ${token}` } });
  expect(body).toEqual({ signedIn: true, name: 'A program', roles: ['shopper', 'support'] });
});

test('a token of an issuer of shoppers opens nothing of staff, whatever it claims', async () => {
  expect((await staffList(await shoppers.token())).status).toBe(403);
});

test('what a program opens with its token is its own, and no one else sees it', async () => {
  const headers = { authorization: `Bearer ${await shoppers.token()}` };
  const { id } = (await api.client().ask('POST', '/v1/conversations', { headers })).body;
  expect((await api.client().ask('GET', `/v1/conversations/${id}`, { headers })).status).toBe(200);
  const other = { authorization: `Bearer ${await issuer.token()}` };
  expect((await api.client().ask('GET', `/v1/conversations/${id}`, { headers: other })).status).toBe(404);
});

test('the clock of the issuer may be half a minute off, and no more', async () => {
  const check = freshCheck();
  expect(await letsIn(check, await sign(claims({ exp: seconds() - 15 })))).toBe(true);
  expect(await letsIn(check, await sign(claims({ exp: seconds() - 45 })))).toBe(false);
  expect(await letsIn(check, await sign(claims({ nbf: seconds() + 15 })))).toBe(true);
  expect(await letsIn(check, await sign(claims({ nbf: seconds() + 60 })))).toBe(false);
});

test('a token that is refused says so, where a guest would be let in, too', async () => {
  const answer = await api.client().ask('GET', '/v1/me', { headers: { authorization: 'Bearer x.y.z' } });
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="shop"']);
});

test('an issuer without an audience gives no tokens for the shop', async () => {
  const check = createBearerCheck([createIssuer({ ...issuer.settings, audience: undefined })]);
  expect(await letsIn(check, await issuer.token())).toBe(false);
});

test('of 10,000 wrong tokens none gets in', async () => {
  const check = freshCheck();
  const good = await sign(claims());
  expect(await letsIn(check, good)).toBe(true);
  const wrong = [...(await forged()), ...altered(good, 10_000)].slice(0, 10_000);
  let letIn = 0;
  for (const token of wrong) if (await letsIn(check, token)) letIn += 1;
  expect([wrong.length, letIn]).toEqual([10_000, 0]);
  expect(await letsIn(check, good)).toBe(true);
}, 60_000);

/** One of each kind that has broken checks elsewhere (RFC 8725). */
async function forged(): Promise<string[]> {
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const own = { kid: issuer.key().kid };
  const publicPem = createPublicKey({ key: issuer.key() as never, format: 'jwk' }).export({
    type: 'spki',
    format: 'pem',
  });
  const byHmac = (alg: string, hash: string, key: string | Buffer) => {
    const text = `${base64({ alg, kid: own.kid })}.${base64(claims())}`;
    return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
  };
  const bare = (alg: string) => `${base64({ alg, typ: 'JWT' })}.${base64(claims())}.`;
  const signedByOther = await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', ...own }).sign(other);
  return [
    ...['none', 'None', 'NONE', 'nOnE', ''].map(bare),
    byHmac('HS256', 'sha256', publicPem),
    byHmac('HS512', 'sha512', publicPem),
    byHmac('HS256', 'sha256', ''),
    byHmac('HS256', 'sha256', JSON.stringify(issuer.publicKey())),
    signedByOther,
    await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid: 'unheard-of' }).sign(other),
    await new SignJWT(claims())
      .setProtectedHeader({ alg: 'RS256', jwk: createPublicKey(other).export({ format: 'jwk' }) as never })
      .sign(other),
    await sign(claims({ aud: 'https://other.example' })),
    await sign(claims({ aud: [] })),
    await sign(claims({ aud: undefined })),
    await sign(claims({ iss: 'https://evil.example' })),
    await sign(claims({ iss: `${issuer.settings.issuer}/` })),
    await sign(claims({ iss: shoppers.settings.issuer })),
    await sign(claims({ iss: undefined })),
    await sign(claims({ exp: undefined })),
    await sign(claims({ exp: seconds() - 3_600 })),
    await sign(claims({ sub: undefined })),
    await sign(claims({ sub: '' })),
    await issuer.token('urn:another-api'),
    await shoppers.token('urn:another-api'),
    '',
    '.',
    '..',
    'a.b.c',
    'null',
    `${base64({})}.${base64({})}.`,
    'x'.repeat(100_000),
  ];
}

/** The good one with a character changed, cut short, or with parts swapped. */
function altered(good: string, count: number): string[] {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
  return Array.from({ length: count }, (_, i) => {
    if (i % 10 === 0) return good.slice(0, randomInt(good.length - 1));
    // The last character of a signature has bits that mean nothing.
    const at = randomInt(good.length - 1);
    const others = alphabet.replace(good[at] ?? '', '');
    return good.slice(0, at) + others[randomInt(others.length)] + good.slice(at + 1);
  });
}

test('a new key of the issuer is found, and the one that it took back counts no more', async () => {
  const check = freshCheck();
  const old = await issuer.token();
  expect(await letsIn(check, old)).toBe(true);
  await issuer.changeKey('second');
  expect(await letsIn(check, await issuer.token())).toBe(true);
  expect(await letsIn(check, old)).toBe(false);
});

test('without an answer of the issuer nobody is let in, and nobody is told that their token is wrong', async () => {
  const token = await issuer.token();
  issuer.setAway(true);
  try {
    await expect(freshCheck()(token)).rejects.toMatchObject({ code: 'unavailable' });
  } finally {
    issuer.setAway(false);
  }
});

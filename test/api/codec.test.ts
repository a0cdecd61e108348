import { createPostgresDataKeys } from '../../activities/adapters/encryption/data-keys.js';
import { KeyRing } from '../../activities/adapters/encryption/key-ring.js';
import { createPayloadCodec } from '../../activities/adapters/encryption/payload-codec.js';
import type { ApiDeps } from '../../api/deps.js';
import { startApi, type TestApi } from './support/api.js';
import { signedIn } from './support/people.js';

const UI = 'http://127.0.0.1:8233';
const ring = new KeyRing([{ id: 'k', bytes: Buffer.alloc(32, 7) }]);
const subject = 'checkout/6f1f7c9e-5d1c-4a54-9c0e-0d2a6c0f7a11';

let api: TestApi;
let codec: NonNullable<ApiDeps['payloadCodec']>;
beforeAll(async () => {
  const lazy: NonNullable<ApiDeps['payloadCodec']> = {
    encode: (payloads, context) => codec.encode(payloads, context),
    decode: (payloads) => codec.decode(payloads),
  };
  api = await startApi({ payloadCodec: lazy, settings: { temporalUiUrl: `${UI}/` } });
  codec = createPayloadCodec(ring, createPostgresDataKeys(api.database.pool, ring));
});
afterAll(() => api.close());

const plain = (text: string) => ({
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from(JSON.stringify(text)),
});
const base64 = (bytes?: Uint8Array | null) => Buffer.from(bytes ?? []).toString('base64');
const wire = ({ metadata, data }: Awaited<ReturnType<typeof codec.encode>>[number]) => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)])),
  data: base64(data),
});
const sealed = async (text: string) => {
  const context = { type: 'workflow', namespace: 'default', workflowId: subject } as const;
  const [payload] = await codec.encode([plain(text)], context);
  return wire(payload ?? {});
};
const words = (payload: { data: string }) => Buffer.from(payload.data, 'base64').toString();

test('ops read what is encrypted, and what is not stays as it is', async () => {
  const ops = await signedIn(api, { roles: ['ops'] });
  const payloads = [await sealed('Ada'), wire(plain('in the clear'))];
  expect(words(payloads[0] as { data: string })).not.toContain('Ada');
  const { status, body } = await ops.ask('POST', '/v1/codec/decode', { json: { payloads } });
  expect([status, ...body.payloads.map(words)]).toEqual([200, '"Ada"', '"in the clear"']);
});

test('what is encoded here is decoded here', async () => {
  const admin = await signedIn(api, { roles: ['admin'] });
  const sent = { payloads: [wire(plain('a signal'))] };
  const encoded = (await admin.ask('POST', '/v1/codec/encode', { json: sent })).body;
  expect(words(encoded.payloads[0])).not.toContain('a signal');
  expect((await admin.ask('POST', '/v1/codec/decode', { json: encoded })).body).toEqual(sent);
});

test('what nobody can read any more does not hide the rest', async () => {
  const ops = await signedIn(api, { roles: ['ops'] });
  const [erased, forged] = [
    await sealed('gone'),
    { ...(await sealed('x')), data: base64(Buffer.from('forged')) },
  ];
  await api.database.pool.query('delete from data_keys');
  codec = createPayloadCodec(ring, createPostgresDataKeys(api.database.pool, ring));
  const kept = await sealed('kept');
  const { body } = await ops.ask('POST', '/v1/codec/decode', { json: { payloads: [erased, forged, kept] } });
  expect(body.payloads.slice(0, 2)).toEqual([erased, forged]);
  expect(words(body.payloads[2])).toBe('"kept"');
});

test('pages of the Temporal UI may ask, those of others may not read', async () => {
  const preflight = (origin: string, path: string) =>
    fetch(`${api.base}${path}`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  const allowed = (await preflight(UI, '/v1/codec/decode')).headers;
  expect(allowed.get('access-control-allow-origin')).toBe(UI);
  expect(allowed.get('access-control-allow-headers')).toContain('x-namespace');
  const other = await preflight('https://evil.example', '/v1/codec/decode');
  expect(other.headers.get('access-control-allow-origin')).toBeNull();
  const elsewhere = await preflight(UI, '/v1/conversations');
  expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull();
});

test('what is no list of payloads is refused in words', async () => {
  const ops = await signedIn(api, { roles: ['ops'] });
  for (const json of [{}, { payloads: [{ data: '%%%' }] }, { payloads: 'x' }])
    expect((await ops.ask('POST', '/v1/codec/decode', { json })).status).toBe(422);
});

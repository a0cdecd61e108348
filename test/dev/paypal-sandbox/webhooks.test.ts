import { createVerify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';
import { until } from '../../../dev/until.js';
import { approvedOrder, type SandboxUnderTest, sandboxUnderTest } from './sandbox-under-test.js';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

let sandbox: SandboxUnderTest;
let refusals = 0;
const received: Received[] = [];
const receiver = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
  response.writeHead(refusals-- > 0 ? 503 : 200).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.address() as AddressInfo;
  sandbox = await sandboxUnderTest({ webhookUrl: `http://127.0.0.1:${port}/`, webhookId: 'WH-1' });
});
afterAll(async () => {
  await sandbox.close();
  receiver.close();
});
beforeEach(() => {
  received.length = 0;
});

const arrived = (count: number) =>
  until(async () => received.length >= count, { what: `${count} webhooks`, timeoutMs: 30_000 });

const header = ({ headers }: Received, name: string) => String(headers[`paypal-${name}`]);

async function verdict(webhook: Received, { webhookId = 'WH-1', body = webhook.body } = {}) {
  const answer = await sandbox.call('POST', '/v1/notifications/verify-webhook-signature', {
    auth_algo: header(webhook, 'auth-algo'),
    cert_url: header(webhook, 'cert-url'),
    transmission_id: header(webhook, 'transmission-id'),
    transmission_sig: header(webhook, 'transmission-sig'),
    transmission_time: header(webhook, 'transmission-time'),
    webhook_id: webhookId,
    webhook_event: JSON.parse(body),
  });
  return answer.body.verification_status;
}

async function anApproval(): Promise<Received> {
  await approvedOrder(sandbox);
  await arrived(1);
  const [webhook] = received;
  if (!webhook) throw new Error('nothing arrived');
  return webhook;
}

test('the endpoint that verifies knows its own events, and no others', async () => {
  const webhook = await anApproval();
  expect(await verdict(webhook)).toBe('SUCCESS');
  expect(await verdict(webhook, { webhookId: 'WH-2' })).toBe('FAILURE');
  expect(await verdict(webhook, { body: webhook.body.replace('12.34', '99.34') })).toBe('FAILURE');
});

test('the signature can be checked by whoever has the certificate', async () => {
  const webhook = await anApproval();
  const key = await (await fetch(header(webhook, 'cert-url'))).text();
  const [id, time] = [header(webhook, 'transmission-id'), header(webhook, 'transmission-time')];
  const signed = createVerify('RSA-SHA256').update(`${id}|${time}|WH-1|${crc32(webhook.body)}`);
  expect(signed.verify(key, header(webhook, 'transmission-sig'), 'base64')).toBe(true);
});

test('an event that is not taken comes again, the same one', async () => {
  refusals = 1;
  await approvedOrder(sandbox);
  await arrived(2);
  expect(new Set(received.map(({ body }) => JSON.parse(body).id)).size).toBe(1);
});

test('on demand an event comes twice', async () => {
  await sandbox.fault({ operation: 'webhook', kind: 'duplicate' });
  await approvedOrder(sandbox);
  await arrived(2);
  const [first, second] = received.map(({ body }) => JSON.parse(body).id);
  expect(first).toBe(second);
});

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import pino from 'pino';
import { createApiServer } from '../../api/listen.js';
import { until } from '../../dev/until.js';

const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-tls-'));
const tls = { cert: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem') };
const logs: { msg?: string }[] = [];
const logger = pino({}, { write: (line: string) => void logs.push(JSON.parse(line)) });

/** Writes a new pair; the certificate last, as tools that renew do. */
function certify(name: string): void {
  const made = { cert: path.join(folder, 'made.cert'), key: path.join(folder, 'made.key') };
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  execFileSync(
    'openssl',
    ['req', '-x509', ...curve, '-nodes', '-days', '2', ...subject, '-keyout', made.key, '-out', made.cert],
    { stdio: 'ignore' },
  );
  writeFileSync(tls.key, readFileSync(made.key));
  writeFileSync(tls.cert, readFileSync(made.cert));
}

certify('first.example');
const server = createApiServer((_, res) => res.end('hello'), { tls, logger, lookEveryMs: 20 });
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

async function connection(
  options: { minVersion?: 'TLSv1.1'; maxVersion?: 'TLSv1.1' } = {},
): Promise<TLSSocket> {
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
  await once(socket, 'secureConnect');
  return socket;
}

/** Whom a new connection is told it speaks with. */
async function nameShown(): Promise<string> {
  const socket = await connection();
  const { CN } = socket.getPeerCertificate().subject;
  socket.destroy();
  return String(CN);
}

test('it serves over TLS, and shows a renewed certificate to new connections without a restart', async () => {
  const before = await connection();
  expect(before.getPeerCertificate().subject.CN).toBe('first.example');
  certify('second.example');
  await until(async () => (await nameShown()) === 'second.example', {
    what: 'the new certificate',
    timeoutMs: 20_000,
  });
  // A connection that was open stays, and is served.
  before.write('GET / HTTP/1.1\r\nhost: first.example\r\n\r\n');
  const [answer] = await once(before, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 OK/);
  before.destroy();
});

test('a certificate that cannot be used is logged, and the former one stays', async () => {
  const shown = await nameShown();
  writeFileSync(tls.cert, 'no certificate');
  const refused = () => logs.some(({ msg }) => msg?.startsWith('the new certificate cannot be used'));
  await until(async () => refused(), { what: 'a line in the log', timeoutMs: 20_000 });
  expect(await nameShown()).toBe(shown);
});

test('versions of TLS that are broken are refused', async () => {
  await expect(connection({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' })).rejects.toThrow();
});

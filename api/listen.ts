import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Logger } from 'pino';

export interface TlsFiles {
  cert: string;
  key: string;
}

/** How often the files are looked at: certificates are renewed weeks before they end. */
const LOOK_EVERY_MS = 5_000;

/**
 * A server for the api; with TLS where files are named. A renewed certificate serves new connections without a restart;
 * one that cannot be read, or does not fit its key, is logged, and the former one stays.
 */
export function createApiServer(
  handle: RequestListener,
  {
    tls,
    logger,
    lookEveryMs = LOOK_EVERY_MS,
  }: { tls: TlsFiles | undefined; logger: Logger; lookEveryMs?: number },
): Server {
  if (!tls) return createHttpServer(handle);
  const server = createHttpsServer({ ...readPair(tls), minVersion: 'TLSv1.2' }, handle);
  const renew = () => {
    try {
      server.setSecureContext({ ...readPair(tls), minVersion: 'TLSv1.2' });
      logger.info('the certificate was read again');
    } catch (error) {
      logger.warn({ err: error }, 'the new certificate cannot be used; the former one stays');
    }
  };
  for (const file of [tls.cert, tls.key])
    watchFile(file, { interval: lookEveryMs, persistent: false }, renew);
  server.once('close', () => {
    for (const file of [tls.cert, tls.key]) unwatchFile(file, renew);
  });
  return server;
}

function readPair({ cert, key }: TlsFiles) {
  return { cert: readFileSync(cert), key: readFileSync(key) };
}

import { randomUUID } from 'node:crypto';
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { createServer as createHttpServer, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { ShopError } from '../domain/index.js';
import type { FloodGate } from './flood-gate.js';
import { toProblem } from './problem.js';

export interface TlsFiles {
  cert: string;
  key: string;
}

/** The head of a request, cookies included; browsers send a tenth of it. */
export const MAX_HEAD_BYTES = 16 * 1024;

export interface TimeOuts {
  /** Milliseconds until the head of a request must be here; who sends a byte now and then is let go. */
  head: number;
  /** Milliseconds until a whole request must be here. Streams are answers, and may last. */
  request: number;
  /** How often connections are looked at for these. */
  lookEvery: number;
}
const TIME_OUTS: TimeOuts = { head: 10_000, request: 30_000, lookEvery: 2_000 };

/** How often the files are looked at: certificates are renewed weeks before they end. */
const LOOK_EVERY_MS = 5_000;

export interface ListenOptions {
  tls?: TlsFiles | undefined;
  logger: Logger;
  /** Connections at once; more are closed as they come. */
  maxConnections?: number;
  /** Stands before everything else. */
  gate?: FloodGate;
  lookEveryMs?: number;
  timeOuts?: TimeOuts;
}

/**
 * A server for the api; with TLS where files are named. A renewed certificate serves new connections without a restart;
 * one that cannot be read, or does not fit its key, is logged, and the former one stays.
 */
export function createApiServer(
  handle: RequestListener,
  { tls, logger, maxConnections, gate, lookEveryMs = LOOK_EVERY_MS, timeOuts = TIME_OUTS }: ListenOptions,
): Server {
  const bounds = {
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: timeOuts.head,
    requestTimeout: timeOuts.request,
    connectionsCheckingInterval: timeOuts.lookEvery,
    // Longer than the minute of common load balancers: they must be the ones who close an idle connection.
    keepAliveTimeout: 65_000,
  };
  const guarded = gate ? gate.guard(handle) : handle;
  const server = tls
    ? createHttpsServer({ ...bounds, ...readPair(tls), minVersion: 'TLSv1.2' }, guarded)
    : createHttpServer(bounds, guarded);
  if (maxConnections) server.maxConnections = maxConnections;
  if (gate) server.on('connection', (socket) => void (gate.closes(socket) && socket.destroy()));
  server.on('clientError', (error, socket) => refuseUnreadable(error, socket, logger));
  if (tls && 'setSecureContext' in server) renewCertificate(server, tls, { logger, lookEveryMs });
  return server;
}

/**
 * Answers what Node itself could not read: too large a head, no HTTP at all, or a request that did not come in time.
 * Nothing of ours sees these, so the problem document is written here; and logged once.
 */
function refuseUnreadable(error: Error & { code?: string }, socket: Duplex, logger: Logger): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const id = randomUUID();
  const known = unreadable(error.code);
  // No address is known: it was never read.
  const { status, document } = toProblem(known, { path: '/', id });
  logger.warn({ requestId: id, code: error.code, status }, 'a request could not be read');
  const body = JSON.stringify(document);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: application/problem+json\r\n` +
      `cache-control: no-store\r\nx-content-type-options: nosniff\r\nx-request-id: ${id}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function unreadable(code: string | undefined): ShopError {
  if (code === 'HPE_HEADER_OVERFLOW' || code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return new ShopError(
      'headers_too_large',
      `The headers are larger than ${MAX_HEAD_BYTES / 1024} kB; delete cookies of this site, or send less.`,
    );
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new ShopError('too_slow', 'The request did not arrive in time; send it again.');
  return new ShopError('malformed_request', 'This is not a valid HTTP request.');
}

function renewCertificate(
  server: HttpsServer,
  tls: TlsFiles,
  { logger, lookEveryMs }: { logger: Logger; lookEveryMs: number },
): void {
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
}

function readPair({ cert, key }: TlsFiles) {
  return { cert: readFileSync(cert), key: readFileSync(key) };
}

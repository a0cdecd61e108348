import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import type { FloodStanding, Floods } from './limits/floods.js';
import { rateLimited, rateLimitHeaders } from './limits/headers.js';
import type { Metrics } from './metrics.js';
import { callerAddress, trustedAddresses } from './middleware/caller.js';
import { toProblem } from './problem.js';

interface FloodGateOptions {
  /** Absent where there is no limit. */
  floods: Floods | undefined;
  metrics: Pick<Metrics, 'floods'>;
  logger: Logger;
  /** Addresses or CIDR ranges of proxies: what comes through them is counted for whom they name. */
  trustedProxies: readonly string[];
  /** Connections that one address may have at once. */
  connectionsPerAddress?: number | undefined;
}

/** What stands before everything else that the api does. */
export interface FloodGate {
  /** Passes on what is no flood. */
  guard(handle: RequestListener): RequestListener;
  /** Whether a connection is to be closed as it comes, before a byte of it is read. */
  closes(socket: Socket): boolean;
}

/**
 * Turns away addresses that flood us before anything else is done for them: no routing, no context, no line in the log.
 * They are counted, and logged once for each window and address. Who goes on all the same is not listened to at all:
 * connections are closed as they come, unless they are those of a proxy, which are everybody's.
 */
export function createFloodGate(options: FloodGateOptions): FloodGate {
  const {
    floods,
    metrics,
    logger,
    trustedProxies,
    connectionsPerAddress = Number.POSITIVE_INFINITY,
  } = options;
  const addressOf = callerAddress(trustedProxies);
  const isProxy = trustedAddresses(trustedProxies);
  const open = new Map<string, number>();

  function note(standing: FloodStanding, isForwarded: boolean): void {
    metrics.floods.inc();
    const { policy, isFirst, isNewlyBlocked } = standing;
    // Behind a proxy that TRUSTED_PROXIES does not name, everybody is one address.
    if (isFirst) logger.warn({ policy, isForwarded }, 'an address floods us');
    if (isNewlyBlocked)
      logger.warn({ policy, isForwarded }, 'an address goes on flooding us; it is not listened to');
  }

  function refuse(req: IncomingMessage, res: ServerResponse, standing: FloodStanding): void {
    const id = randomUUID();
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
    const { status, headers, document } = toProblem(rateLimited([standing]), { path, id });
    const body = JSON.stringify(document);
    res.writeHead(status, {
      ...headers,
      ...rateLimitHeaders([standing]),
      'content-type': 'application/problem+json',
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': id,
      ...(standing.blocked && !isProxy(req.socket.remoteAddress ?? '') && { connection: 'close' }),
    });
    res.end(body);
  }

  /** One address more, until it closes; false where it has enough of them. */
  function takes(socket: Socket, address: string): boolean {
    const there = open.get(address) ?? 0;
    if (there >= connectionsPerAddress) return false;
    open.set(address, there + 1);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
    return true;
  }

  return {
    guard(handle) {
      if (!floods) return handle;
      return async function turnAwayFloods(req, res) {
        const { address, isForwarded } = addressOf(req);
        const standing = await floods.ask(address);
        if (!standing.refused) return handle(req, res);
        note(standing, isForwarded);
        refuse(req, res, standing);
      };
    },

    closes(socket) {
      const address = socket.remoteAddress;
      if (!address || isProxy(address)) return false;
      if (!floods?.closes(address)) return !takes(socket, address);
      metrics.floods.inc();
      return true;
    },
  };
}

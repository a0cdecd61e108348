import { Redis } from 'ioredis';

/**
 * The Redis in which limits are counted. A command that takes longer than this is given up, and the process counts for
 * itself: no shopper waits for a limit.
 */
const COMMAND_MS = 50;

/** @param url without it each process counts for itself. */
export function openLimitStore(url: string | undefined): Redis | undefined {
  if (!url) return undefined;
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    // What one request counts against goes out in one write.
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_MS,
    connectTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(100 * 2 ** Math.min(attempt, 5), 2_000),
  });
  // Without a listener a lost connection would end the process.
  redis.on('error', () => undefined);
  return redis;
}

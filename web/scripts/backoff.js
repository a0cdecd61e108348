/**
 * How long to wait before trying again: grows from `baseMs` to `maxMs`, and is spread at random over
 * its upper half, so that the pages of a whole crowd do not come back in one instant.
 *
 * @param attempt 0 for the first retry. @param retryAfterMs what the server asked for; never undercut.
 */
export function retryDelay(
  attempt,
  { baseMs = 500, maxMs = 15_000, retryAfterMs = 0, random = Math.random } = {},
) {
  const ceiling = Math.min(maxMs, baseMs * 2 ** attempt);
  const jittered = ceiling / 2 + (random() * ceiling) / 2;
  return Math.max(jittered, retryAfterMs + random() * 250);
}

/** Waits; ends early when the machine comes online or `signal` aborts. */
export function waitToRetry(milliseconds, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      globalThis.removeEventListener('online', done);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    globalThis.addEventListener('online', done);
    signal?.addEventListener('abort', done);
  });
}

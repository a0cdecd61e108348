import { retryDelay, waitToRetry } from './backoff.js';

/** Reads the shop's public settings; keeps asking until they are there. */
export async function readConfig(api) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await api.get('/config');
    } catch (error) {
      if (!error.passing) throw error;
      await waitToRetry(retryDelay(attempt, { retryAfterMs: error.retryAfterMs }));
    }
  }
}

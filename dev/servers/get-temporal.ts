/** Fills the cache with a Temporal CLI, showing progress; what `npm test` does ahead of the tests. */
import { announce, progress, warn } from '../announce.js';
import { findTemporal } from './temporal.js';

try {
  const { origin } = await findTemporal({
    progress: (sentence) => progress('Temporal', sentence),
    note: (sentence) => announce('Temporal', sentence),
  });
  announce('Temporal', origin);
} catch (error) {
  warn('Temporal', error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

export interface Rest {
  /** Whether what has failed is to be left alone now. */
  isResting(): boolean;
  succeeded(): void;
  failed(): void;
}

/**
 * Remembers failures in a row; after some of them says to rest. When the rest is over the next try decides: one more
 * failure and it rests again.
 * @param now milliseconds since any moment, never going back; default that of the process.
 */
export function createRest({
  failures,
  restMs,
  now = () => performance.now(),
}: {
  failures: number;
  restMs: number;
  now?: () => number;
}): Rest {
  let inARow = 0;
  let restsUntil = Number.NEGATIVE_INFINITY;
  return {
    isResting: () => now() < restsUntil,
    succeeded() {
      inARow = 0;
      restsUntil = Number.NEGATIVE_INFINITY;
    },
    failed() {
      inARow += 1;
      if (inARow >= failures) restsUntil = now() + restMs;
    },
  };
}

/** A value and the time it has left, by the store's own clock: clocks of two machines are never compared. */
export interface Kept {
  value: unknown;
  leftMs: number;
}

/** `unavailable`: the store cannot be reached, and nobody can be asked to wait for anybody. */
export type LockOutcome = 'held' | 'taken' | 'unavailable';

/** A bounded store of JSON values that may forget anything at any time. Losing it loses speed alone. */
export interface Cache {
  /** `undefined` when absent, expired, or when the store cannot be reached. */
  get(key: string): Promise<Kept | undefined>;
  /** Never throws; a value that could not be kept is counted in the metrics. */
  set(key: string, value: unknown, ttlMs: number): Promise<void>;
  /**
   * Takes a key for `owner` unless somebody else has it; taken again by its owner it starts anew. It is given back
   * by itself after `ttlMs`, so that a dead owner stops nobody for longer. It spares work, and guards nothing.
   */
  lock(key: string, owner: string, ttlMs: number): Promise<LockOutcome>;
  /** Gives a key back, unless it is somebody else's by now. */
  unlock(key: string, owner: string): Promise<void>;
  /** Whether the store answers; for readiness. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

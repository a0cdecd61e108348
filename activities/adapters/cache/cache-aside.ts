import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Cache } from '../../ports/index.js';

/**
 * What became of a read: found in time; found a little late, and renewed behind it; found by somebody else who was at
 * it already; found out anew; found out anew because the store could not be asked.
 */
export type CacheOutcome = 'hit' | 'stale' | 'shared' | 'miss' | 'error';

export interface CacheAsideOptions<Value> {
  cache: Cache;
  /** Comes before every key, and is the label in the metrics. */
  name: string;
  /** Raised when what is kept gets another shape, so that two releases side by side do not read each other's values. */
  shape?: number;
  /** How long a value is as good as new. */
  ttlMs: number;
  /** How much longer it is still given, while a new one is found behind it; default 0, never. */
  staleForMs?: number;
  /** Whether a value says that there is nothing. */
  isNegative?: (value: Value) => boolean;
  /** How long such a value is kept; never stale. Default as `ttlMs`. */
  negativeTtlMs?: number;
  /** How long others wait for a finder who has died; one who lives says so all along. Default a second. */
  leaseMs?: number;
  /** How long others wait for a finder who lives; then they find out themselves. Default 2 seconds. */
  waitMs?: number;
  /** Told of every read, for the metrics. */
  onOutcome?: (name: string, outcome: CacheOutcome) => void;
}

/** Reads through a cache. The key must hold everything that the value depends on. */
export interface CacheAside<Value> {
  /**
   * The kept value of a key, or else what `find` finds. Among all who share the cache one finds and the others
   * wait for it, within bounds. Throws what `find` throws; that is not kept, and the next one tries anew.
   * @example
   * const answers = createCacheAside<Answer>({ cache, name: 'llm', ttlMs: 3_600_000 });
   * await answers.read(`${model}:${digest(prompt)}`, () => ask(model, prompt));
   */
  read(key: string, find: () => Promise<Value>): Promise<Value>;
}

/** As stored. What is stale is told by the time that is left: no clock is written down. */
const Entry = z.object({ value: z.unknown(), staleForMs: z.number().nonnegative() });
type Entry = z.infer<typeof Entry>;

/** Looks for the value of another finder: often at first, for most finds are quick. */
const LOOK_MS = { first: 4, most: 40 };

export function createCacheAside<Value>(options: CacheAsideOptions<Value>): CacheAside<Value> {
  const {
    cache,
    name,
    shape = 1,
    ttlMs,
    staleForMs = 0,
    negativeTtlMs = ttlMs,
    leaseMs = 1_000,
    waitMs = 2_000,
  } = options;
  const { isNegative = () => false, onOutcome = () => undefined } = options;
  const underWay = new Map<string, Promise<Value>>();
  const renewals = new Set<string>();

  async function look(key: string): Promise<{ value: Value; isStale: boolean } | undefined> {
    const kept = await cache.get(key);
    const entry = Entry.safeParse(kept?.value);
    if (!kept || !entry.success) return undefined;
    // What is under a key of this name and shape was put there by `keep`.
    return { value: entry.data.value as Value, isStale: kept.leftMs <= entry.data.staleForMs };
  }

  async function keep(key: string, value: Value): Promise<void> {
    const negative = isNegative(value);
    const stale = negative ? 0 : staleForMs;
    const entry: Entry = { value, staleForMs: stale };
    await cache.set(key, entry, (negative ? negativeTtlMs : ttlMs) + stale);
  }

  /** Finds out while holding the lock. The lock is given back once the value is kept, and nobody waits for that. */
  async function findFor(key: string, owner: string, find: () => Promise<Value>): Promise<Value> {
    const renewal = setInterval(() => void cache.lock(lockOf(key), owner, leaseMs), leaseMs / 3);
    renewal.unref();
    const giveBack = () => {
      clearInterval(renewal);
      return cache.unlock(lockOf(key), owner);
    };
    try {
      const value = await find();
      void keep(key, value).then(giveBack);
      return value;
    } catch (error) {
      void giveBack();
      throw error;
    }
  }

  /** Finds out, or waits for whoever is at it. */
  async function findOrWait(key: string, find: () => Promise<Value>): Promise<[Value, CacheOutcome]> {
    const owner = randomUUID();
    const waitsUntil = performance.now() + waitMs;
    for (let lookMs = LOOK_MS.first; ; lookMs = Math.min(lookMs * 2, LOOK_MS.most)) {
      const lock = await cache.lock(lockOf(key), owner, leaseMs);
      if (lock === 'unavailable') return [await find(), 'error'];
      // Whoever had the lock before us may have been done in the meantime.
      const kept = await look(key);
      if (kept && !kept.isStale) {
        if (lock === 'held') void cache.unlock(lockOf(key), owner);
        return [kept.value, 'shared'];
      }
      if (lock === 'held') return [await findFor(key, owner, find), 'miss'];
      if (performance.now() >= waitsUntil) {
        const value = await find();
        void keep(key, value);
        return [value, 'miss'];
      }
      await pause(lookMs);
    }
  }

  /** Finds anew behind a stale value, unless somebody is at it; when it fails, the stale value has served. */
  async function renew(key: string, find: () => Promise<Value>): Promise<void> {
    if (renewals.has(key)) return;
    renewals.add(key);
    try {
      const owner = randomUUID();
      if ((await cache.lock(lockOf(key), owner, leaseMs)) !== 'held') return;
      if ((await look(key))?.isStale === false) await cache.unlock(lockOf(key), owner);
      else await findFor(key, owner, find);
    } catch {
      onOutcome(name, 'error');
    } finally {
      renewals.delete(key);
    }
  }

  async function lookOrFind(key: string, find: () => Promise<Value>): Promise<Value> {
    const kept = await look(key);
    if (kept) {
      onOutcome(name, kept.isStale ? 'stale' : 'hit');
      if (kept.isStale) void renew(key, find);
      return kept.value;
    }
    const [value, outcome] = await findOrWait(key, find);
    onOutcome(name, outcome);
    return value;
  }

  return {
    async read(given, find) {
      const key = `${name}.${shape}:${given}`;
      const waiting = underWay.get(key);
      if (waiting) {
        onOutcome(name, 'shared');
        return waiting;
      }
      const work = lookOrFind(key, find).finally(() => underWay.delete(key));
      underWay.set(key, work);
      return work;
    },
  };
}

const lockOf = (key: string) => `lock:${key}`;

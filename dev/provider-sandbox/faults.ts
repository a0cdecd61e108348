import { z } from 'zod';

const when = {
  /** An operation such as `payment_intents.confirm`, all of a resource as `payment_intents.*`, or `*` for every API call. */
  operation: z
    .string()
    .regex(/^(\*|[a-z_]+\.(\*|[a-z_]+))$/, "name an operation such as payment_intents.confirm, or '*'"),
  times: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('how many matches to strike; default 1 unless a probability is given'),
  probability: z
    .number()
    .gt(0)
    .max(1)
    .optional()
    .describe('strikes each match with this chance, for ever or `times` strikes'),
  seed: z.number().int().default(1).describe('makes the chances repeatable'),
};
const onWebhook = { ...when, operation: z.literal('webhook') };
const ms = z.number().int().min(1).max(600_000);

/** A fault to inject. API faults strike calls, webhook faults strike deliveries. */
export const FaultWish = z.union([
  z.discriminatedUnion('kind', [
    z.strictObject({ ...when, kind: z.literal('latency'), ms }).describe('executes, but late'),
    z.strictObject({ ...when, kind: z.literal('rate_limit') }).describe('429, nothing executed'),
    z
      .strictObject({ ...when, kind: z.literal('forbidden') })
      .describe('403: the account may not do that; nothing executed, and no retry will help'),
    z
      .strictObject({
        ...when,
        kind: z.literal('server_error'),
        status: z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]).default(500),
        phase: z
          .enum(['before', 'during', 'after'])
          .default('before')
          .describe(
            'before: nothing executed or saved; during: undone, the answer saved; after: executed, the answer saved',
          ),
      })
      .describe('an error on the side of the provider'),
    z.strictObject({ ...when, kind: z.literal('drop_request') }).describe('connection cut, nothing executed'),
    z
      .strictObject({ ...when, kind: z.literal('drop_reply') })
      .describe('executed, then the connection is cut'),
  ]),
  z.discriminatedUnion('kind', [
    z.strictObject({
      ...onWebhook,
      kind: z.literal('duplicate'),
      copies: z.number().int().min(1).max(20).default(1),
    }),
    z.strictObject({ ...onWebhook, kind: z.literal('delay'), ms }),
    z
      .strictObject({ ...onWebhook, kind: z.literal('reorder'), ms: ms.default(1000) })
      .describe('holds the next `times` deliveries back and sends them last first'),
  ]),
]);
export type FaultWish = z.output<typeof FaultWish>;
export type ApiFault = Exclude<FaultWish, { operation: 'webhook' }> | Extract<FaultWish, { kind: 'latency' }>;
export type WebhookFault = Extract<FaultWish, { kind: 'duplicate' | 'delay' | 'reorder' }>;

export interface ActiveFault {
  id: number;
  wish: FaultWish;
  /** How many matches it struck. */
  struck: number;
  /** `undefined` is for ever. */
  remaining: number | undefined;
}

interface Entry extends ActiveFault {
  random: () => number;
}

/** Faults in force. They live in memory: a sandbox that starts again is healthy. */
export class Faults {
  #entries: Entry[] = [];
  #lastId = 0;

  add(wish: FaultWish): ActiveFault {
    const remaining = wish.times ?? (wish.probability === undefined ? 1 : undefined);
    const entry: Entry = { id: ++this.#lastId, wish, struck: 0, remaining, random: seededRandom(wish.seed) };
    this.#entries.push(entry);
    return described(entry);
  }

  list(): ActiveFault[] {
    return this.#entries.map(described);
  }

  clear(): void {
    this.#entries = [];
  }

  /** The faults that strike a call of `operation` now; each counts as struck. */
  strike(operation: string): FaultWish[] {
    const struck = this.#entries.filter(
      (entry) => matches(entry.wish.operation, operation) && strikes(entry),
    );
    this.#entries = this.#entries.filter(({ remaining }) => remaining !== 0);
    return struck.map(({ wish }) => wish);
  }
}

function matches(pattern: string, operation: string): boolean {
  if (pattern === operation) return true;
  if (operation === 'webhook') return false;
  return pattern === '*' || (pattern.endsWith('.*') && operation.startsWith(pattern.slice(0, -1)));
}

function strikes(entry: Entry): boolean {
  const { probability } = entry.wish;
  if (probability !== undefined && entry.random() >= probability) return false;
  entry.struck += 1;
  if (entry.remaining !== undefined) entry.remaining -= 1;
  return true;
}

function described({ id, wish, struck, remaining }: Entry): ActiveFault {
  return { id, wish, struck, remaining };
}

/** mulberry32: the same numbers between 0 and 1 for the same seed. */
function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

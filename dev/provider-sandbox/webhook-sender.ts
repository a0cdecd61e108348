import type pg from 'pg';
import type { Faults } from './faults.js';
import type { Queryable } from './transaction.js';

/** What goes over the wire for one attempt to deliver an event. */
export interface SignedWebhook {
  payload: string;
  headers: Record<string, string>;
}

export interface WebhookTarget {
  url: string;
  /** Puts an event into the provider's envelope and signs it; called for each attempt. */
  sign(event: object): SignedWebhook | Promise<SignedWebhook>;
  /** First pause before a retry, in milliseconds; doubles with each attempt, up to a minute. */
  retryMs: number;
}

interface Delivery {
  id: string;
  attempts: number;
  body: object;
}

const BATCH = 8;
const TIMEOUT_MS = 10_000;
/** For how long a delivery is left to the sandbox that has taken it up. */
const LEASE_MS = TIMEOUT_MS + 5_000;
const LONGEST_PAUSE_MS = 60_000;
const MAX_ATTEMPTS = 40;
const IDLE_MS = 30_000;

/**
 * Delivers what the outbox owes, at least once, until the receiver answers 2xx. As with the providers,
 * order is not promised, and the same event may come again.
 */
export class WebhookSender {
  readonly #pool: pg.Pool;
  readonly #target: WebhookTarget;
  readonly #faults: Faults;
  readonly #reordering = new Reordering();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #again = false;
  readonly #closing = new AbortController();

  constructor(pool: pg.Pool, target: WebhookTarget, faults: Faults) {
    this.#pool = pool;
    this.#target = target;
    this.#faults = faults;
  }

  /** Takes up at once what an earlier sandbox left in delivery or was waiting to try again. */
  async start(): Promise<void> {
    await this.#pool.query(
      'update deliveries set next_at = now() where delivered_at is null and given_up_at is null and next_at > now()',
    );
    this.wake();
  }

  /** Says that there may be something to deliver. */
  wake(): void {
    if (this.#closing.signal.aborted) return;
    if (this.#round) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#round = this.#work().finally(() => {
      this.#round = undefined;
      if (this.#again) {
        this.#again = false;
        this.wake();
      }
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#timer);
    await this.#round;
  }

  async #work(): Promise<void> {
    try {
      for (
        let due = await this.#claim();
        due.length > 0 && !this.#closing.signal.aborted;
        due = await this.#claim()
      ) {
        await Promise.all(due.map((delivery) => this.#handle(delivery)));
      }
      this.#sleep(await this.#untilNext());
    } catch (error) {
      console.error('The webhook outbox could not be read; trying again:', error);
      this.#sleep(this.#target.retryMs);
    }
  }

  #sleep(ms: number): void {
    if (this.#closing.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), ms);
  }

  async #claim(): Promise<Delivery[]> {
    const { rows } = await this.#pool.query<Delivery>(
      `with due as (
         select id from deliveries
         where delivered_at is null and given_up_at is null and next_at <= now()
         order by next_at, id limit $1 for update skip locked
       ), claimed as (
         update deliveries d set attempts = attempts + 1, next_at = now() + $2 * interval '1 millisecond'
         from due where d.id = due.id returning d.id, d.attempts, d.event_id
       )
       select c.id, c.attempts, o.body from claimed c join objects o on o.id = c.event_id order by c.id`,
      [BATCH, LEASE_MS],
    );
    return rows;
  }

  async #untilNext(): Promise<number> {
    const { rows } = await this.#pool.query<{ ms: number | null }>(
      `select extract(epoch from min(next_at) - now())::float8 * 1000 as ms
       from deliveries where delivered_at is null and given_up_at is null`,
    );
    return Math.max(5, Math.min(rows[0]?.ms ?? IDLE_MS, IDLE_MS));
  }

  async #handle(delivery: Delivery): Promise<void> {
    const pause = delivery.attempts === 1 ? await this.#strike(delivery) : undefined;
    if (pause !== undefined) return this.#postpone(delivery, pause, 'held back by a fault');
    const failure = await this.#post(delivery.body);
    if (failure === undefined) return this.#settle(delivery, 'delivered_at');
    if (delivery.attempts >= MAX_ATTEMPTS) return this.#settle(delivery, 'given_up_at');
    await this.#postpone(delivery, this.#pauseAfter(delivery.attempts), failure);
  }

  /** Applies the faults on a first delivery; returns for how long it is held back, if it is. */
  async #strike(delivery: Delivery): Promise<number | undefined> {
    let pause: number | undefined;
    for (const fault of this.#faults.strike('webhook')) {
      if (fault.kind === 'duplicate') await this.#copy(delivery, fault.copies);
      if (fault.kind === 'delay') pause = fault.ms;
      if (fault.kind === 'reorder') pause = this.#reordering.holdBack(fault.times ?? 1, fault.ms);
    }
    return pause;
  }

  /** Copies begin at the second attempt, so that faults do not strike them again. */
  async #copy(delivery: Delivery, copies: number): Promise<void> {
    await this.#pool.query(
      `insert into deliveries (event_id, attempts)
       select event_id, 1 from deliveries, generate_series(1, $2) where id = $1`,
      [delivery.id, copies],
    );
    this.#again = true;
  }

  async #post(event: object): Promise<string | undefined> {
    try {
      const { payload, headers } = await this.#target.sign(event);
      const response = await fetch(this.#target.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
        body: payload,
        redirect: 'manual',
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await response.arrayBuffer();
      return response.ok ? undefined : `answered ${response.status}`;
    } catch (error) {
      return error instanceof Error
        ? `${error.message} (${String(error.cause ?? error.name)})`
        : String(error);
    }
  }

  async #settle(delivery: Delivery, column: 'delivered_at' | 'given_up_at'): Promise<void> {
    await this.#pool.query(`update deliveries set ${column} = now() where id = $1`, [delivery.id]);
  }

  async #postpone(delivery: Delivery, ms: number, why: string): Promise<void> {
    await this.#pool.query(
      `update deliveries set next_at = now() + $2 * interval '1 millisecond', last_error = $3 where id = $1`,
      [delivery.id, ms, why],
    );
  }

  #pauseAfter(attempts: number): number {
    return Math.min(this.#target.retryMs * 2 ** Math.min(attempts - 1, 20), LONGEST_PAUSE_MS);
  }
}

/** Writes down, in the transaction of what it tells of, that an event is to be delivered. */
export async function oweDelivery(db: Queryable, eventId: string): Promise<void> {
  await db.query('insert into deliveries (event_id) values ($1)', [eventId]);
}

/** Gives deliveries that are held back together pauses that turn their order round. */
class Reordering {
  #held = 0;
  #until = 0;

  /** @param count how many are held in all. @param windowMs how long to wait for them. */
  holdBack(count: number, windowMs: number, gapMs = 60): number {
    const now = Date.now();
    if (now >= this.#until) {
      this.#held = 0;
      this.#until = now + windowMs;
    }
    this.#held += 1;
    return this.#until - now + Math.max(0, count - this.#held) * gapMs;
  }
}

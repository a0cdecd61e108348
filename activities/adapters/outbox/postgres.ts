import type { Pool } from 'pg';
import type { Outbox, OutboxCounts, OutboxRow } from '../../ports/index.js';

/** The outbox in the shop's Postgres. Rows are leased, so that no transaction stays open while a mail is sent. */
export function createPostgresOutbox(pool: Pool): Outbox {
  return {
    async isDue() {
      const { rows } = await pool.query<{ due: boolean }>(
        'select exists (select from outbox where outcome is null and next_try <= now()) as due',
      );
      return rows[0]?.due ?? false;
    },

    async claim(leaseMs) {
      const { rows } = await pool.query<OutboxRow>(
        `update outbox set attempts = attempts + 1, next_try = now() + $1 * interval '1 millisecond'
         where id = (
           select id from outbox where outcome is null and next_try <= now()
           order by next_try, id limit 1 for update skip locked)
         returning id::text, topic, ref, payload, attempts`,
        [leaseMs],
      );
      return rows[0];
    },

    async settle(id, outcome, note) {
      await pool.query(
        `update outbox set outcome = $2, settled_at = now(), last_error = $3,
           sent_at = case when $2 = 'sent' then now() end
         where id = $1 and outcome is null`,
        [id, outcome, note ?? null],
      );
    },

    async postpone(id, error, delayMs, counts) {
      await pool.query(
        `update outbox set last_error = $2, next_try = now() + $3 * interval '1 millisecond',
           attempts = attempts - case when $4 then 0 else 1 end
         where id = $1 and outcome is null`,
        [id, error, delayMs, counts],
      );
    },

    async park(id, error) {
      await pool.query(
        `update outbox set outcome = 'parked', settled_at = now(), last_error = $2
         where id = $1 and outcome is null`,
        [id, error],
      );
    },

    async counts() {
      const { rows } = await pool.query<OutboxCounts>(
        `select (select count(*) from outbox where outcome is null)::integer as pending,
           (select count(*) from outbox where outcome = 'parked')::integer as parked`,
      );
      return rows[0] ?? { pending: 0, parked: 0 };
    },
  };
}

import { type CaseLease, ShopError } from '../../../domain/index.js';
import type { Database } from '../database.js';

/** One of the staff, as leases and takeovers know them. */
export interface Agent {
  id: string;
  name: string;
}

/** Who looks after which case: one person at a time, for as long as they renew it. */
export interface Leases {
  /**
   * Takes a case, or renews it for who has it. Throws `not_now` when somebody else has it, unless it is taken over.
   * Returns whether it is theirs only from now on.
   */
  take(subject: string, agent: Agent, takeOver?: boolean): Promise<{ lease: CaseLease; isNew: boolean }>;
  /** Gives it back; false when it was not theirs. */
  release(subject: string, agent: Agent): Promise<boolean>;
  of(subject: string, agent: Agent): Promise<CaseLease | undefined>;
  /** Throws `not_now` when somebody else looks after one of these cases. */
  refuseOthers(subjects: readonly string[], agent: Agent): Promise<void>;
}

/** How long a case is somebody's without being renewed. Pages renew it every half minute. */
export const LEASE_SECONDS = 90;

interface Row {
  subject: string;
  holder_id: string;
  holder_name: string;
  taken_at: Date;
  until: Date;
}

const TAKE = `
  with before as (select holder_id from case_leases where subject = $1 and until > now())
  insert into case_leases (subject, holder_id, holder_name, until)
  values ($1, $2, $3, now() + $4 * interval '1 second')
  on conflict (subject) do update set
    taken_at = case when case_leases.holder_id = $2 and case_leases.until > now() then case_leases.taken_at else now() end,
    holder_id = $2, holder_name = $3, until = excluded.until
  where case_leases.holder_id = $2 or case_leases.until <= now() or $5
  returning *, coalesce((select holder_id <> $2 from before), true) as is_new`;

export function leaseStore(database: Database): Leases {
  const held = async (subjects: readonly string[]) =>
    database.rows<Row>('select * from case_leases where subject = any ($1) and until > now()', [subjects]);

  return {
    async take(subject, agent, takeOver = false) {
      const values = [subject, agent.id, agent.name, LEASE_SECONDS, takeOver];
      const [row] = await database.rows<Row & { is_new: boolean }>(TAKE, values);
      if (row) return { lease: leaseOf(row, agent), isNew: row.is_new };
      const [other] = await held([subject]);
      throw new ShopError(
        'not_now',
        `${other?.holder_name ?? 'Somebody else'} looks after this. Take it over, or leave it to them.`,
      );
    },

    async release(subject, agent) {
      const gone = await database.rows(
        'delete from case_leases where subject = $1 and holder_id = $2 returning subject',
        [subject, agent.id],
      );
      return gone.length > 0;
    },

    async of(subject, agent) {
      const [row] = await held([subject]);
      return row && leaseOf(row, agent);
    },

    async refuseOthers(subjects, agent) {
      const other = (await held(subjects)).find(({ holder_id }) => holder_id !== agent.id);
      if (other)
        throw new ShopError(
          'not_now',
          `${other.holder_name} looks after this. Take it over first, or leave it to them.`,
        );
    },
  };
}

function leaseOf(row: Row, agent: Agent): CaseLease {
  return {
    name: row.holder_name,
    isYours: row.holder_id === agent.id,
    since: row.taken_at.toISOString(),
    until: row.until.toISOString(),
  };
}

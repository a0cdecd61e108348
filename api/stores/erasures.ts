import { randomUUID } from 'node:crypto';
import {
  type Erasure,
  type ErasureUnderWay,
  FINAL_CHECKOUT_STATES,
  type OrderStage,
  type ShopperId,
} from '../../domain/index.js';
import type { Database } from './database.js';

/** Erasures that were asked for, and how they stand. */
export interface Erasures {
  /** Writes down that a person is to be erased; asked again it is the same one. `undefined`: there is nobody. */
  begin(person: ShopperId, by: 'shopper' | 'staff'): Promise<ErasureUnderWay | undefined>;
  /** By its receipt. */
  find(id: string): Promise<Erasure | undefined>;
  /** Of somebody, as long as it is not finished. */
  of(person: ShopperId): Promise<Erasure | undefined>;
  /** Those that are not finished, oldest first, 100 at most. */
  unfinished(): Promise<ErasureUnderWay[]>;
  /** Who a shopper is: their account, or they themselves. */
  personOf(shopperId: ShopperId): Promise<ShopperId>;
}

interface Row {
  id: string;
  askedBy: 'shopper' | 'staff';
  askedAt: Date;
  forgottenAt: Date | null;
  finishedAt: Date | null;
  payments: number;
  orders: { number: string; stage: OrderStage }[];
}

/** A guest's cookie is worth nothing once the guest has joined an account, so it erases nothing either. */
const BEGIN = `
  insert into erasures (id, person, asked_by)
  select $1, $2, $3
  where exists (select from shoppers where id = $2 and account_id is null)
    or exists (select from accounts where id = $2)
    or exists (select from erasures where person = $2)
  on conflict (person) do nothing`;

/** $1: states of checkouts that are over. */
const SELECT = `
  select e.id, e.asked_by as "askedBy", e.asked_at as "askedAt", e.forgotten_at as "forgottenAt",
    e.finished_at as "finishedAt",
    (select count(*)::int from checkouts k
     where k.shopper_id in (select shoppers_to_erase(e.person)) and k.state <> all ($1)) as payments,
    (select coalesce(json_agg(json_build_object('number', o.number, 'stage', o.stage) order by o.placed_at), '[]')
     from orders o where o.shopper_id in (select shoppers_to_erase(e.person)) and o.erased_at is null) as orders
  from erasures e`;

export function erasureStore(database: Database): Erasures {
  const read = async (condition: string, ...values: unknown[]): Promise<ErasureUnderWay[]> =>
    (await database.rows<Row>(`${SELECT} ${condition}`, [FINAL_CHECKOUT_STATES, ...values])).map(toErasure);
  const of = async (person: ShopperId) => (await read('where e.person = $2', person))[0];

  return {
    of,

    async begin(person, by) {
      await database.rows(BEGIN, [randomUUID(), person, by]);
      return of(person);
    },

    find: async (id) => (await read('where e.id = $2', id))[0],
    unfinished: () => read('where e.finished_at is null order by e.asked_at limit 100'),

    async personOf(shopperId) {
      const [row] = await database.rows<{ id: ShopperId }>(
        'select coalesce(account_id, id) as id from shoppers where id = $1',
        [shopperId],
      );
      return row?.id ?? shopperId;
    },
  };
}

function toErasure({
  id,
  askedBy,
  askedAt,
  forgottenAt,
  finishedAt,
  payments,
  orders,
}: Row): ErasureUnderWay {
  const waits = forgottenAt !== null && payments + orders.length > 0;
  return {
    id,
    state: finishedAt ? 'erased' : waits ? 'waiting' : 'under_way',
    askedBy,
    askedAt: askedAt.toISOString(),
    ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
    waitsFor: { payments, orders },
  };
}

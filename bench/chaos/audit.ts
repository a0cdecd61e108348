import type { Client } from '@temporalio/client';
import type { Books } from './books.js';
import type { Story, Ware } from './shopper.js';

/** What must be zero, whatever happened. Each entry names a case, so that somebody can go and look. */
export interface Breaches {
  doubleCharges: string[];
  chargesWithoutOrder: string[];
  ordersWithoutCharge: string[];
  doubleOrders: string[];
  oversoldUnits: string[];
  leakedHolds: string[];
  unresolved: string[];
  lostTurns: string[];
}

interface LedgerIntent {
  id: string;
  status: string;
  amount_received: number;
  metadata: { checkout_id?: string };
}
interface LedgerRefund {
  payment_intent: string;
  status: string;
  amount: number;
}
interface OrderRow {
  id: string;
  checkoutId: string;
  conversationId: string;
  state: string;
  total: number;
  paymentId: string | null;
}

export interface AuditOptions {
  books: Books;
  temporal: Client;
  sandboxUrl: string;
  /** What was on the shelf at the beginning, by SKU. */
  stocked: ReadonlyMap<Ware['sku'], number>;
  stories: readonly Story[];
}

/** Compares what the provider took, what the shop wrote down and what workflows say. */
export async function audit(options: AuditOptions): Promise<Breaches & { orders: number; paid: number }> {
  const { books, stories } = options;
  const orders = await books.rows<OrderRow>(
    `select id, checkout_id as "checkoutId", conversation_id as "conversationId", state,
       (totals -> 'total' ->> 'amount')::integer as total, payment_id as "paymentId" from orders`,
  );
  const kept = await moneyKept(options.sandboxUrl);
  const live = orders.filter(({ state }) => state === 'paid' || state === 'authorised');
  const gaveUp = stories
    .filter(({ ending }) => ending === 'gave_up')
    .map(({ number, checkoutId, note }) => `buyer ${number}, checkout ${checkoutId ?? 'none'}: ${note}`);
  return {
    orders: live.length,
    paid: live.filter(({ state }) => state === 'paid').length,
    ...compareMoney(orders, kept),
    doubleOrders: [...groups(live, ({ conversationId }) => conversationId)]
      .filter(([, those]) => those.length > 1)
      .map(([conversation, those]) => `${those.length} orders in conversation ${conversation}`),
    oversoldUnits: await oversold(books, options.stocked),
    leakedHolds: await leakedHolds(books),
    unresolved: [...(await unresolved(books)), ...(await stillRunning(options.temporal)), ...gaveUp],
    lostTurns: await lostTurns(books, stories),
  };
}

/** What has no end yet, in the projection. */
async function unresolved(books: Books): Promise<string[]> {
  const rows = await books.rows<{ id: string; state: string; reason: string | null }>(
    `select id, state, view #>> '{stalled,reason}' as reason from checkouts where state not in ('completed', 'cancelled', 'expired')
     union all select checkout_id, 'order ' || number || ' is ' || state, null from orders where state = 'authorised'`,
  );
  return rows.map(({ id, state, reason }) => `checkout ${id}: ${state}${reason ? ` (${reason})` : ''}`);
}

/** Whether nothing is open any more, in the projection or in Temporal. */
export async function isSettled(books: Books, temporal: Client): Promise<boolean> {
  return (await unresolved(books)).length === 0 && (await stillRunning(temporal)).length === 0;
}

/** Checkouts that Temporal says are running: each must have come to its end by now. */
async function stillRunning(temporal: Client): Promise<string[]> {
  const found: string[] = [];
  const query = 'WorkflowType = "checkout" AND ExecutionStatus != "Completed"';
  for await (const { workflowId, status } of temporal.workflow.list({ query }))
    found.push(`workflow ${workflowId} is ${status.name.toLowerCase()}`);
  return found;
}

type Kept = Map<string, { checkoutId: string; taken: number; open: boolean }>;

/** What the provider holds of each payment: taken and not given back, or set aside still. */
async function moneyKept(sandboxUrl: string): Promise<Kept> {
  const ledger = (await (await fetch(`${sandboxUrl}/_sandbox/ledger`)).json()) as {
    intents: LedgerIntent[];
    refunds: LedgerRefund[];
  };
  const refunded = new Map<string, number>();
  for (const { payment_intent: id, status, amount } of ledger.refunds)
    if (status !== 'failed') refunded.set(id, (refunded.get(id) ?? 0) + amount);
  return new Map(
    ledger.intents.map((intent) => [
      intent.id,
      {
        checkoutId: intent.metadata.checkout_id ?? 'unknown',
        taken: intent.amount_received - (refunded.get(intent.id) ?? 0),
        open: intent.status === 'requires_capture',
      },
    ]),
  );
}

function compareMoney(orders: readonly OrderRow[], kept: Kept) {
  const payments = [...kept].map(([id, payment]) => ({ id, ...payment }));
  const charged = payments.filter(({ taken, open }) => taken > 0 || open);
  const doubleCharges = [...groups(charged, ({ checkoutId }) => checkoutId)]
    .filter(([, those]) => those.length > 1)
    .map(([checkout, those]) => `checkout ${checkout}: ${those.map(({ id }) => id).join(', ')}`);
  const ordered = new Set(orders.map(({ checkoutId }) => checkoutId));
  const chargesWithoutOrder = charged
    .filter(({ checkoutId }) => !ordered.has(checkoutId))
    .map(({ id, checkoutId, open }) => `${id} of checkout ${checkoutId}${open ? ', set aside only' : ''}`);
  const ordersWithoutCharge = orders
    .filter(({ state, total, paymentId }) => state === 'paid' && kept.get(paymentId ?? '')?.taken !== total)
    .map(
      ({ id, total, paymentId }) =>
        `order ${id} over ${total}: ${kept.get(paymentId ?? '')?.taken ?? 'nothing'} taken`,
    );
  return { doubleCharges, chargesWithoutOrder, ordersWithoutCharge };
}

async function oversold(books: Books, stocked: ReadonlyMap<string, number>): Promise<string[]> {
  const rows = await books.rows<{ sku: string; stock: number; sold: number }>(
    `select v.sku, v.stock, coalesce((select sum(l.quantity) from order_lines l join orders o on o.id = l.order_id
       where l.sku = v.sku and o.state in ('authorised', 'paid')), 0)::integer as sold
     from variants v where v.sku = any ($1)`,
    [[...stocked.keys()]],
  );
  return rows
    .filter(({ sku, stock, sold }) => sold > (stocked.get(sku) ?? 0) || stock + sold !== stocked.get(sku))
    .map(
      ({ sku, stock, sold }) =>
        `${sku}: of ${stocked.get(sku)} there were, ${sold} are sold and ${stock} left`,
    );
}

/** Units that nobody can buy and nobody will get: of a checkout that is over, or past their deadline. */
async function leakedHolds(books: Books): Promise<string[]> {
  const rows = await books.rows<{ sku: string; id: string; state: string | null }>(
    `select h.sku, h.checkout_id as id, c.state from holds h left join checkouts c on c.id = h.checkout_id
     where h.state = 'held' and (c.state in ('completed', 'cancelled', 'expired') or h.expires_at < now())
     union all select h.sku, h.checkout_id, 'consumed without order' from holds h
     where h.state = 'consumed' and not exists (select from orders o where o.checkout_id = h.checkout_id)`,
  );
  return rows.map(({ sku, id, state }) => `${sku} for checkout ${id}: ${state ?? 'unknown'}`);
}

/** What was said and never answered, or stands in the transcript twice. */
async function lostTurns(books: Books, stories: readonly Story[]): Promise<string[]> {
  const said = stories.flatMap((story) => story.said);
  const rows = await books.rows<{ id: string; kind: string }>(
    `select s.id, k.kind from unnest($1::text[]) as s (id) cross join (values ('message'), ('reply')) as k (kind)
     where (select count(*) from conversation_events e where e.ref = s.id and e.kind = k.kind) <> 1`,
    [said],
  );
  return rows.map(({ id, kind }) => `message ${id} has no ${kind}`);
}

function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const map = new Map<string, Item[]>();
  for (const item of items) map.set(keyOf(item), [...(map.get(keyOf(item)) ?? []), item]);
  return map;
}

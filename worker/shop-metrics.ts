import type { ActivityInboundCallsInterceptor, ActivityInterceptorsFactory } from '@temporalio/worker';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { CheckoutActivities } from '../activities/checkout.js';
import type { OrderActivities } from '../activities/order.js';
import type { ReadShopFigures, ShopFigures } from '../activities/ports/index.js';
import { CHECKOUT_STATES, type CheckoutState, FINAL_CHECKOUT_STATES } from '../domain/index.js';

const OPEN_STATES = (Object.keys(CHECKOUT_STATES) as CheckoutState[]).filter(
  (state) => !FINAL_CHECKOUT_STATES.includes(state),
);

/** What activities that shape the business were asked and answered, as far as it is counted. */
interface Counted {
  publishCheckout: CheckoutActivities['publishCheckout'];
  confirmPayment: CheckoutActivities['confirmPayment'];
  lookUpPayment: CheckoutActivities['lookUpPayment'];
  capturePayment: CheckoutActivities['capturePayment'];
  reversePayment: CheckoutActivities['reversePayment'];
  holdStock: CheckoutActivities['holdStock'];
  releaseHold: CheckoutActivities['releaseHold'];
  giveBack: OrderActivities['giveBack'];
}

type Look<Activity extends (...args: never[]) => Promise<unknown>> = (
  args: Parameters<Activity>,
  answer: Awaited<ReturnType<Activity>>,
) => void;

/**
 * Counts checkouts, payments and holds by what activities answer, so that neither machines nor adapters know of
 * metrics. An activity that is done again after a crash is counted again: books are the place for exact sums.
 */
export function shopMetrics(registry: Registry): ActivityInterceptorsFactory {
  const registers = [registry];
  const states = new Counter({
    name: 'shoptalk_checkout_states_total',
    help: 'Times that a checkout came to rest in a state: the funnel',
    labelNames: ['state'] as const,
    registers,
  });
  const payments = new Counter({
    name: 'shoptalk_payments_total',
    help: 'What payment providers answered, by provider, operation and outcome',
    labelNames: ['provider', 'operation', 'outcome'] as const,
    registers,
  });
  const holds = new Counter({
    name: 'shoptalk_holds_total',
    help: 'Attempts to set stock aside, and its releases, by outcome',
    labelNames: ['outcome'] as const,
    registers,
  });
  const paid = (provider: string, operation: string, outcome: string) =>
    payments.inc({ provider, operation, outcome });

  const looks: { [Name in keyof Counted]: Look<Counted[Name]> } = {
    publishCheckout: ([{ state }]) => states.inc({ state }),
    confirmPayment: ([{ provider }], { type }) => paid(provider, 'confirm', inWords(type)),
    lookUpPayment: ([{ provider }], { type }) => paid(provider, 'look_up', inWords(type)),
    capturePayment: ([{ provider }]) => paid(provider, 'capture', 'done'),
    reversePayment: ([{ provider }]) => paid(provider, 'reverse', 'done'),
    giveBack: ([{ provider }], { type }) => paid(provider, 'refund', inWords(type)),
    holdStock: (_, { kind }) => holds.inc({ outcome: kind }),
    releaseHold: () => holds.inc({ outcome: 'released' }),
  };

  return ({ info }) => {
    const look = (looks as unknown as Record<string, Look<(...args: never[]) => Promise<unknown>>>)[
      info.activityType
    ];
    if (!look) return {};
    const inbound: ActivityInboundCallsInterceptor = {
      async execute(input, next) {
        const answer = await next(input);
        look(input.args as never[], answer);
        return answer;
      },
    };
    return { inbound };
  };
}

/** How the shop stands, read from its books when somebody looks; the last known while Postgres does not answer. */
export function watchShop(registry: Registry, read: ReadShopFigures): void {
  const registers = [registry];
  const figures = joined(() => read().catch(() => undefined));
  const gauge = (name: string, help: string, value: (figures: ShopFigures) => number) =>
    new Gauge({
      name: `shoptalk_${name}`,
      help,
      registers,
      async collect() {
        const now = await figures();
        if (now) this.set(value(now));
      },
    });
  gauge(
    'checkout_stalled_oldest_seconds',
    'How long the longest stalled checkout has waited for a person',
    ({ oldestStalledSeconds }) => oldestStalledSeconds,
  );
  gauge(
    'shoppers_waiting',
    'Shoppers who have asked for a person and have none yet',
    ({ waitingShoppers }) => waitingShoppers,
  );
  gauge(
    'shoppers_waiting_oldest_seconds',
    'How long the first of the shoppers who ask for a person has waited',
    ({ longestWaitSeconds }) => longestWaitSeconds,
  );
  gauge('held_units', 'Units set aside for shoppers who are paying', ({ heldUnits }) => heldUnits);
  gauge(
    'outbox_lag_seconds',
    'How long the next message to a shopper has been due',
    ({ mailLagSeconds }) => mailLagSeconds,
  );
  new Gauge({
    name: 'shoptalk_checkouts_open',
    help: 'Checkouts under way, by state',
    labelNames: ['state'] as const,
    registers,
    async collect() {
      const now = await figures();
      if (!now) return;
      for (const state of OPEN_STATES) this.set({ state }, now.openCheckouts[state] ?? 0);
    },
  });
}

/** One reading for all figures of a scrape: who asks while it is under way waits for the same. */
function joined<Result>(read: () => Promise<Result>): () => Promise<Result> {
  let underWay: Promise<Result> | undefined;
  return () => {
    underWay ??= read().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

/** `PAYMENT_AUTHORISED` → `authorised`. */
function inWords(event: string): string {
  return event.replace(/^(PAYMENT|REFUND)_/, '').toLowerCase();
}

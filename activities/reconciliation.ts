import { heartbeat } from '@temporalio/activity';
import {
  type CheckoutFacts,
  type CheckoutId,
  compareCheckout,
  type Finding,
  type PaymentFacts,
  PaymentProvider,
  type Repair,
  strayPayment,
  UNLISTED,
} from '../domain/index.js';
import {
  type BookedFacts,
  type IdempotencyKeys,
  type Inventory,
  type ListedFacts,
  type Orders,
  type Payment,
  type PaymentAttempts,
  type PaymentProviders,
  PaymentRefused,
  type ReconciliationBooks,
  type RecordedFinding,
  type WorkflowStatus,
} from './ports/index.js';

export interface ReconciliationDeps {
  books: ReconciliationBooks;
  payments: PaymentProviders;
  attempts: PaymentAttempts;
  inventory: Pick<Inventory, 'release'>;
  orders: Pick<Orders, 'markPaid'>;
  workflows: WorkflowStatus;
  keys: IdempotencyKeys;
}

/** One run of the comparison. */
export interface ReconciliationRun {
  runId: string;
  /** How far back payments and checkouts are looked at that are over, in epoch milliseconds. */
  since: number;
  /** What is younger is left alone: it may be under way. */
  graceMs: number;
}

/** Checkouts a page, and listed payments a write. */
const PAGE = 100;

/** Compares what everybody says of each checkout, repairs what is safe, and writes down the rest for people. */
export function createReconciliationActivities(deps: ReconciliationDeps) {
  const { books, payments, attempts, inventory, orders, workflows } = deps;

  /** The books' facts with the workflow's state, and every payment that they leave open asked for anew. */
  async function look(facts: BookedFacts, fresh: boolean): Promise<CheckoutFacts> {
    const { order, projection } = facts;
    const isSettled =
      projection?.state === 'completed' && order !== undefined && order.state !== 'authorised';
    const workflow = isSettled ? 'ended' : await workflows.ofCheckout(facts.checkoutId);
    const asked = facts.payments.map(async (payment): Promise<PaymentFacts> => {
      const mustAsk = fresh || (payment.status === UNLISTED && !isSettled);
      return mustAsk && payments.has(payment.provider)
        ? { ...payment, ...factsOf(await payments.of(payment.provider).retrieve(payment.id)) }
        : payment;
    });
    return { ...facts, workflow, payments: await Promise.all(asked) };
  }

  /** What was found must be found twice: books and provider were not read at the same moment. */
  async function findingsOf({ runId, graceMs }: ReconciliationRun, facts: BookedFacts, now: number) {
    const first = compareCheckout(await look(facts, false), now, graceMs);
    if (first.length === 0) return [];
    const [again] = await books.facts(runId, [facts.checkoutId]);
    return again ? compareCheckout(await look(again, true), now, graceMs) : [];
  }

  async function repaired(finding: Finding): Promise<RecordedFinding> {
    if (!finding.repair) return { ...finding, repaired: false };
    try {
      await repair(finding.repair);
      return { ...finding, repaired: true };
    } catch (error) {
      if (!(error instanceof PaymentRefused)) throw error;
      return { ...finding, detail: `${finding.detail}; refused: ${error.message}`, repaired: false };
    }
  }

  async function repair(how: Repair): Promise<unknown> {
    const { checkoutId } = how;
    switch (how.kind) {
      case 'release_hold':
        return inventory.release(checkoutId);
      case 'mark_paid':
        return orders.markPaid(checkoutId);
      case 'tell_checkout':
        return workflows.tellOfNews(checkoutId);
      case 'void_payment': {
        const { provider, paymentId } = how;
        const key = `${checkoutId}:reconcile:${paymentId}:void`;
        await attempts.open({ key, checkoutId, provider, paymentId, operation: 'void' });
        const { status } = await payments.of(provider).void(paymentId, key);
        return attempts.settle(key, paymentId, status.kind);
      }
    }
  }

  return {
    /** Opens the run. Returns when it began and how far back it looks, in epoch milliseconds. */
    async beginReconciliation({ runId, lookbackMs }: { runId: string; lookbackMs: number }) {
      return books.begin(runId, lookbackMs);
    },

    /** Writes down what every provider that can lists since then, for this run. */
    async listPayments({ runId, since }: ReconciliationRun): Promise<void> {
      for (const provider of PaymentProvider.options) {
        const list = payments.has(provider) && payments.of(provider).list?.bind(payments.of(provider));
        if (!list) continue;
        let page: ListedFacts[] = [];
        for await (const payment of list(new Date(since))) {
          const { checkoutId, createdAt } = payment;
          page.push({
            ...factsOf(payment),
            provider,
            id: payment.id,
            madeAt: createdAt.getTime(),
            checkoutId,
          });
          if (page.length < PAGE) continue;
          await books.noteListed(runId, page);
          heartbeat(provider);
          page = [];
        }
        await books.noteListed(runId, page);
        heartbeat(provider);
      }
    },

    /** Compares a page of checkouts. Returns where the next begins; nothing at the end. */
    async reconcilePage(
      run: ReconciliationRun & { now: number; after?: CheckoutId },
    ): Promise<CheckoutId | undefined> {
      const ids = await books.checkoutsAfter(run.since, run.after, PAGE);
      for (const facts of await books.facts(run.runId, ids)) {
        const findings: RecordedFinding[] = [];
        for (const finding of await findingsOf(run, facts, run.now)) findings.push(await repaired(finding));
        if (findings.length > 0) await books.record(run.runId, findings);
        heartbeat(facts.checkoutId);
      }
      return ids.length < PAGE ? undefined : ids.at(-1);
    },

    /** Compares what belongs to no checkout: payments that nobody here asked for, and stock. Ends the run. */
    async finishReconciliation({ runId, graceMs, now }: ReconciliationRun & { now: number }): Promise<void> {
      const strays = (await books.strays(runId)).flatMap((stray) => strayPayment(stray, now, graceMs) ?? []);
      const findings = [...strays, ...(await books.overdrawnStock())];
      await books.record(
        runId,
        findings.map((finding) => ({ ...finding, repaired: false })),
      );
      await books.finish(runId);
    },

    /** Forgets Idempotency-Keys after their day. */
    async sweepIdempotencyKeys(): Promise<number> {
      return deps.keys.sweep();
    },
  };
}

export type ReconciliationActivities = ReturnType<typeof createReconciliationActivities>;

function factsOf({
  status,
  amount,
  refunded,
}: Payment): Pick<PaymentFacts, 'status' | 'amount' | 'refunded'> {
  return { status: status.kind, amount, refunded };
}

import type { CheckoutFacts, CheckoutId, Finding, FindingKind, PaymentFacts } from '../../domain/index.js';

export interface RecordedFinding extends Finding {
  /** Whether its repair was made. */
  repaired: boolean;
}

/** A payment as a provider lists it, for the length of a run. */
export type ListedFacts = PaymentFacts & { checkoutId: CheckoutId | undefined };

/** What the books say of a checkout: everything but its workflow and what providers say now. */
export type BookedFacts = Omit<CheckoutFacts, 'workflow'>;

/** The books that reconciliation compares, and where it writes what it finds. */
export interface ReconciliationBooks {
  /** Opens the run, or finds it open. Returns the server's time and how far back to look, in epoch milliseconds. */
  begin(runId: string, lookbackMs: number): Promise<{ now: number; since: number }>;
  /** Keeps what a provider lists until the run ends; again replaces it. */
  noteListed(runId: string, payments: readonly ListedFacts[]): Promise<void>;
  /** Checkouts that anything happened to since then, or that anything is open of; in order of id. */
  checkoutsAfter(since: number, after: CheckoutId | undefined, limit: number): Promise<CheckoutId[]>;
  /** With the payments that were listed in this run, and those of the book of attempts with status `unlisted`. */
  facts(runId: string, checkoutIds: readonly CheckoutId[]): Promise<BookedFacts[]>;
  /** Listed payments that belong to no checkout of the books. */
  strays(runId: string): Promise<PaymentFacts[]>;
  /** Variants of which more is promised than there is. */
  overdrawnStock(): Promise<Finding[]>;
  record(runId: string, findings: readonly RecordedFinding[]): Promise<void>;
  /** Ends the run and forgets what was listed, and runs that are older than a month. */
  finish(runId: string): Promise<void>;
  /** What the last run that ended left for people, by kind. */
  lastRun(): Promise<{ finishedAt: number; open: Partial<Record<FindingKind, number>> } | undefined>;
}

/** What the shop has decided to tell somebody, written in the transaction that gave the reason. */
export interface OutboxRow {
  id: string;
  topic: string;
  /** Unique within its topic: what is told once. */
  ref: string;
  /** References alone; names, addresses and figures are read when it is sent. */
  payload: unknown;
  /** How often it was tried, this time included. */
  attempts: number;
}

export interface OutboxCounts {
  pending: number;
  parked: number;
}

/** The queue of what is to be told. Each row is told at least once, or parked where people see it. */
export interface Outbox {
  /** Whether anything is due. */
  isDue(): Promise<boolean>;
  /**
   * Takes one row that is due, for so long; nobody else gets it meanwhile, and whoever takes it and dies
   * leaves it to be taken again.
   */
  claim(leaseMs: number): Promise<OutboxRow | undefined>;
  /** @param outcome `unwanted`: there was no reason any more to tell it, which `note` says. */
  settle(id: string, outcome: 'sent' | 'unwanted', note?: string): Promise<void>;
  /** @param counts whether the try counts: not when it says nothing about this row. */
  postpone(id: string, error: string, delayMs: number, counts: boolean): Promise<void>;
  /** Puts a row aside that cannot be told until a person has looked at it. */
  park(id: string, error: string): Promise<void>;
  counts(): Promise<OutboxCounts>;
}

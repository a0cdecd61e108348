/** A bounded store of JSON values that may forget anything at any time. Losing it loses speed alone. */
export interface Cache {
  /** `undefined` when absent, expired, or when the store cannot be reached. */
  get(key: string): Promise<unknown>;
  /** Never throws; a value that could not be kept is counted in the metrics. */
  set(key: string, value: unknown, ttlMs: number): Promise<void>;
  /** Whether the store answers; for readiness. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

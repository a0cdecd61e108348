/** The keys of requests and their answers; each answer is written by the effect that it tells of. */
export interface IdempotencyKeys {
  /** Forgets what is older than a day, some thousands at a time. Returns how many. */
  sweep(): Promise<number>;
}

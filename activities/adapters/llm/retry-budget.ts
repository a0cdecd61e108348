/** So many retries may be saved up for a bad moment. */
const MOST_SAVED = 5;
/** A tenth of all requests may be retries: an endpoint in trouble must not be asked twice as often as one that is well. */
const EARNED_BY_A_REQUEST = 0.1;

/** How many retries are still fair. Each request earns a share of one, each retry costs one. */
export class RetryBudget {
  #saved = MOST_SAVED;

  earn(): void {
    this.#saved = Math.min(MOST_SAVED, this.#saved + EARNED_BY_A_REQUEST);
  }

  /** Whether a retry is fair now; if so, it is paid for. */
  spend(): boolean {
    if (this.#saved < 1) return false;
    this.#saved -= 1;
    return true;
  }
}

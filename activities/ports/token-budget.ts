/** How many tokens may still be spent today (UTC), by all processes together where they share a store. */
export interface TokenBudget {
  /** Books tokens before they are spent. `false`: the day's tokens would not suffice, and nothing was booked. */
  reserve(tokens: number): Promise<boolean>;
  /** Corrects a booking once the true figure is known; negative gives back. Never throws. */
  correct(tokens: number): Promise<void>;
  /** Whether anything is left. Never throws. */
  isLeft(): Promise<boolean>;
  close(): Promise<void>;
}

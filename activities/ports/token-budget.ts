/** What is used up: the tokens of the day, or what one conversation may ask for in an hour. */
export type UsedUp = 'day' | 'session';

/**
 * What may still be spent on a language model: tokens today (UTC), and requests and tokens of one conversation in an hour; by
 * all processes together where they share a store.
 */
export interface TokenBudget {
  /**
   * Books one request and its tokens before they are spent. Answers with what would not suffice; nothing was booked then.
   * @param session whose conversation it is for; without it the day alone counts.
   */
  reserve(tokens: number, session?: string): Promise<UsedUp | undefined>;
  /** Corrects a booking once the true figure is known; negative gives back. Never throws. */
  correct(tokens: number, session?: string): Promise<void>;
  /** What is used up by now, if anything is. Never throws. */
  usedUp(session?: string): Promise<UsedUp | undefined>;
  close(): Promise<void>;
}

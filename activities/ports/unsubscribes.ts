/** Who wants no mail but that about their orders. Addresses are known by their hash alone. */
export interface Unsubscribes {
  /** What an unsubscribe link carries: names no address, and cannot be made by others. */
  tokenFor(address: string): string;
  /** Whether we made the token. */
  isGenuine(token: string): boolean;
  /** Takes the address of a genuine token off; again changes nothing. `false` when we did not make the token. */
  unsubscribe(token: string): Promise<boolean>;
  /** Whether the address was taken off later than `consentedAt`: the newest word counts. */
  since(address: string, consentedAt: Date): Promise<boolean>;
}

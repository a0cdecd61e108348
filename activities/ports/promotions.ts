import type {
  CheckoutId,
  Money,
  Promotion,
  PromotionCode,
  PromotionRefusal,
  ShopperId,
} from '../../domain/index.js';

/** The wish to use a code. */
export interface CodeUse {
  checkoutId: CheckoutId;
  shopperId: ShopperId;
  code: PromotionCode;
  /** The goods before the discount. */
  subtotal: Money;
}

export type CodeOutcome =
  | { kind: 'taken'; promotion: Promotion }
  | { kind: 'refused'; refusal: PromotionRefusal };

/**
 * Promotion codes and their uses. A use is reserved for a checkout together with its stock, and consumed
 * in the transaction that writes its order (`Orders.place`); uses that are reserved, or consumed, count
 * towards the limits. Refusals are outcomes, not errors.
 */
export interface Promotions {
  /** Whether the code could be used now; reserves nothing. */
  check(use: CodeUse): Promise<CodeOutcome>;
  /**
   * Reserves a use until a time, the code's row locked: the last use of a code goes to one checkout
   * alone. Reserving again for a checkout replaces what it had reserved.
   */
  reserve(use: CodeUse, expiresAt: Date): Promise<CodeOutcome>;
  /** Moves the deadline of a live reservation. */
  extend(checkoutId: CheckoutId, expiresAt: Date): Promise<void>;
  /** Gives a reserved use back; nothing happens where there is none, or where it was consumed. */
  release(checkoutId: CheckoutId): Promise<void>;
}

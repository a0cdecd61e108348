import type {
  Cart,
  CartChange,
  CartLine,
  CartOutline,
  CartRefusal,
  CheckoutId,
  ConversationId,
  Product,
  Sku,
} from '../../domain/index.js';

export type CartOutcome =
  | { kind: 'changed'; outline: CartOutline; sku?: Sku; quantity?: number }
  | { kind: 'refused'; outline: CartOutline; refusal: CartRefusal; available?: number }
  /** The product comes in several variants and the change does not say which. */
  | { kind: 'variant_needed'; outline: CartOutline; productId: Product['id']; quantity: number };

/** One cart per conversation. */
export interface Carts {
  /**
   * Makes a change once: the same `changeId` again returns the first outcome and changes nothing.
   * Refusals are outcomes, not errors.
   */
  change(conversationId: ConversationId, changeId: string, change: CartChange): Promise<CartOutcome>;
  outline(conversationId: ConversationId): Promise<CartOutline>;
  /** The cart with the prices and availability of now; units on hold for `forCheckout` count as available. */
  read(conversationId: ConversationId, forCheckout?: CheckoutId): Promise<Cart>;
  /** Lines as they would stand in a cart now; unknown SKUs are left out. */
  price(lines: readonly { sku: Sku; quantity: number }[], forCheckout?: CheckoutId): Promise<CartLine[]>;
  /** Empties the cart of what an order took, once per checkout. */
  settle(conversationId: ConversationId, checkoutId: CheckoutId): Promise<void>;
}

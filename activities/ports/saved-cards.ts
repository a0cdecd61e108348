import type { CheckoutId, Decline, PaymentMethod, PaymentProvider, ShopperId } from '../../domain/index.js';

/** A card as a shopper recognises it; the number stays with the provider. */
export interface SavedCard {
  /** The provider's token; paying with it needs no card data. */
  id: PaymentMethod;
  /** As `visa`. */
  brand: string;
  last4: string;
  expires: { month: number; year: number };
}

export type CardSetup =
  | { kind: 'saved'; card: SavedCard }
  /** The bank wants to ask the shopper, at this address; the card is saved when they come back. */
  | { kind: 'action_required'; url: string }
  | { kind: 'declined'; decline: Decline };

/** Cards that signed-in shoppers keep with the provider. Calls fail as those of `Payments` do. */
export interface SavedCards {
  list(shopperId: ShopperId): Promise<SavedCard[]>;
  /** Saves a card without charging it. @param returnUrl where the bank's page sends the shopper back. */
  save(shopperId: ShopperId, method: PaymentMethod, returnUrl: string, key: string): Promise<CardSetup>;
  /** Forgetting what is not there changes nothing; a card of somebody else counts as not there. */
  forget(shopperId: ShopperId, cardId: string): Promise<void>;
  /** Has the provider forget the shopper and all cards. Doing it again changes nothing. */
  forgetAll(shopperId: ShopperId): Promise<void>;
}

/** Who a shopper is to a payment provider. */
export interface PaymentCustomers {
  /** The customer of a shopper who has signed in; `undefined` for guests, and before their first card. */
  find(shopperId: ShopperId, provider: PaymentProvider): Promise<string | undefined>;
  /** The same, for the shopper of a checkout. */
  ofCheckout(checkoutId: CheckoutId, provider: PaymentProvider): Promise<string | undefined>;
  /** The first customer that is remembered stays; returns it. */
  remember(shopperId: ShopperId, provider: PaymentProvider, customerId: string): Promise<string>;
}

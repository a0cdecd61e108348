import type {
  Address,
  CartLine,
  CheckoutId,
  CheckoutState,
  ConversationId,
  Currency,
  Decline,
  LineChange,
  Money,
  OrderId,
  PaymentMethod,
  PaymentNews,
  ShippingOption,
  Sku,
  StalledReason,
  Totals,
} from '../domain/index.js';
import type { EffectFailed, Timed } from './effects.js';

/** What a checkout knows. All times are epoch milliseconds. */
export interface CheckoutContext {
  checkoutId: CheckoutId;
  conversationId: ConversationId;
  currency: Currency;
  holdMs: number;
  lines: CartLine[];
  changes: LineChange[];
  address?: Address;
  shippingOptions: ShippingOption[];
  shipping?: ShippingOption;
  totals: Totals;
  holdExpiresAt?: number;
  payment?: CheckoutPayment;
  /** How many PaymentIntents, and how many attempts to pay, there have been: part of their keys. */
  paymentsMade: number;
  attempts: number;
  decline?: Decline;
  authenticationUrl?: string;
  /** How often the provider has been asked what became of the payment. */
  lookUps: number;
  orderId?: OrderId;
  stalled?: { reason: StalledReason; since: number; tried: string };
  /** When the machine wants to hear that time has passed; absent when it waits for no clock. */
  deadline?: number;
}

export interface CheckoutPayment {
  id: string;
  /** The token that the last attempt paid with. */
  method?: PaymentMethod;
}

export type CheckoutEvent = Timed<
  // from the shopper
  | { type: 'ADDRESS_GIVEN'; address: Address }
  | { type: 'SHIPPING_CHOSEN'; optionId: ShippingOption['id'] }
  | { type: 'PAY_REQUESTED'; paymentMethod: PaymentMethod; quotedTotal: Money }
  | { type: 'CHANGES_ACCEPTED' }
  | { type: 'CANCEL_REQUESTED' }
  // from staff
  | { type: 'RESUMED' }
  | { type: 'CANCELLED_BY_STAFF' }
  // from the world
  | { type: 'LINES_READ'; lines: CartLine[] }
  | { type: 'HELD' }
  | { type: 'STOCK_SHORT'; short: { sku: Sku; available: number }[] }
  | { type: 'PAYMENT_PREPARED'; paymentId: string }
  | PaymentNews
  | { type: 'PAYMENT_NEWS' }
  | { type: 'ORDER_WRITTEN'; orderId: OrderId }
  | { type: 'SOLD_OUT' }
  | { type: 'CAPTURED' }
  | { type: 'PAYMENT_VOIDED' }
  | { type: 'UNDONE' }
  | { type: 'DEADLINE_PASSED' }
  | EffectFailed
>;

/** What a checkout asks of the world. Keys make each safe to ask again. */
export interface CheckoutEffects {
  readLines: {
    checkoutId: CheckoutId;
    conversationId: ConversationId;
    lines?: { sku: Sku; quantity: number }[];
  };
  holdStock: { checkoutId: CheckoutId; lines: { sku: Sku; quantity: number }[]; expiresAt: number };
  extendHold: { checkoutId: CheckoutId; expiresAt: number };
  preparePayment: { checkoutId: CheckoutId; amount: Money; key: string };
  confirmPayment: { checkoutId: CheckoutId; paymentId: string; method: PaymentMethod; key: string };
  /** Same key again, then retrieve; after the bank's page, retrieve alone. */
  lookUpPayment: {
    checkoutId: CheckoutId;
    paymentId: string;
    method: PaymentMethod;
    key: string;
    authenticating: boolean;
  };
  voidPayment: { checkoutId: CheckoutId; paymentId: string; key: string };
  writeOrder: {
    checkoutId: CheckoutId;
    conversationId: ConversationId;
    lines: CartLine[];
    totals: Totals;
    address: Address;
    shipping: ShippingOption;
    paymentId: string;
  };
  capturePayment: { checkoutId: CheckoutId; conversationId: ConversationId; paymentId: string; key: string };
  /** Voids the payment, if there is one, and puts the stock back. */
  undo: { checkoutId: CheckoutId; paymentId?: string; key: string };
  tellConversation: { outcome: Extract<CheckoutState, 'completed' | 'cancelled' | 'expired' | 'stalled'> };
}

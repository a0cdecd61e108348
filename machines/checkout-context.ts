import type {
  Address,
  CartLine,
  CheckoutChange,
  CheckoutId,
  CheckoutState,
  CodeRefusal,
  ConversationId,
  Currency,
  Decline,
  GiftMessage,
  Money,
  OrderId,
  PaymentMethod,
  PaymentNews,
  PaymentOption,
  PaymentOptionId,
  PaymentProvider,
  Promotion,
  PromotionCode,
  PromotionRefusal,
  ShippingOption,
  Sku,
  StalledReason,
  TaxClass,
  TaxQuote,
  Totals,
} from '../domain/index.js';
import type { CheckoutOutcome } from './conversation-context.js';
import type { EffectFailed, Timed } from './effects.js';

/** What a checkout knows. All times are epoch milliseconds. */
export interface CheckoutContext {
  checkoutId: CheckoutId;
  conversationId: ConversationId;
  currency: Currency;
  holdMs: number;
  lines: CartLine[];
  changes: CheckoutChange[];
  address?: Address;
  /** The address was given, and is nowhere that the tax service knows. */
  addressIsUnknown?: boolean;
  shippingOptions: ShippingOption[];
  shipping?: ShippingOption;
  /** The code that is applied, and the one that was given and not taken. */
  promotion?: Promotion;
  codeGiven?: PromotionCode;
  codeRefusal?: CodeRefusal;
  giftMessage?: GiftMessage;
  /** Worked out for just these lines, discount, shipping and address; absent when any of them has changed since. */
  tax?: TaxQuote;
  /** How often tax has been asked for: part of the key. */
  taxesAsked: number;
  totals: Totals;
  holdExpiresAt?: number;
  /** The ways to pay on offer, the first of them chosen until the shopper says otherwise. */
  paymentOptions: PaymentOption[];
  paymentOption: PaymentOption;
  payment?: CheckoutPayment;
  /** How many payments, and how many attempts to pay, there have been: part of their keys. */
  paymentsMade: number;
  attempts: number;
  decline?: Decline;
  authenticationUrl?: string;
  /** How often the provider has been asked what became of the payment. */
  lookUps: number;
  orderId?: OrderId;
  /** How often a payment that settles slowly was looked at. */
  settlementLooks: number;
  stalled?: { reason: StalledReason; resumeAt: ResumableState; since: number; tried: string };
  /** How often it was resumed by itself since it stalled. */
  automaticTries: number;
  /** When the machine wants to hear that time has passed; absent when it waits for no clock. */
  deadline?: number;
}

/** Where a stalled checkout goes on: the step that could not be done. */
export type ResumableState = Extract<
  CheckoutState,
  | 'checkingCart'
  | 'replacingPayment'
  | 'confirmingOutcome'
  | 'writingOrder'
  | 'capturing'
  | 'cancelling'
  | 'expiring'
  | 'refunding'
>;

export interface CheckoutPayment {
  id: string;
  provider: PaymentProvider;
  /** The token that the last attempt paid with. */
  method?: PaymentMethod;
}

export type CheckoutEvent = Timed<
  // from the shopper
  | { type: 'ADDRESS_GIVEN'; address: Address }
  | { type: 'SHIPPING_CHOSEN'; optionId: ShippingOption['id'] }
  | { type: 'PAYMENT_OPTION_CHOSEN'; optionId: PaymentOptionId }
  | { type: 'PAY_REQUESTED'; paymentMethod: PaymentMethod; quotedTotal: Money }
  | { type: 'CHANGES_ACCEPTED' }
  | { type: 'CODE_GIVEN'; code: PromotionCode }
  | { type: 'CODE_REMOVED' }
  | { type: 'GIFT_MESSAGE_GIVEN'; message?: GiftMessage }
  | { type: 'CANCEL_REQUESTED' }
  // from staff
  | { type: 'RESUMED' }
  | { type: 'PAYMENT_RETRIED' }
  | { type: 'LINE_DROPPED'; sku: Sku }
  | { type: 'LINE_SUBSTITUTED'; sku: Sku; withSku: Sku }
  | { type: 'REFUNDED_BY_STAFF' }
  | { type: 'SETTLED_BY_HAND' }
  | { type: 'CANCELLED_BY_STAFF' }
  // from the world
  | { type: 'LINES_READ'; lines: CartLine[] }
  | { type: 'CODE_TAKEN'; promotion: Promotion }
  | { type: 'CODE_REFUSED'; refusal: PromotionRefusal }
  | { type: 'TAX_CALCULATED'; tax: TaxQuote }
  | { type: 'ADDRESS_UNKNOWN' }
  | { type: 'HELD' }
  | { type: 'CODE_LAPSED'; refusal: PromotionRefusal }
  | { type: 'STOCK_SHORT'; short: { sku: Sku; available: number }[] }
  | { type: 'PAYMENT_PREPARED'; paymentId: string }
  | PaymentNews
  | { type: 'PAYMENT_NEWS' }
  | { type: 'ORDER_WRITTEN'; orderId: OrderId }
  | { type: 'SOLD_OUT' }
  | { type: 'CODE_USED_UP' }
  | { type: 'CAPTURED' }
  | { type: 'PAYMENT_REVERSED' }
  | { type: 'UNDONE' }
  | { type: 'ORDER_REVOKED' }
  | { type: 'DEADLINE_PASSED' }
  | EffectFailed
>;

/** One call about a payment. The key names the checkout, the step and its number: asked again, it is the same step. */
export interface PaymentStep {
  checkoutId: CheckoutId;
  provider: PaymentProvider;
  paymentId: string;
  key: string;
}

/** A line as it is taxed: what is paid for it, after its share of the discount. */
export interface TaxedLine {
  sku: Sku;
  quantity: number;
  amount: Money;
  taxClass?: TaxClass;
}

/** What a checkout asks of the world. Keys make each safe to ask again. */
export interface CheckoutEffects {
  readLines: {
    checkoutId: CheckoutId;
    conversationId: ConversationId;
    lines?: { sku: Sku; quantity: number }[];
  };
  /** Whether a code can be used for goods of so much. */
  checkCode: { checkoutId: CheckoutId; code: PromotionCode; subtotal: Money };
  calculateTax: {
    address: Address;
    lines: TaxedLine[];
    shipping: Money;
    key: string;
  };
  /** Sets stock aside, and the use of the code with it. */
  holdStock: {
    checkoutId: CheckoutId;
    lines: { sku: Sku; quantity: number }[];
    expiresAt: number;
    promotion?: { code: PromotionCode; subtotal: Money };
  };
  extendHold: { checkoutId: CheckoutId; expiresAt: number };
  preparePayment: { checkoutId: CheckoutId; option: PaymentOption; amount: Money; key: string };
  /** Keeps the stock aside until `holdUntil`, and asks the provider. */
  confirmPayment: PaymentStep & { method: PaymentMethod; holdUntil: number };
  /** Same key again, then retrieve; after the bank's page, retrieve alone. */
  lookUpPayment: PaymentStep & { method: PaymentMethod; authenticating: boolean };
  reversePayment: PaymentStep;
  writeOrder: {
    checkoutId: CheckoutId;
    conversationId: ConversationId;
    lines: CartLine[];
    totals: Totals;
    address: Address;
    shipping: ShippingOption;
    promotionCode?: PromotionCode;
    giftMessage?: GiftMessage;
    provider: PaymentProvider;
    paymentId: string;
  };
  capturePayment: PaymentStep & { conversationId: ConversationId };
  /** Gives the money back, if there is a payment, and puts the stock back. */
  undo: { checkoutId: CheckoutId; payment?: PaymentStep };
  /** Starts what looks after the order from now on; starting it again changes nothing. */
  openOrder: { orderId: OrderId };
  releaseHold: { checkoutId: CheckoutId };
  /** Gives the money back, unless that was done by hand, cancels the order and puts its stock back. */
  revokeOrder: { checkoutId: CheckoutId; payment?: PaymentStep };
  tellConversation: { outcome: CheckoutOutcome; again?: boolean; attempt?: number };
}

import { z } from 'zod';
import {
  CheckoutId,
  type ConversationId,
  formatMoney,
  isErasedAddress,
  type Language,
  LOCALES,
  Money,
  OrderId,
  StockWatchId,
} from '../../domain/index.js';
import type {
  Carts,
  Catalog,
  ConsentingShopper,
  MailName,
  MailRecords,
  OutboxRow,
  Unsubscribes,
} from '../ports/index.js';
import { type Messages, messagesIn } from '../replies/messages.js';
import { type Letter, LetterImpossible } from './letter.js';
import { lineWords, orderWords } from './order-words.js';

export interface LetterWriterDeps {
  records: MailRecords;
  carts: Pick<Carts, 'read'>;
  catalog: Pick<Catalog, 'get'>;
  unsubscribes: Unsubscribes;
  shopName: string;
  /** Where shoppers reach the shop. */
  publicUrl: string;
  /** Of mails to shoppers whose conversation has none. */
  language: Language;
}

/** Turns a row of the outbox into a letter, reading names, addresses and figures at that moment. */
export interface LetterWriter {
  /** Throws `LetterImpossible` when the row names what is not there, and for topics that nobody knows. */
  write(row: Pick<OutboxRow, 'topic' | 'payload'>): Promise<Letter>;
}

/** What each topic carries besides the order. Figures in it were fixed when they came true. */
const OrderNews = z.object({
  orderId: OrderId,
  /** What was given back, of a refund. */
  amount: Money.optional(),
  /** How the parcel can be followed. */
  tracking: z.object({ carrier: z.string(), number: z.string(), url: z.url().optional() }).optional(),
  /** Where the label is; or whose label it is, which lies at the shop. */
  labelUrl: z.url().optional(),
  returnId: z.string().optional(),
});

const ORDER_LETTERS: Record<string, MailName> = {
  'order.placed': 'receipt',
  'order.shipped': 'shipped',
  'order.refunded': 'refunded',
  'order.cancelled': 'cancelled',
  'order.return_label': 'return_label',
};

export function createLetterWriter(deps: LetterWriterDeps): LetterWriter {
  const { records, carts, catalog, unsubscribes, publicUrl } = deps;
  const messagesFor = ({ language = deps.language }: { language?: Language | undefined }) =>
    messagesIn(language);

  const shared = (conversationId: ConversationId, name: string, { language, format }: Messages) => ({
    language,
    shop: { name: deps.shopName, url: publicUrl },
    firstName: name.split(/\s+/)[0] || name,
    conversationUrl: new URL(`/?conversation=${conversationId}`, publicUrl).href,
    unsubscribeUrl: null as string | null,
    words: {
      back: format('mail.back'),
      reminder: format('mail.reminder', { shop: deps.shopName }),
      unsubscribe: format('mail.unsubscribe'),
      aboutOrder: format('mail.about_order', { shop: deps.shopName }),
      subtotalToday: format('mail.subtotal_today'),
    },
  });

  function labelOf(orderId: OrderId, returnId: string | undefined): string | undefined {
    if (returnId === undefined) return undefined;
    return new URL(`/v1/orders/${orderId}/returns/${returnId}/label`, publicUrl).href;
  }

  async function orderLetter(name: MailName, payload: unknown): Promise<Letter> {
    const {
      orderId,
      amount,
      tracking,
      returnId,
      labelUrl = labelOf(orderId, returnId),
    } = read(OrderNews, payload);
    const order = await records.order(orderId);
    if (!order) throw new LetterImpossible(`there is no order ${orderId}`);
    if (isErasedAddress(order.address)) return { kind: 'unwanted', reason: 'the shopper was erased' };
    const messages = messagesFor(order);
    return {
      kind: 'letter',
      name,
      language: messages.language,
      to: { name: order.address.name, address: order.address.email },
      data: {
        ...shared(order.conversationId, order.address.name, messages),
        order: orderWords(order, messages),
        amount: amount ? formatMoney(amount, LOCALES[messages.language]) : null,
        tracking: tracking ? { ...tracking, url: tracking.url ?? null } : null,
        labelUrl: labelUrl ?? null,
      },
    };
  }

  async function stockLetter(payload: unknown): Promise<Letter> {
    const { watchId } = read(z.object({ watchId: StockWatchId }), payload);
    const watch = await records.watch(watchId);
    if (!watch) return { kind: 'unwanted', reason: 'the product is no longer in the shop' };
    return withConsent('back_in_stock', watch, async (messages) => {
      const [product] = await catalog.get([watch.productId]);
      const variant = product?.variants.find(({ sku }) => sku === watch.sku);
      if (!product || !variant) return 'the product is no longer in the shop';
      if (variant.available === 0) return 'it has sold out again';
      const { name, brand } = product;
      return {
        item: {
          ...lineWords({ ...variant, name, brand, quantity: 1 }, messages),
          price: formatMoney(product.price, LOCALES[messages.language]),
        },
      };
    });
  }

  async function cartLetter(payload: unknown): Promise<Letter> {
    const { checkoutId } = read(z.object({ checkoutId: CheckoutId }), payload);
    const left = await records.checkout(checkoutId);
    if (!left) throw new LetterImpossible(`there is no checkout ${checkoutId}`);
    return withConsent('abandoned_cart', left, async (messages) => {
      if (!left.isLeft) return 'the cart is no longer left behind';
      const cart = await carts.read(left.conversationId);
      const locale = LOCALES[messages.language];
      const lines = cart.lines.map((line) => ({
        ...lineWords(line, messages),
        total: formatMoney(line.lineTotal, locale),
      }));
      return { lines, subtotal: formatMoney(cart.subtotal, locale) };
    });
  }

  /** Mail that no order asks for: only where it is allowed, and with the way out of it. */
  async function withConsent(
    name: MailName,
    about: { conversationId: ConversationId; language?: Language | undefined; shopper?: ConsentingShopper },
    dataOrReason: (messages: Messages) => Promise<object | string>,
  ): Promise<Letter> {
    const { conversationId, shopper } = about;
    if (!shopper) return { kind: 'unwanted', reason: 'the shopper has not allowed it' };
    const { to, consentedAt } = shopper;
    if (await unsubscribes.since(to.email, consentedAt))
      return { kind: 'unwanted', reason: 'the shopper has unsubscribed' };
    const messages = messagesFor(about);
    const data = await dataOrReason(messages);
    if (typeof data === 'string') return { kind: 'unwanted', reason: data };
    const unsubscribeUrl = new URL(`/unsubscribe/${unsubscribes.tokenFor(to.email)}`, publicUrl).href;
    return {
      kind: 'letter',
      name,
      language: messages.language,
      to: { name: to.name, address: to.email },
      data: { ...shared(conversationId, to.name, messages), ...data, unsubscribeUrl },
      unsubscribeUrl,
    };
  }

  return {
    async write({ topic, payload }) {
      const orderName = ORDER_LETTERS[topic];
      if (orderName) return orderLetter(orderName, payload);
      if (topic === 'stock.back') return stockLetter(payload);
      if (topic === 'cart.abandoned') return cartLetter(payload);
      throw new LetterImpossible(`nobody knows what to write about the topic "${topic}"`);
    },
  };
}

function read<Schema extends z.ZodType>(schema: Schema, payload: unknown): z.output<Schema> {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new LetterImpossible(`the payload cannot be read: ${wrong.join('; ')}`);
}

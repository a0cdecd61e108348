import { z } from 'zod';
import {
  Action,
  Address,
  AuditRecord,
  Block,
  Cart,
  CartLine,
  CaseFile,
  CaseHit,
  CaseLease,
  CaseNote,
  CheckoutView,
  ConversationId,
  Decline,
  Erasure,
  ErasureUnderWay,
  MessageId,
  Money,
  Order,
  OrderDetails,
  OrderEntry,
  ParkedMail,
  PaymentMethod,
  PaymentOptionId,
  Product,
  ProductCard,
  Queue,
  Reply,
  ShippingOption,
  TimelineEntry,
  Totals,
  Transcript,
  TranscriptEntry,
  Variant,
} from '../../domain/index.js';
import { ROLES } from '../identity/person.js';
import { Problem } from '../problem.js';
import { PERSONAL_DATA } from '../stores/personal-data.js';

const Conversation = z.object({ id: ConversationId, createdAt: z.iso.datetime() });
const ConversationSummary = Conversation.extend({ lastSeq: z.number().int().nonnegative() });

const ReplyEntry = z.object({
  kind: z.literal('reply'),
  seq: z.number().int().positive(),
  at: z.iso.datetime(),
  ...Reply.shape,
});

const SavedCard = z.object({
  id: PaymentMethod.describe('pays like any other token'),
  brand: z.string(),
  last4: z.string(),
  expires: z.object({ month: z.number().int(), year: z.number().int() }),
});

/** Every JSON body that the api sends, by its name in the OpenAPI document. */
export const SCHEMAS = {
  Action,
  Address,
  Block,
  Cart,
  CartLine,
  AuditList: z.object({ items: z.array(AuditRecord) }),
  CannedReplyList: z.object({
    items: z.array(z.object({ id: z.string(), language: z.string(), title: z.string(), text: z.string() })),
  }),
  CaseFile,
  CaseHitList: z.object({ items: z.array(CaseHit) }),
  CaseLease,
  CheckoutList: z.object({ items: z.array(CheckoutView) }),
  CheckoutView,
  Conversation,
  ConversationList: z.object({ items: z.array(ConversationSummary) }),
  Erasure,
  ErasureList: z.object({ items: z.array(ErasureUnderWay) }),
  ErasureUnderWay,
  Health: z.object({
    status: z.enum(['ok', 'unavailable']),
    checks: z
      .record(z.string(), z.enum(['ok', 'down']))
      .optional()
      .describe('each server the shop needs'),
  }),
  IdentityProviderList: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.enum(['shopper', 'staff']),
        href: z.string().describe('where the browser goes; `return_to` brings it back to a path of the shop'),
      }),
    ),
  }),
  Me: z.object({
    signedIn: z.boolean().describe('false for guests'),
    name: z.string().optional(),
    roles: z.array(z.enum(ROLES)),
  }),
  MessageReply: z.object({ messageId: MessageId, reply: ReplyEntry }),
  Money,
  Order,
  OrderDetails,
  OrderEntry,
  NoteList: z.object({ items: z.array(CaseNote) }),
  OrderList: z.object({ items: z.array(Order) }),
  ParkedMailList: z.object({ items: z.array(ParkedMail) }),
  PersonPlace: z.object({ seq: z.number().int().positive() }),
  Problem,
  ProblemType: z.object({ type: z.string(), title: z.string(), status: z.number().int() }),
  Product,
  ProductCard,
  ProductList: z.object({ items: z.array(Product) }),
  Queue,
  Received: z.object({ received: z.literal(true) }),
  ReplyEntry,
  SavedCard,
  SavedCardList: z.object({ items: z.array(SavedCard) }),
  CardSetup: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('saved'), card: SavedCard }),
    z.object({ kind: z.literal('action_required'), url: z.url() }),
    z.object({ kind: z.literal('declined'), decline: Decline }),
  ]),
  PersonalData: z.object({
    exportedAt: z.iso.datetime(),
    account: z.looseObject({}).nullable(),
    ...Object.fromEntries(PERSONAL_DATA.map((part) => [part, z.array(z.looseObject({}))])),
  }),
  SessionList: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        provider: z.string(),
        device: z.string().describe('phone, tablet, computer or program'),
        createdAt: z.iso.datetime(),
        seenAt: z.iso.datetime().describe('to the minute'),
        isThisOne: z.boolean(),
      }),
    ),
  }),
  Payloads: z.object({
    payloads: z.array(z.object({ metadata: z.record(z.string(), z.string()), data: z.string() })),
  }),
  ShippingOption,
  ShopConfig: z.object({
    shopName: z.string(),
    currency: z.string(),
    temporalUiUrl: z.url().optional().describe('where ops look at workflows; the support page links to it'),
    countries: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        needsRegion: z.boolean(),
        postalCodeExample: z.string(),
      }),
    ),
    mailConsent: z
      .object({ wordingId: z.string(), text: z.string() })
      .describe('the words beside the box that allows reminders by mail'),
    payments: z.object({
      mode: z.enum(['sandbox', 'live']),
      testMethods: z.array(z.object({ id: z.string(), optionId: PaymentOptionId, label: z.string() })),
      stripeElement: z
        .object({ publishableKey: z.string(), scriptUrl: z.url() })
        .optional()
        .describe("where the page loads Stripe's Payment Element from, and its key"),
    }),
  }),
  Timeline: z.object({ items: z.array(TimelineEntry) }),
  Totals,
  Transcript,
  TranscriptEntry,
  Variant,
} as const satisfies Record<string, z.ZodType>;

export type SchemaName = keyof typeof SCHEMAS;

/** The schemas as JSON Schema 2020-12 that refer to each other by name, as OpenAPI 3.1 wants them. */
export function schemaComponents(): Record<string, object> {
  const named = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SCHEMAS)) named.add(schema, { id });
  const { schemas } = z.toJSONSchema(named, { io: 'output', uri: schemaReference, unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema]));
}

/** JSON Schema of one thing that comes in. */
export function inputSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

export function schemaReference(name: string): string {
  return `#/components/schemas/${name}`;
}

import { z } from 'zod';
import { Cart } from './cart.js';
import { CheckoutView } from './checkout.js';
import { ConversationId } from './ids.js';
import { Money } from './money.js';
import { Order } from './order.js';
import { TranscriptEntry } from './transcript.js';

/** What a person of the staff did in a conversation. */
export type PersonNote = { what: 'joined' | 'said' } | { what: 'left'; why: 'handed_back' | 'silent' };

/** What a case is about. */
export const CaseKind = z.enum(['conversation', 'checkout', 'order']);
export type CaseKind = z.infer<typeof CaseKind>;

/** Names a case, in the audit log, too: `checkout/<id>`. */
export const caseSubject = (kind: CaseKind, id: string) => `${kind}/${id}`;

/** Names what a person writes, once; sending it again never says it twice. */
export const PersonRef = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'use 8 to 64 letters, digits, "-" or "_"');

/** Who looks after a case, and until when unless they renew it. */
export const CaseLease = z.object({
  name: z.string(),
  isYours: z.boolean(),
  since: z.iso.datetime(),
  until: z.iso.datetime(),
});
export type CaseLease = z.infer<typeof CaseLease>;

const Speaker = z.object({ name: z.string(), isYou: z.boolean(), since: z.iso.datetime() });

/** Something that waits for a person. */
export const QueueItem = z.object({
  kind: CaseKind,
  id: z.uuid(),
  conversationId: ConversationId,
  reason: z.string().describe('in words'),
  since: z.iso.datetime(),
  title: z.string().optional().describe('the number of an order'),
  amount: Money.optional(),
  lease: CaseLease.optional(),
  person: Speaker.optional().describe('who speaks with the shopper'),
});
export type QueueItem = z.infer<typeof QueueItem>;

export const Queue = z.object({ items: z.array(QueueItem), asOf: z.iso.datetime() });
export type Queue = z.infer<typeof Queue>;

/** What staff tell each other; no shopper reads it. */
export const CaseNote = z.object({
  id: z.string(),
  subject: z.string(),
  author: z.string(),
  text: z.string(),
  at: z.iso.datetime(),
});
export type CaseNote = z.infer<typeof CaseNote>;

/** All that staff see of a case: the conversation it belongs to, and what came of it. */
export const CaseFile = z.object({
  kind: CaseKind,
  id: z.uuid(),
  conversationId: ConversationId,
  startedAt: z.iso.datetime(),
  entries: z.array(TranscriptEntry).describe('the last 200 of the conversation'),
  lastSeq: z.number().int().nonnegative(),
  wantedSince: z.iso.datetime().optional().describe('since when the shopper waits for a person'),
  person: Speaker.optional(),
  cart: Cart,
  checkouts: z.array(CheckoutView).describe('newest first'),
  orders: z.array(Order).describe('newest first'),
  notes: z.array(CaseNote),
  lease: CaseLease.optional(),
  workflows: z.array(z.string()).describe('ids, for the Temporal UI'),
});
export type CaseFile = z.infer<typeof CaseFile>;

/** One thing that happened, from wherever it is known. */
export const TimelineEntry = z.object({
  at: z.iso.datetime(),
  source: z.enum(['chat', 'state', 'workflow', 'payment', 'webhook', 'mail', 'staff', 'note']),
  title: z.string(),
  detail: z.string().optional(),
  by: z.string().optional(),
  isTrouble: z.boolean().optional(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** One act of staff, as the audit log keeps it. */
export const AuditRecord = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.string(),
  act: z.string(),
  subject: z.string(),
  reason: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditRecord = z.infer<typeof AuditRecord>;

/** A mail that was put aside. */
export const ParkedMail = z.object({
  id: z.string(),
  topic: z.string(),
  ref: z.string(),
  error: z.string().optional(),
  attempts: z.number().int(),
  parkedAt: z.iso.datetime(),
});
export type ParkedMail = z.infer<typeof ParkedMail>;

/** Something that was looked for and found. */
export const CaseHit = z.object({
  kind: CaseKind,
  id: z.uuid(),
  title: z.string(),
  at: z.iso.datetime(),
});
export type CaseHit = z.infer<typeof CaseHit>;

import { z } from 'zod';
import { CheckoutView } from './checkout.js';
import { ConversationId, MessageId } from './ids.js';
import { Action } from './message.js';
import { Order } from './order.js';
import { Reply } from './reply.js';

const entry = { seq: z.number().int().positive(), at: z.iso.datetime() };

/** One line of a conversation, in order of `seq`; the SSE id of the event that carries it. */
export const TranscriptEntry = z.discriminatedUnion('kind', [
  z.object({
    ...entry,
    kind: z.literal('message'),
    messageId: MessageId,
    text: z.string(),
    action: Action.optional(),
  }),
  z.object({ ...entry, kind: z.literal('reply'), ...Reply.shape }),
  z.object({ ...entry, kind: z.literal('checkout'), checkout: CheckoutView }),
  z.object({ ...entry, kind: z.literal('order'), order: Order }),
  z.object({
    ...entry,
    kind: z.literal('person').describe('one of the staff; while they are there, the assistant says nothing'),
    name: z.string(),
    what: z.enum(['joined', 'said', 'left']),
    why: z
      .enum(['handed_back', 'silent'])
      .optional()
      .describe('of leaving: on purpose, or after long silence'),
    text: z.string().optional().describe('what they said'),
  }),
]);
export type TranscriptEntry = z.infer<typeof TranscriptEntry>;
export type PersonEntry = Extract<TranscriptEntry, { kind: 'person' }>;
export type ReplyEntry = Extract<TranscriptEntry, { kind: 'reply' }>;

export const Transcript = z.object({
  id: ConversationId,
  createdAt: z.iso.datetime(),
  entries: z.array(TranscriptEntry),
  lastSeq: z.number().int().nonnegative(),
});
export type Transcript = z.infer<typeof Transcript>;

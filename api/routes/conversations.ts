import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ConversationId, ShopperId } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import type { Context } from '../state.js';
import type { ConversationRow } from '../stores/conversations.js';
import { ownConversation } from './ownership.js';
import { defineRoute, type Route } from './route.js';

const params = z.object({ id: ConversationId });
/** How many entries are read when the client does not say. */
const DEFAULT_LIMIT = 200;

/** Opening conversations and reading what has been said. */
export function conversationRoutes(deps: ApiDeps): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/v1/conversations',
      operationId: 'openConversation',
      tag: 'conversations',
      summary: 'Open a conversation; the first one sets the guest cookie',
      access: 'shopper',
      limit: 'opening',
      challenge: 'opening',
      responses: { 201: { description: 'The new conversation', schema: 'Conversation' } },
      problems: [],
      async handle({ ctx }) {
        const { id, createdAt } = await openFor(deps, ctx);
        return { status: 201, headers: { location: `/v1/conversations/${id}` }, body: { id, createdAt } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/conversations',
      operationId: 'listConversations',
      tag: 'conversations',
      summary: "The guest's conversations, newest first",
      access: 'shopper',
      responses: { 200: { description: 'At most 100 of them', schema: 'ConversationList' } },
      problems: [],
      async handle({ ctx }) {
        const { shopperId } = ctx.state;
        return { body: { items: shopperId ? await deps.conversations.list(shopperId) : [] } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/conversations/:id',
      operationId: 'readConversation',
      tag: 'conversations',
      summary: 'What has been said, in order',
      access: 'shopper',
      params,
      query: z.object({
        after: z.coerce.number().int().nonnegative().default(0).describe('entries after this seq'),
        limit: z.coerce.number().int().min(1).max(500).default(DEFAULT_LIMIT),
      }),
      responses: { 200: { description: 'Entries and the last seq there is', schema: 'Transcript' } },
      problems: [],
      async handle({ ctx, params: { id }, query: { after, limit } }) {
        const conversation = await ownConversation(deps, ctx, id);
        const entries = await deps.transcript.after(id, after, limit);
        // Something may have been said between the two reads.
        const lastSeq = Math.max(conversation.lastSeq, entries.at(-1)?.seq ?? 0);
        return { body: { id, createdAt: conversation.createdAt, entries, lastSeq } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/conversations/:id/cart',
      operationId: 'readCart',
      tag: 'conversations',
      summary: 'The cart, with the prices and availability of now',
      access: 'shopper',
      params,
      responses: { 200: { description: 'The cart', schema: 'Cart' } },
      problems: [],
      async handle({ ctx, params: { id } }) {
        await ownConversation(deps, ctx, id);
        return { body: await deps.carts.read(id) };
      },
    }),
  ];
}

const ONE_YEAR_MS = 365 * 24 * 60 * 60 * 1_000;

/** A new conversation of whoever asks; somebody new becomes a guest, and a guest's cookie is renewed. */
async function openFor({ conversations, identity }: ApiDeps, ctx: Context): Promise<ConversationRow> {
  const id = ConversationId.parse(randomUUID());
  const { person } = ctx.state;
  const own = person?.shopperId;
  const opened = own && (await conversations.open(id, own));
  if (opened && person?.by !== 'guest') return opened;
  // This cookie's guest has joined an account, and whoever holds it now has not signed in: they begin anew.
  const guest = opened && own ? own : ShopperId.parse(randomUUID());
  const row = opened ?? (await conversations.open(id, guest));
  if (!row) throw new Error('A conversation of a new guest could not be opened.');
  identity.cookies.write(ctx, 'guest', guest, ONE_YEAR_MS);
  return row;
}

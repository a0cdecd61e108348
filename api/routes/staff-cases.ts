import { z } from 'zod';
import { CaseKind, ConversationId, caseSubject, type Order } from '../../domain/index.js';
import { checkoutWorkflowId, conversationWorkflowId, orderWorkflowId } from '../../workflows/messages.js';
import type { ApiDeps } from '../deps.js';
import { EntryStream } from '../events/entry-stream.js';
import { agentOf } from './actor.js';
import { openCase } from './open-case.js';
import { defineRoute, type Route } from './route.js';
import { by, looking } from './staff-fields.js';
import { isStillStaff, staffStream } from './staff-stream.js';

const READERS = ['support', 'ops'] as const;
const params = z.object({ kind: CaseKind, id: z.uuid() });
const Seq = z.coerce.number().int().nonnegative();
/** How much of a conversation is shown at once. */
const LAST_ENTRIES = 200;

/** All that staff see of one case. */
export function staffCaseRoutes(deps: ApiDeps): Route[] {
  const { support } = deps;
  return [
    defineRoute({
      method: 'get',
      path: '/v1/staff/cases/:kind/:id',
      operationId: 'readCase',
      tag: 'staff',
      summary: 'A case: its conversation, cart, checkouts, orders and notes',
      access: READERS,
      params,
      query: looking,
      responses: { 200: { description: 'The case', schema: 'CaseFile' } },
      problems: [],
      async handle({ ctx, params: { kind, id }, query }) {
        const { shopperId: _, orderIds, ...file } = await openCase(deps, ctx, kind, id, query.as);
        const { conversationId, lastSeq, checkouts } = file;
        const [entries, cart, notes, lease, orders] = await Promise.all([
          deps.transcript.after(conversationId, Math.max(0, lastSeq - LAST_ENTRIES), LAST_ENTRIES),
          deps.carts.read(conversationId),
          support.notes.of(conversationId),
          support.leases.of(caseSubject(kind, id), agentOf(ctx, query.as)),
          Promise.all(orderIds.map((orderId) => deps.orders.byId(orderId))),
        ]);
        const workflows = [
          conversationWorkflowId(conversationId),
          ...checkouts.map((checkout) => checkoutWorkflowId(checkout.id)),
          ...orderIds.map(orderWorkflowId),
        ];
        return {
          body: {
            ...file,
            kind,
            id,
            entries,
            cart,
            notes,
            ...(lease && { lease }),
            orders: orders.filter((order): order is Order => order !== undefined),
            workflows,
          },
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/staff/cases/:kind/:id/timeline',
      operationId: 'readTimeline',
      tag: 'staff',
      summary: 'What happened, in order: chat, states, activities, payments, webhooks, mail, acts of staff',
      access: READERS,
      params,
      responses: { 200: { description: 'Oldest first', schema: 'Timeline' } },
      problems: [],
      async handle({ ctx, params: { kind, id } }) {
        await openCase(deps, ctx, kind, id);
        const { entries, workflows } = await support.timelines.of(kind, id);
        const stories = await Promise.all(workflows.map((workflow) => deps.workflows.story(workflow)));
        const items = [...entries, ...stories.flat()].sort((a, b) => a.at.localeCompare(b.at));
        return { body: { items } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/staff/conversations/:id/events',
      operationId: 'followConversationAsStaff',
      tag: 'staff',
      summary: 'Entries as they are added, as server-sent events',
      description: 'As `followConversation`.',
      access: READERS,
      params: z.object({ id: ConversationId }),
      query: looking.extend({ after: Seq.default(0).describe('the last seq that you have') }),
      responses: { 200: { description: 'A stream without end', contentType: 'text/event-stream' } },
      problems: ['busy'],
      async handle({ ctx, params: { id }, query }) {
        await openCase(deps, ctx, 'conversation', id);
        return staffStream(deps, ctx, agentOf(ctx, query.as), () => {
          const stream: EntryStream = new EntryStream({
            after: query.after,
            async read(after, limit) {
              if (await isStillStaff(deps, ctx, READERS))
                return await deps.transcript.after(id, after, limit);
              stream.close();
              return [];
            },
            subscribe: (onNews) => deps.feed.subscribe(id, onNews),
            subscribeDrafts: () => () => {},
            onReadError: (error) => ctx.state.logger.warn({ err: error }, 'an event stream could not read'),
            heartbeatMs: deps.settings.heartbeatMs ?? 15_000,
          });
          return stream;
        });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/staff/cases/:kind/:id/notes',
      operationId: 'addNote',
      tag: 'staff',
      summary: 'Leave a note for other staff; no shopper reads it',
      access: ['support'],
      params,
      body: z.object({ by, text: z.string().trim().min(1, 'write something').max(4_000) }),
      responses: { 200: { description: 'All notes of the case', schema: 'NoteList' } },
      problems: [],
      async handle({ ctx, params: { kind, id }, body }) {
        const { conversationId } = await openCase(deps, ctx, kind, id);
        const { name } = agentOf(ctx, body.by);
        await support.notes.add({
          subject: caseSubject(kind, id),
          conversationId,
          author: name,
          text: body.text,
        });
        return { body: { items: await support.notes.of(conversationId) } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/staff/search',
      operationId: 'findCases',
      tag: 'staff',
      summary: 'Find a case by the number of an order, a mail address, or an id',
      description: 'The words travel in the body: addresses have no place in the logs of proxies.',
      access: READERS,
      body: z.object({ words: z.string().trim().min(1, 'write what you look for').max(320) }),
      responses: { 200: { description: 'Newest first, 50 at most', schema: 'CaseHitList' } },
      problems: [],
      handle: async ({ body: { words } }) => ({ body: { items: await support.files.find(words) } }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/staff/canned-replies',
      operationId: 'listCannedReplies',
      tag: 'staff',
      summary: 'Replies at hand, which the merchant writes in content/canned-replies/',
      access: READERS,
      responses: { 200: { description: 'All of them', schema: 'CannedReplyList' } },
      problems: [],
      handle: async () => ({ body: { items: deps.cannedReplies } }),
    }),
  ];
}

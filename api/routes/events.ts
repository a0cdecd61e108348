import { z } from 'zod';
import { ConversationId, ShopError } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import { EntryStream } from '../events/entry-stream.js';
import { MAX_STREAMS_PER_SHOPPER } from '../events/open-streams.js';
import { addressKey } from '../limits/address-key.js';
import type { Context } from '../state.js';
import { knownShopper, ownConversation } from './ownership.js';
import { defineRoute, type Route } from './route.js';

const Seq = z.coerce.number().int().nonnegative();

/** Following a conversation as it grows. */
export function eventRoutes(deps: ApiDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/conversations/:id/events',
      operationId: 'followConversation',
      tag: 'conversations',
      summary: 'Entries as they are added, as server-sent events',
      description:
        'Each event is `entry`, its id the seq, its data a TranscriptEntry. It begins after `Last-Event-ID` or, ' +
        `without that, \`after\`. A guest may keep ${MAX_STREAMS_PER_SHOPPER} streams open. ` +
        'Where a language model words replies there are `draft` events, too, without an id: `inReplyTo` names the ' +
        'message, `text` is what is said so far. The entry of the reply replaces it, and may say it otherwise.',
      access: 'shopper',
      params: z.object({ id: ConversationId }),
      query: z.object({ after: Seq.default(0).describe('the last seq that you have') }),
      headers: z.object({ 'last-event-id': Seq.optional().describe('set by browsers when they reconnect') }),
      responses: { 200: { description: 'A stream without end', contentType: 'text/event-stream' } },
      problems: ['busy'],
      async handle({ ctx, params: { id }, query, headers }) {
        await ownConversation(deps, ctx, id);
        const shopperId = knownShopper(ctx);
        const holder = { shopperId, address: addressKey(ctx.request.ip) };
        deps.streams.makeRoom(holder);
        const stream = new EntryStream({
          after: headers['last-event-id'] ?? query.after,
          async read(after, limit) {
            if (await isStillTheirs(deps, ctx, id)) return await deps.transcript.after(id, after, limit);
            stream.close();
            return [];
          },
          subscribe: (onNews) => deps.feed.subscribe(id, onNews),
          subscribeDrafts: (onDraft) => deps.drafts.subscribe(id, onDraft),
          onReadError: (error) => ctx.state.logger.warn({ err: error }, 'an event stream could not read'),
          heartbeatMs: deps.settings.heartbeatMs ?? 15_000,
        });
        deps.streams.add(holder, stream);
        ctx.res.once('close', () => deps.streams.remove(stream));
        ctx.state.streaming = true;
        return {
          contentType: 'text/event-stream',
          // Proxies must neither keep the events back nor repack them.
          headers: { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' },
          body: stream.output,
        };
      },
    }),
  ];
}

/**
 * Whether who opened the stream is who they were. It outlives sessions and tokens, and nothing that is said after
 * somebody has signed out, or their token has run out, may reach them.
 */
async function isStillTheirs(deps: ApiDeps, ctx: Context, id: ConversationId): Promise<boolean> {
  try {
    const person = await deps.identity.recognition.recognise(ctx);
    const shopperId = person?.shopperId;
    return shopperId !== undefined && (await deps.conversations.find(id, shopperId)) !== undefined;
  } catch (error) {
    if (error instanceof ShopError && error.code === 'unauthenticated') return false;
    throw error; // the stream tries again
  }
}

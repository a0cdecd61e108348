import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import {
  ConversationId,
  type Language,
  preferredLanguage,
  type ReplyEntry,
  ShopError,
  type ShopperId,
  ShopperMessage,
} from '../../domain/index.js';
import type { TurnSpent } from '../../workflows/turn-times.js';
import type { ApiDeps } from '../deps.js';
import type { TurnOutcome } from '../metrics.js';
import { knownShopper } from './ownership.js';
import { defineRoute, type Route } from './route.js';

/** Saying something, and hearing the reply. */
export function messageRoutes(deps: ApiDeps): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/v1/conversations/:id/messages',
      operationId: 'sendMessage',
      tag: 'conversations',
      summary: 'Say something, or tap; answers with the reply',
      description:
        'The message is stored before anything else. Sending it again with the same `messageId` is safe ' +
        'at any time: it is one turn, and the same reply.',
      access: 'shopper',
      limit: 'turn',
      params: z.object({ id: ConversationId }),
      body: ShopperMessage,
      responses: { 200: { description: 'The reply', schema: 'MessageReply' } },
      problems: ['message_id_reused', 'busy'],
      async handle({ ctx, params: { id }, body: message }) {
        const shopperId = knownShopper(ctx);
        ctx.state.logger.setBindings({ conversationId: id });
        const reply = await timed(deps, () =>
          takeTurn(deps, id, shopperId, message, preferredLanguage(ctx.get('accept-language'))),
        );
        return { body: { messageId: message.messageId, reply } };
      },
    }),
  ];
}

interface Turn {
  reply: ReplyEntry;
  outcome: TurnOutcome;
  spent?: TurnSpent | undefined;
}

async function takeTurn(
  deps: ApiDeps,
  id: ConversationId,
  shopperId: ShopperId,
  message: ShopperMessage,
  language: Language,
): Promise<Turn> {
  const { messageId, action } = message;
  const ask = () => deps.workflows.turn({ id, shopperId }, { messageId, action, language });
  const earlier = await deps.transcript.record(id, shopperId, message);
  if (earlier) {
    // The task that wrote the reply may have been lost with its worker, and the turn with it: the conversation would go on
    // as if nothing had been said. One that knows the turn is asked for nothing; one that has moved on since is left alone.
    if (await deps.transcript.isNewest(id, messageId)) await forAWhile(ask());
    return { reply: earlier, outcome: 'repeated' };
  }
  const { seq, spent } = await ask();
  const reply = await deps.transcript.reply(id, seq);
  if (!reply)
    throw new Error(
      `The turn of message ${message.messageId} says its reply is entry ${seq}; it is not there.`,
    );
  return { reply, outcome: 'replied', spent };
}

/** How long somebody whose reply is there already waits for the conversation to hear of it. */
const CATCHING_UP_MS = 1_000;

/** Waits for something that goes on without us, and whose failure is nobody's trouble. */
async function forAWhile(work: Promise<unknown>): Promise<void> {
  await Promise.race([work.catch(() => undefined), pause(CATCHING_UP_MS, undefined, { ref: false })]);
}

async function timed({ metrics }: ApiDeps, take: () => Promise<Turn>): Promise<ReplyEntry> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1_000;
  try {
    const { reply, outcome, spent } = await take();
    metrics.turn(seconds(), outcome, spent);
    return reply;
  } catch (error) {
    metrics.turn(seconds(), outcomeOf(error));
    throw error;
  }
}

function outcomeOf(error: unknown): TurnOutcome {
  if (!(error instanceof ShopError)) return 'failed';
  return error.code === 'unavailable' || error.code === 'busy' ? 'unavailable' : 'refused';
}

import { z } from 'zod';
import {
  ConversationId,
  caseSubject,
  MAX_MESSAGE_LENGTH,
  maskCardNumbers,
  PersonRef,
  ShopError,
} from '../../domain/index.js';
import type { PersonRequest } from '../../workflows/messages.js';
import type { ApiDeps } from '../deps.js';
import type { Context } from '../state.js';
import type { Agent } from '../stores/support/leases.js';
import { agentOf } from './actor.js';
import { answerOnce, IDEMPOTENCY_PROBLEMS, idempotencyHeaders } from './idempotency.js';
import { openCase } from './open-case.js';
import { defineRoute, type Route } from './route.js';
import { by, reason } from './staff-fields.js';

const Text = z
  .string()
  .trim()
  .min(1, 'write something')
  .max(MAX_MESSAGE_LENGTH, `it is longer than ${MAX_MESSAGE_LENGTH} characters; shorten it`)
  .refine((text) => text.isWellFormed(), 'it is not valid Unicode text')
  .transform(maskCardNumbers);

const talking = {
  method: 'post',
  tag: 'staff',
  access: ['support'],
  params: z.object({ id: ConversationId }),
  responses: { 200: { description: 'Where it stands in the transcript', schema: 'PersonPlace' } },
} as const;

/** Speaking with a shopper in person. The assistant is silent from the takeover until the conversation is handed back. */
export function staffTalkRoutes(deps: ApiDeps): Route[] {
  const { support, audit } = deps;

  async function act(ctx: Context, id: ConversationId, request: PersonRequest, why: string, agent: Agent) {
    const { shopperId } = await openCase(deps, ctx, 'conversation', id);
    await audit.append({
      actor: agent.name,
      act: `conversation.${request.type}`,
      subject: caseSubject('conversation', id),
      reason: why,
      details: { requestId: ctx.state.requestId, ref: request.ref },
    });
    return deps.workflows.person({ id, shopperId }, request);
  }

  return [
    defineRoute({
      ...talking,
      path: '/v1/staff/conversations/:id/takeover',
      operationId: 'takeOverConversation',
      summary: 'Speak with the shopper in the assistant’s place',
      headers: idempotencyHeaders,
      body: z.object({
        by,
        reason,
        takeOver: z.boolean().default(false).describe('in place of another person'),
      }),
      problems: ['not_now', 'busy', ...IDEMPOTENCY_PROBLEMS],
      async handle({ ctx, params: { id }, headers: { 'idempotency-key': key }, body }) {
        const agent = agentOf(ctx, body.by);
        const { takeOver } = body;
        return answerOnce(
          deps,
          ctx,
          key,
          body,
          async (ref) => {
            await openCase(deps, ctx, 'conversation', id);
            await support.leases.take(caseSubject('conversation', id), agent, takeOver);
            return act(ctx, id, { type: 'join', ref, by: agent, takeOver }, body.reason, agent);
          },
          'staff',
        );
      },
    }),
    defineRoute({
      ...talking,
      path: '/v1/staff/conversations/:id/messages',
      operationId: 'sayAsPerson',
      summary: 'Say something to the shopper whose conversation you have taken over',
      description: 'Sending it again with the same `ref` says it once.',
      body: z.object({ by, ref: PersonRef, text: Text }),
      problems: ['not_now', 'busy'],
      async handle({ ctx, params: { id }, body: { by: said, ref, text } }) {
        const agent = agentOf(ctx, said);
        await openCase(deps, ctx, 'conversation', id);
        const seq = await support.words.leave(id, ref, text);
        if (seq !== undefined) return { body: { seq } };
        try {
          return {
            body: await act(
              ctx,
              id,
              { type: 'say', ref, by: { id: agent.id } },
              'answers the shopper',
              agent,
            ),
          };
        } catch (error) {
          // What was refused must not wait there to be said later.
          if (error instanceof ShopError && error.code === 'not_now') await support.words.withdraw(ref);
          throw error;
        }
      },
    }),
    defineRoute({
      ...talking,
      path: '/v1/staff/conversations/:id/hand-back',
      operationId: 'handBackConversation',
      summary: 'Let the assistant speak again',
      headers: idempotencyHeaders,
      body: z.object({ by, reason: reason.default('the shopper is looked after') }),
      problems: ['not_now', 'busy', ...IDEMPOTENCY_PROBLEMS],
      async handle({ ctx, params: { id }, headers: { 'idempotency-key': key }, body }) {
        const agent = agentOf(ctx, body.by);
        return answerOnce(
          deps,
          ctx,
          key,
          body,
          async (ref) => {
            const place = await act(
              ctx,
              id,
              { type: 'hand_back', ref, by: { id: agent.id } },
              body.reason,
              agent,
            );
            await support.leases.release(caseSubject('conversation', id), agent);
            return place;
          },
          'staff',
        );
      },
    }),
  ];
}

import { z } from 'zod';
import { CaseKind, caseSubject } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import { QueueStream } from '../events/queue-stream.js';
import { LEASE_SECONDS } from '../stores/support/leases.js';
import { agentOf } from './actor.js';
import { openCase } from './open-case.js';
import { defineRoute, type Route } from './route.js';
import { by, looking, reason } from './staff-fields.js';
import { isStillStaff, staffStream } from './staff-stream.js';

const READERS = ['support', 'ops'] as const;
const params = z.object({ kind: CaseKind, id: z.uuid() });

/** What waits for a person, and who looks after it. */
export function staffQueueRoutes(deps: ApiDeps): Route[] {
  const { support, audit } = deps;
  return [
    defineRoute({
      method: 'get',
      path: '/v1/staff/queue',
      operationId: 'readQueue',
      tag: 'staff',
      summary: 'Everything that waits for a person, longest first',
      access: READERS,
      query: looking,
      responses: { 200: { description: 'At most 200 cases', schema: 'Queue' } },
      problems: [],
      handle: async ({ ctx, query }) => ({
        body: { items: await support.queue.list(agentOf(ctx, query.as)), asOf: new Date().toISOString() },
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/staff/queue/events',
      operationId: 'followQueue',
      tag: 'staff',
      summary: 'The same, as server-sent events',
      description: 'Each event is `queue`, its data the whole of it, sent when something has changed.',
      access: READERS,
      query: looking,
      responses: { 200: { description: 'A stream without end', contentType: 'text/event-stream' } },
      problems: ['busy'],
      async handle({ ctx, query }) {
        const agent = agentOf(ctx, query.as);
        return staffStream(
          deps,
          ctx,
          agent,
          () =>
            new QueueStream({
              read: async () =>
                (await isStillStaff(deps, ctx, READERS)) ? await support.queue.list(agent) : undefined,
              subscribe: (onNews) => deps.feed.subscribeQueue(onNews),
              onReadError: (error) => ctx.state.logger.warn({ err: error }, 'the queue could not be read'),
              lookMs: deps.settings.heartbeatMs ?? 15_000,
            }),
        );
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/staff/cases/:kind/:id/lease',
      operationId: 'takeCase',
      tag: 'staff',
      summary: 'Look after a case, or go on doing so',
      description: `It is yours for ${LEASE_SECONDS} s; ask again before. Who else has it is told instead, unless you take it over.`,
      access: ['support'],
      params,
      body: z.object({ by, takeOver: z.boolean().default(false), reason: reason.default('looks after it') }),
      responses: { 200: { description: 'It is yours', schema: 'CaseLease' } },
      problems: ['not_now'],
      async handle({ ctx, params: { kind, id }, body }) {
        await openCase(deps, ctx, kind, id);
        const agent = agentOf(ctx, body.by);
        const subject = caseSubject(kind, id);
        const { lease, isNew } = await support.leases.take(subject, agent, body.takeOver);
        if (isNew) {
          const act = body.takeOver ? 'case.take_over' : 'case.take';
          const details = { requestId: ctx.state.requestId };
          await audit.append({ actor: agent.name, act, subject, reason: body.reason, details });
        }
        return { body: lease };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/staff/cases/:kind/:id/release',
      operationId: 'releaseCase',
      tag: 'staff',
      summary: 'Leave a case to others',
      access: ['support'],
      params,
      body: z.object({ by, reason: reason.default('leaves it to others') }),
      responses: { 200: { description: 'It is nobody’s, or was not yours', schema: 'Received' } },
      problems: [],
      async handle({ ctx, params: { kind, id }, body }) {
        const agent = agentOf(ctx, body.by);
        const subject = caseSubject(kind, id);
        if (await support.leases.release(subject, agent)) {
          const details = { requestId: ctx.state.requestId };
          await audit.append({
            actor: agent.name,
            act: 'case.release',
            subject,
            reason: body.reason,
            details,
          });
        }
        return { body: { received: true } };
      },
    }),
  ];
}

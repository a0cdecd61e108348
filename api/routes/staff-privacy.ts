import { z } from 'zod';
import { CaseKind, caseSubject } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import { actorOf, agentOf } from './actor.js';
import { openCase } from './open-case.js';
import { beginErasure } from './privacy.js';
import { defineRoute, type Route } from './route.js';
import { by, reason } from './staff-fields.js';

/** Erasing somebody who asked for it by mail or phone. */
export function staffPrivacyRoutes(deps: ApiDeps): Route[] {
  const { erasures, support, audit } = deps;
  return [
    defineRoute({
      method: 'post',
      path: '/v1/staff/cases/:kind/:id/erasure',
      operationId: 'erasePerson',
      tag: 'staff',
      summary: 'Forget the person of a case, on their own word',
      description:
        'As `eraseMe`, for a guest or for the whole account. Make sure first that it is they who ask. It cannot be taken ' +
        'back; asking again is the same erasure. The reason stays in the audit log: write nothing personal there.',
      access: ['support'],
      params: z.object({ kind: CaseKind, id: z.uuid() }),
      body: z.object({ by, reason }),
      responses: { 202: { description: 'It has begun and will be finished', schema: 'ErasureUnderWay' } },
      problems: ['unavailable'],
      async handle({ ctx, params: { kind, id }, body }) {
        const { shopperId } = await openCase(deps, ctx, kind, id);
        const { actor, accountId } = actorOf(ctx, body.by);
        await support.leases.refuseOthers([caseSubject(kind, id)], agentOf(ctx, body.by));
        await audit.append({
          actor,
          act: 'person.erase',
          subject: caseSubject(kind, id),
          reason: body.reason,
          details: { requestId: ctx.state.requestId, accountId },
        });
        const person = await erasures.personOf(shopperId);
        return { status: 202, body: await beginErasure(deps, person, 'staff') };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/staff/erasures',
      operationId: 'listErasures',
      tag: 'staff',
      summary: 'Erasures that are not finished, and what they wait for',
      access: ['support', 'ops'],
      responses: { 200: { description: 'Oldest first, 100 at most', schema: 'ErasureList' } },
      problems: [],
      handle: async () => ({ body: { items: await erasures.unfinished() } }),
    }),
  ];
}

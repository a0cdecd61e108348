import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { z } from 'zod';
import { ShopError } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import { agentOf } from './actor.js';
import { answerOnce, IDEMPOTENCY_PROBLEMS, idempotencyHeaders } from './idempotency.js';
import { defineRoute, type Route } from './route.js';
import { by, reason } from './staff-fields.js';

const COLUMNS = ['id', 'at', 'actor', 'act', 'subject', 'reason', 'details'];
const day = z.iso.date().optional();
const DAY_MS = 24 * 60 * 60 * 1_000;

/** What staff did, for those who answer for it; and mail that was put aside. */
export function staffAuditRoutes(deps: ApiDeps): Route[] {
  const { audit, support } = deps;
  return [
    defineRoute({
      method: 'get',
      path: '/v1/staff/audit',
      operationId: 'readAudit',
      tag: 'staff',
      summary: 'What staff did, newest first',
      access: ['ops'],
      query: z.object({
        before: z
          .string()
          .regex(/^\d{1,18}$/)
          .optional()
          .describe('the id of the last one that you have'),
        subject: z.string().max(100).optional().describe('such as checkout/<id>'),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
      responses: { 200: { description: 'One page', schema: 'AuditList' } },
      problems: [],
      handle: async ({ query }) => ({ body: { items: await audit.read(query) } }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/staff/audit.csv',
      operationId: 'exportAudit',
      tag: 'staff',
      summary: 'The same as CSV, oldest first',
      description: 'Cells that a spreadsheet would take for a formula begin with an apostrophe.',
      access: ['ops'],
      query: z.object({
        from: day.describe('first day, UTC'),
        to: day.describe('last day, UTC'),
      }),
      responses: { 200: { description: 'The file', contentType: 'text/csv' } },
      problems: [],
      async handle({ ctx, query: { from, to } }) {
        const end = to ? new Date(Date.parse(to) + DAY_MS) : new Date(Date.now() + DAY_MS);
        const rows = Readable.from(audit.all(new Date(from ?? 0), end));
        const csv = stringify({
          header: true,
          columns: COLUMNS,
          escape_formulas: true,
          record_delimiter: 'windows',
          cast: { object: (value) => JSON.stringify(value) },
        });
        pipeline(rows, csv, (error) => {
          if (error) ctx.state.logger.warn({ err: error }, 'the audit log was not sent to its end');
        });
        return {
          contentType: 'text/csv; charset=utf-8',
          headers: { 'content-disposition': 'attachment; filename="audit.csv"', 'cache-control': 'no-store' },
          body: csv,
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/staff/mail/parked',
      operationId: 'listParkedMail',
      tag: 'staff',
      summary: 'Mail that was put aside because it could not be sent',
      access: ['support', 'ops'],
      responses: { 200: { description: 'Oldest first, 100 at most', schema: 'ParkedMailList' } },
      problems: [],
      handle: async () => ({ body: { items: await support.parkedMails.list() } }),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/staff/mail/:id/sending',
      operationId: 'sendMailAgain',
      tag: 'staff',
      summary: 'Send a mail that was put aside once more',
      access: ['support'],
      params: z.object({ id: z.string().regex(/^\d{1,18}$/) }),
      headers: idempotencyHeaders,
      body: z.object({ by, reason }),
      responses: { 200: { description: 'What is still put aside', schema: 'ParkedMailList' } },
      problems: [...IDEMPOTENCY_PROBLEMS],
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body }) =>
        answerOnce(
          deps,
          ctx,
          key,
          body,
          async () => {
            const parked = await support.parkedMails.list();
            if (!parked.some((mail) => mail.id === id))
              throw new ShopError('not_found', 'No such mail is put aside; it may be on its way already.');
            const { name } = agentOf(ctx, body.by);
            const details = { requestId: ctx.state.requestId };
            await audit.append({
              actor: name,
              act: 'mail.send_again',
              subject: `mail/${id}`,
              reason: body.reason,
              details,
            });
            await support.parkedMails.sendAgain(id);
            return { items: await support.parkedMails.list() };
          },
          'staff',
        ),
    }),
  ];
}

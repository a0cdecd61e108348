import Router from '@koa/router';
import { z } from 'zod';
import type { SandboxState } from '../provider-sandbox/server.js';
import { type Operation, operation } from './operation.js';
import { isGenuine, signingKey } from './webhook-signature.js';

const Question = z.object({
  auth_algo: z.string().min(1),
  cert_url: z.url(),
  transmission_id: z.string().min(1),
  transmission_sig: z.string().min(1),
  transmission_time: z.iso.datetime(),
  webhook_id: z.string().min(1),
  webhook_event: z.record(z.string(), z.unknown()),
});

/** Says whether a webhook is genuine; one for another webhook than `webhookId` never is. */
export function verification({ pool }: SandboxState, webhookId: string): Operation {
  return operation({
    name: 'webhooks.verify',
    method: 'POST',
    path: '/v1/notifications/verify-webhook-signature',
    body: Question,
    async execute(_, question) {
      const genuine = question.webhook_id === webhookId && isGenuine(question, await signingKey(pool));
      return { verification_status: genuine ? 'SUCCESS' : 'FAILURE' };
    },
  });
}

/** The public key, for those who check signatures themselves. */
export function certificateRoutes({ pool }: SandboxState): Router {
  const router = new Router();
  router.get('/v1/notifications/certs/:id', async (ctx) => {
    ctx.type = 'application/x-pem-file';
    ctx.body = (await signingKey(pool)).public_key;
  });
  return router;
}

import Router from '@koa/router';
import type { Context } from 'koa';
import type pg from 'pg';
import { readForm } from '../provider-sandbox/control-routes.js';
import { randomText } from '../provider-sandbox/ids.js';
import type { SandboxState } from '../provider-sandbox/server.js';
import { cutConnection, Strikes } from '../provider-sandbox/strikes.js';
import { rateLimited, serverFailure, unauthenticated } from './errors.js';
import { ObjectStore } from './store.js';

const LIFETIME_SECONDS = 9 * 3600;
const APP_ID = 'APP-80W284485P519543T';

/** Client credentials become a bearer token: any that are not empty will do. */
export function tokenRoutes({ pool, faults }: SandboxState): Router {
  const router = new Router();
  router.post('/v1/oauth2/token', async (ctx: Context) => {
    const strikes = new Strikes(faults, 'tokens.create');
    await strikes.delay();
    if (strikes.dropsRequest || strikes.dropsReply) return cutConnection(ctx);
    if (strikes.limitsRate) throw rateLimited();
    const failure = strikes.serverError('before') ?? strikes.serverError('during');
    if (failure) throw serverFailure(failure);
    const { grant_type } = await readForm(ctx);
    if (grant_type !== 'client_credentials') {
      return refuse(ctx, 400, 'unsupported_grant_type', 'Grant Type is NULL or not supported.');
    }
    const [id, secret] = basicCredentials(ctx.get('authorization'));
    if (!id || !secret) return refuse(ctx, 401, 'invalid_client', 'Client Authentication failed');
    ctx.body = await issue(pool);
  });
  return router;
}

/** Throws `AUTHENTICATION_FAILURE` unless the header names a token that is still good. */
export async function requireToken(pool: pg.Pool, authorization: string): Promise<void> {
  const [scheme, token = ''] = authorization.split(' ');
  const known =
    scheme?.toLowerCase() === 'bearer' ? await new ObjectStore(pool).find('token', token) : undefined;
  if (!known || known.object.expires < Date.now()) throw unauthenticated();
}

async function issue(pool: pg.Pool) {
  const access_token = `A21AA${randomText(60)}`;
  const expires = Date.now() + LIFETIME_SECONDS * 1000;
  await new ObjectStore(pool).insert('token', { id: access_token, expires });
  return {
    scope: 'https://uri.paypal.com/services/payments/payment/authcapture',
    access_token,
    token_type: 'Bearer',
    app_id: APP_ID,
    expires_in: LIFETIME_SECONDS,
    nonce: randomText(20),
  };
}

function basicCredentials(authorization: string): string[] {
  const [scheme, credentials = ''] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'basic') return [];
  return Buffer.from(credentials, 'base64').toString().split(':');
}

function refuse(ctx: Context, status: number, error: string, error_description: string): void {
  ctx.status = status;
  ctx.body = { error, error_description };
}

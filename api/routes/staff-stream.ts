import type { Readable } from 'node:stream';
import { ShopError } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import { hasRole, type StaffRole } from '../identity/person.js';
import { addressKey } from '../limits/address-key.js';
import type { Context } from '../state.js';
import type { Agent } from '../stores/support/leases.js';
import type { RouteAnswer } from './route.js';

/** Opens a stream of server-sent events for one of the staff, counted like those of shoppers. */
export function staffStream(
  deps: Pick<ApiDeps, 'streams'>,
  ctx: Context,
  agent: Agent,
  open: () => { output: Readable; close(): void },
): RouteAnswer {
  const holder = { shopperId: `staff:${agent.id}`, address: addressKey(ctx.request.ip) };
  deps.streams.makeRoom(holder);
  const stream = open();
  deps.streams.add(holder, stream);
  ctx.res.once('close', () => deps.streams.remove(stream));
  ctx.state.streaming = true;
  return {
    contentType: 'text/event-stream',
    // Proxies must neither keep the events back nor repack them.
    headers: { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' },
    body: stream.output,
  };
}

/** Whether who opened a stream may still see it: it outlives sessions, tokens and roles. */
export async function isStillStaff(
  deps: Pick<ApiDeps, 'identity'>,
  ctx: Context,
  roles: readonly StaffRole[],
): Promise<boolean> {
  try {
    return hasRole(await deps.identity.recognition.recognise(ctx), roles);
  } catch (error) {
    if (error instanceof ShopError && error.code === 'unauthenticated') return false;
    throw error; // the stream tries again
  }
}

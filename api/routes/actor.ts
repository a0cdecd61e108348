import type { Context } from '../state.js';
import type { Agent } from '../stores/support/leases.js';

/**
 * Who the audit log names for an act of staff. Who has signed in is named by their account, whatever the request says;
 * the staff token is everybody's, so that there the request's word is all there is.
 * @param said the name that came with the request.
 */
export function actorOf(ctx: Context, said: string): { actor: string; accountId: string | undefined } {
  const { accountId, name } = ctx.state.person ?? {};
  if (accountId === undefined) return { actor: said, accountId };
  return { actor: name ?? `account ${accountId}`, accountId };
}

/** The same person as leases and takeovers know them; two people of one name share them where they share the token. */
export function agentOf(ctx: Context, said: string): Agent {
  const { actor, accountId } = actorOf(ctx, said);
  return { id: accountId ?? `token:${actor.trim().toLowerCase()}`, name: actor };
}

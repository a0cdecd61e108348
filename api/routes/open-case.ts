import { type CaseKind, ShopError } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import type { Context } from '../state.js';
import type { OpenedCase } from '../stores/support/case-files.js';
import { agentOf } from './actor.js';

/** What belongs to a case. Throws `not_found` when there is no such thing. @param as who looks, where that is not known. */
export async function openCase(
  { support }: Pick<ApiDeps, 'support'>,
  ctx: Context,
  kind: CaseKind,
  id: string,
  as = '',
): Promise<OpenedCase> {
  const opened = await support.files.open(kind, id, agentOf(ctx, as));
  if (!opened) throw new ShopError('not_found', `There is no such ${kind}.`);
  ctx.state.logger.setBindings({ conversationId: opened.conversationId });
  return opened;
}

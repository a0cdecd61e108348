import {
  type CheckoutId,
  type CheckoutView,
  type ConversationId,
  type Order,
  type OrderId,
  ShopError,
  type ShopperId,
} from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import type { Context } from '../state.js';
import type { ConversationRow } from '../stores/conversations.js';

/** Whose things the request may see: a guest's or an account's. Nobody owns nothing, so there is nothing for them: `not_found`. */
export function knownShopper(ctx: Context): ShopperId {
  const { shopperId } = ctx.state;
  if (!shopperId)
    throw new ShopError('not_found', 'There is nothing here for you; open a conversation first.');
  return shopperId;
}

/** The conversation, when it is theirs; `not_found` when it is not, or there is none. */
export async function ownConversation(
  deps: Pick<ApiDeps, 'conversations'>,
  ctx: Context,
  id: ConversationId,
): Promise<ConversationRow> {
  const conversation = await deps.conversations.find(id, knownShopper(ctx));
  if (!conversation) throw new ShopError('not_found', 'There is no such conversation.');
  return conversation;
}

/** The checkout, when it is theirs; `not_found` when it is not, or there is none. */
export async function ownCheckout(
  deps: Pick<ApiDeps, 'checkouts'>,
  ctx: Context,
  id: CheckoutId,
): Promise<CheckoutView> {
  const checkout = await deps.checkouts.find(id, knownShopper(ctx));
  if (!checkout) throw new ShopError('not_found', 'There is no such checkout.');
  return checkout;
}

/** The order, when it is theirs; `not_found` when it is not, or there is none. */
export async function ownOrder(deps: Pick<ApiDeps, 'orders'>, ctx: Context, id: OrderId): Promise<Order> {
  const order = await deps.orders.get(id, knownShopper(ctx));
  if (!order) throw new ShopError('not_found', 'There is no such order.');
  return order;
}

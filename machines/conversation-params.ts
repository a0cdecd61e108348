import { assertEvent } from 'xstate';
import { type Standing, searchable, withoutAbsent } from '../domain/index.js';
import type { ConversationContext, ConversationEffects, ConversationEvent } from './conversation-context.js';
import { wantedCartChange, wantedExample, wantedStock } from './conversation-wishes.js';

/** How many products one reply shows. */
export const PAGE_SIZE = 8;
/** How many are shown that are like a product, and that go with it. */
export const MOST_SIMILAR = 4;

export function searchCatalog({
  constraints,
  sort,
  seen,
}: ConversationContext): ConversationEffects['searchCatalog'] {
  return { constraints: searchable(constraints), sort, offset: seen, limit: PAGE_SIZE };
}

export function reply(context: ConversationContext): ConversationEffects['reply'] {
  const { ref, messageId, plan, language } = context;
  return { ref, inReplyTo: messageId, plan, language, standing: standingOf(context) };
}

function standingOf(context: ConversationContext): Standing {
  const { constraints, past, sort, shown, seen, total, screen, asked, language } = context;
  return withoutAbsent({ constraints, past, sort, shown, seen, total, screen, asked, language });
}

export function takeNext({ pending }: ConversationContext): ConversationEffects['takeNext'] {
  const [act] = pending ?? [];
  if (!act) throw new Error('the guard lets only messages with more to do through');
  return { act };
}

export function cancelOrder({ orderWish }: ConversationContext): ConversationEffects['cancelOrder'] {
  if (!orderWish?.orderId) throw new Error('the guard lets only known orders through');
  return { orderId: orderWish.orderId };
}

export function understand(
  { constraints, shown, cart, asked, confirming, language }: ConversationContext,
  event: ConversationEvent,
): ConversationEffects['understand'] {
  assertEvent(event, 'MESSAGE_RECEIVED');
  const { messageId, action } = event;
  return {
    messageId,
    action,
    context: {
      constraints,
      shownCount: shown.length,
      cartCount: cart.count,
      shown: shown.slice(0, 50),
      cart: cart.lines.map(({ sku, productId }) => ({ sku, productId })).slice(0, 50),
      asked: asked ? 'size' : confirming && 'confirm_cancel',
      language,
    },
  };
}

export function findSimilar(
  context: ConversationContext,
  event: ConversationEvent,
): ConversationEffects['findSimilar'] {
  assertEvent(event, 'UNDERSTOOD');
  const productId = wantedExample(context, event.understanding);
  if (productId === undefined) throw new Error('the guard lets only clear examples through');
  return { productId, limit: MOST_SIMILAR };
}

export function changeCart(
  context: ConversationContext,
  event: ConversationEvent,
): ConversationEffects['changeCart'] {
  assertEvent(event, 'UNDERSTOOD');
  const change = wantedCartChange(context, event.understanding);
  if (!change) throw new Error('the guard lets only clear changes through');
  // Each act of one message changes the cart under a name of its own.
  return { changeId: context.done ? `${context.ref}/${context.done}` : context.ref, change };
}

export function watchStock(
  context: ConversationContext,
  event: ConversationEvent,
): ConversationEffects['watchStock'] {
  assertEvent(event, 'UNDERSTOOD');
  const wish = wantedStock(context, event.understanding);
  if (!wish) throw new Error('the guard lets only clear wishes through');
  return { wish };
}

export function stopWatching(event: ConversationEvent): ConversationEffects['stopWatching'] {
  assertEvent(event, 'UNDERSTOOD');
  return { sku: event.understanding.target?.sku };
}

import { initialTransition, transition } from 'xstate';
import type { CartOutline, Intent, MessageId, ProductId, Sku, Understanding } from '../../domain/index.js';
import { conversationMachine } from '../../machines/conversation.js';
import type { ConversationEvent } from '../../machines/conversation-context.js';

export const emptyCart: CartOutline = { lines: [], count: 0 };
export const oneLine: CartOutline = {
  lines: [{ sku: 'S1' as Sku, productId: 1 as ProductId, quantity: 1 }],
  count: 1,
};

export function wish(intent: Intent, rest: Partial<Understanding> = {}): Understanding {
  return { intent, slots: {}, confidence: 1, engine: 'rules', ...rest };
}

type Untimed = ConversationEvent extends infer Event
  ? Event extends { at: number }
    ? Omit<Event, 'at'>
    : never
  : never;

/** Steps the machine by hand and keeps the effects it asked for. */
export class Conversation {
  state = initialTransition(conversationMachine, { cart: emptyCart })[0];
  effects: { type: string; params: unknown }[] = [];
  #messages = 0;

  constructor(cart = emptyCart) {
    this.state = initialTransition(conversationMachine, { cart })[0];
  }

  /** @param at the time of the host's clock. */
  send(event: Untimed, at = 0): this {
    const [state, actions] = transition(conversationMachine, this.state, {
      ...event,
      at,
    } as ConversationEvent);
    this.state = state;
    this.effects = actions.map(({ type, params }) => ({ type, params }));
    return this;
  }

  /** A message arrives and is understood as given. */
  hear(understanding: Understanding): this {
    this.#messages += 1;
    this.send({ type: 'MESSAGE_RECEIVED', messageId: `message-${this.#messages}` as MessageId });
    return this.send({ type: 'UNDERSTOOD', understanding });
  }

  found(ids: number[], total = ids.length): this {
    return this.send({ type: 'SEARCHED', ids: ids as ProductId[], total, relaxations: [] });
  }

  replied(): this {
    return this.send({ type: 'REPLIED' });
  }

  get stage() {
    return this.state.value;
  }

  get context() {
    return this.state.context;
  }

  /** The phrases that the reply under way will say. */
  get says(): string[] {
    return this.context.plan.flatMap((block) => ('say' in block ? [block.say] : []));
  }
}

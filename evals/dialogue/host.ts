import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { initialTransition, transition } from 'xstate';
import { createPostgresCarts } from '../../activities/adapters/carts/postgres.js';
import { createPostgresCheckouts } from '../../activities/adapters/checkouts/postgres.js';
import { FIELDS_IN_THE_CLEAR } from '../../activities/adapters/encryption/personal-fields.js';
import { readHelpTexts } from '../../activities/adapters/help-texts/markdown.js';
import { createPostgresOrderBook } from '../../activities/adapters/order-book/postgres.js';
import { createPostgresOrders } from '../../activities/adapters/orders/postgres.js';
import { createPostgresTranscripts } from '../../activities/adapters/transcripts/postgres.js';
import { limitCheap } from '../../activities/cheap.js';
import { createConversationActivities } from '../../activities/conversation.js';
import { answerQuestions } from '../../activities/passages.js';
import type { Catalog, HelpTexts, Understander } from '../../activities/ports/index.js';
import { resolveReferences } from '../../activities/references.js';
import { createReplyWriter } from '../../activities/replies/reply-writer.js';
import type { ConversationId, MessageId, Phrase, ProductId, Understanding } from '../../domain/index.js';
import { conversationMachine } from '../../machines/conversation.js';
import type { ConversationEffects, ConversationEvent } from '../../machines/conversation-context.js';

/** What one turn came to. */
export interface HeardTurn {
  understanding: Understanding;
  /** How long reading took, in milliseconds. */
  readMs: number;
  constraints: object;
  cartCount: number;
  says: Phrase[];
  /** The merchant's answer that the reply shows, by its id. */
  passage?: string | undefined;
  /** Products that the reply shows as matches of the constraints. */
  matches: ProductId[];
}

interface EvalShop {
  activities: Activities;
  understander: Understander;
  catalog: Catalog;
  help: HelpTexts;
}
type Activities = ReturnType<typeof createConversationActivities>;
type Memory = ReturnType<typeof initialTransition<typeof conversationMachine>>[0];

/** Makes hosts over one database: the machine and the activities of the shop, without a workflow around them. */
export function createEvalShop(pool: pg.Pool, catalog: Catalog, understander: Understander) {
  const currency = 'USD';
  const carts = createPostgresCarts(pool, { currency });
  const orders = createPostgresOrders(pool, FIELDS_IN_THE_CLEAR);
  const help = readHelpTexts();
  const activities = createConversationActivities({
    transcripts: createPostgresTranscripts(pool, FIELDS_IN_THE_CLEAR),
    understander,
    catalog,
    carts,
    checkouts: createPostgresCheckouts(pool, { currency, fields: FIELDS_IN_THE_CLEAR }),
    orderBook: createPostgresOrderBook(pool, FIELDS_IN_THE_CLEAR),
    replies: createReplyWriter({ catalog, carts, orders, help, currency, mailsReceipts: false }),
    help,
    terms: { currency, holdMs: 600_000 },
  });
  return {
    async begin(): Promise<EvalConversation> {
      const conversationId = randomUUID() as ConversationId;
      const shopperId = randomUUID();
      await pool.query('insert into shoppers (id) values ($1)', [shopperId]);
      await pool.query('insert into conversations (id, shopper_id) values ($1, $2)', [
        conversationId,
        shopperId,
      ]);
      return new EvalConversation({ activities, understander, catalog, help }, conversationId);
    },
  };
}

/** One conversation, stepped as its workflow would. */
export class EvalConversation {
  readonly #activities: Activities;
  readonly #understander: Understander;
  readonly #catalog: Catalog;
  readonly #help: HelpTexts;
  readonly #id: ConversationId;
  #memory: Memory = initialTransition(conversationMachine, { cart: { lines: [], count: 0 } })[0];
  #text = '';
  #heard: Pick<HeardTurn, 'understanding' | 'readMs'> | undefined;

  constructor({ activities, understander, catalog, help }: EvalShop, id: ConversationId) {
    this.#activities = activities;
    this.#understander = understander;
    this.#catalog = catalog;
    this.#help = help;
    this.#id = id;
  }

  async say(text: string): Promise<HeardTurn> {
    this.#text = text;
    const says: Phrase[] = [];
    let matches: ProductId[] = [];
    let passage: string | undefined;
    let events: ConversationEvent[] = [
      { type: 'MESSAGE_RECEIVED', messageId: randomUUID() as MessageId, at: Date.now() },
    ];
    for (let event = events.shift(); event; event = events.shift()) {
      const [memory, actions] = transition(conversationMachine, this.#memory, event);
      this.#memory = memory;
      for (const { type, params } of actions) {
        if (type === 'reply') {
          for (const block of (params as ConversationEffects['reply']).plan) {
            if ('say' in block) says.push(block.say);
            if ('show' in block && block.show === 'passage') passage = block.passage;
            if ('show' in block && block.show === 'products' && says.at(-1) === 'results')
              matches = block.productIds;
          }
        }
        const answer = await this.#do(type, params);
        if (answer) events = [...events, { ...answer, at: Date.now() } as ConversationEvent];
      }
    }
    const { constraints, cart } = this.#memory.context;
    if (!this.#heard) throw new Error('nothing was understood');
    return { ...this.#heard, constraints, cartCount: cart.count, says, passage, matches };
  }

  async #do(type: string, params: unknown): Promise<object | undefined> {
    switch (type) {
      case 'understand':
        return this.#understand(params as ConversationEffects['understand']);
      case 'takeNext':
        return { type: 'UNDERSTOOD', understanding: (params as ConversationEffects['takeNext']).act };
      case 'searchCatalog':
        return {
          type: 'SEARCHED',
          ...(await this.#activities.searchCatalog(params as ConversationEffects['searchCatalog'])),
        };
      case 'findSimilar': {
        const { productId, limit } = params as ConversationEffects['findSimilar'];
        const similar = await this.#catalog.similar(productId, { limit });
        return { type: 'SIMILAR_FOUND', similar: similar.map(({ id }) => id), alsoBought: [] };
      }
      case 'changeCart':
        return this.#changeCart(params as ConversationEffects['changeCart']);
      case 'findOrders':
        return {
          type: 'ORDERS_FOUND',
          orders: await this.#activities.findOrders({ conversationId: this.#id }),
        };
      case 'openCheckout':
        return { type: 'CHECKOUT_OPENED', checkoutId: randomUUID() };
      // Nobody is there to come.
      case 'callPerson':
        return { type: 'PERSON_CALLED' };
      case 'stopWatching':
        return { type: 'WATCHING_STOPPED', count: 0 };
      case 'watchStock':
        return { type: 'STOCK_WATCHED', ...(params as object), outcome: { kind: 'watching' } };
      case 'reply':
        return { type: 'REPLIED' };
      default:
        return undefined;
    }
  }

  async #understand({ context }: ConversationEffects['understand']): Promise<object> {
    const began = performance.now();
    const read = await this.#understander.understand(this.#text, context);
    const readMs = performance.now() - began;
    const resolved = await limitCheap(
      await resolveReferences(read, context, this.#catalog),
      context,
      this.#catalog,
      'USD',
    );
    const understanding = answerQuestions(resolved, this.#text, this.#help);
    this.#heard = { understanding, readMs };
    return { type: 'UNDERSTOOD', understanding };
  }

  async #changeCart({ changeId, change }: ConversationEffects['changeCart']): Promise<object> {
    const outcome = await this.#activities.changeCart({ conversationId: this.#id, changeId, change });
    const { outline } = outcome;
    switch (outcome.kind) {
      case 'changed':
        return { type: 'CART_CHANGED', outline, change: change.type, quantity: outcome.quantity };
      case 'refused':
        return {
          type: 'CART_CHANGE_REFUSED',
          outline,
          refusal: outcome.refusal,
          available: outcome.available,
        };
      case 'variant_needed':
        return { type: 'VARIANT_NEEDED', outline, productId: outcome.productId, quantity: outcome.quantity };
    }
  }
}

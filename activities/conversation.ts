import { ApplicationFailure } from '@temporalio/activity';
import {
  type CartChange,
  type CartOutline,
  type CheckoutId,
  type Constraints,
  type ConversationId,
  type Currency,
  DEFAULT_LANGUAGE,
  type MessageId,
  type Narrowing,
  type OrderOutline,
  type PaymentOption,
  type ProductId,
  type Relaxation,
  type ReplyPlan,
  type ShopperId,
  type Language as SpokenLanguage,
  type Standing,
  type Understanding,
  type UnderstandingContext,
} from '../domain/index.js';
import { limitCheap } from './cheap.js';
import type { Language } from './language/language.js';
import { suggestNarrowings } from './narrowings.js';
import { answerQuestions } from './passages.js';
import type {
  CartOutcome,
  Carts,
  Catalog,
  Checkouts,
  HelpTexts,
  OrderBook,
  Transcripts,
  Understander,
} from './ports/index.js';
import { resolveReferences } from './references.js';
import type { ReplyWriter } from './replies/reply-writer.js';

export interface ConversationDeps {
  transcripts: Transcripts;
  understander: Understander;
  catalog: Catalog;
  carts: Carts;
  checkouts: Checkouts;
  orderBook: Pick<OrderBook, 'outlines'>;
  replies: ReplyWriter;
  help: Pick<HelpTexts, 'find'>;
  /** Absent where no language model is configured; nothing is then ever offered to it. */
  language?: Pick<Language, 'isReadyTo' | 'isUnsure' | 'isWordable'> | undefined;
  terms: CheckoutTerms;
}

/** What the merchant's configuration says about checkouts; fixed for each when it starts. */
export interface CheckoutTerms {
  currency: Currency;
  /** How long stock is set aside for a shopper who is paying. */
  holdMs: number;
  /** The ways to pay on offer, the one that is prepared first. */
  paymentOptions?: PaymentOption[];
  /** The task queue that checkouts have of their own, if they do. */
  taskQueue?: string;
}

export interface FoundProducts {
  ids: ProductId[];
  total: number;
  /** Set when `total` is an estimate, because it is large. */
  estimated?: true;
  relaxations: Relaxation[];
  narrowings?: Narrowing[];
  /** Nothing was found, and a model can be asked for other words. */
  rewritable?: true;
}

/** What a conversation asks of the world; each is idempotent and takes well under two seconds. */
export function createConversationActivities(deps: ConversationDeps) {
  return {
    /** What is known of the shopper's wish, cart and checkout when a conversation starts or is started again. */
    async recallShopping({ conversationId }: { conversationId: ConversationId }): Promise<{
      cart: CartOutline;
      checkoutId?: CheckoutId;
      standing?: Standing;
      answered?: [MessageId, number][];
    }> {
      const [cart, checkoutId, { standing, answered }] = await Promise.all([
        deps.carts.outline(conversationId),
        deps.checkouts.openFor(conversationId),
        deps.transcripts.recall(conversationId),
      ]);
      return { cart, checkoutId, ...(standing && { standing }), ...(answered.length > 0 && { answered }) };
    },

    /** Reads the message out of the transcript, where the api put it, and understands it. */
    async understandMessage(request: {
      conversationId: ConversationId;
      messageId: MessageId;
      context: UnderstandingContext;
    }): Promise<Understanding & { unsure?: true }> {
      const message = await deps.transcripts.message(request.conversationId, request.messageId);
      if (!message)
        throw ApplicationFailure.nonRetryable(`message ${request.messageId} was never stored`, 'not_found');
      const read = await deps.understander.understand(message.text, request.context);
      const resolved = await resolveReferences(read, request.context, deps.catalog);
      const priced = await limitCheap(resolved, request.context, deps.catalog, deps.terms.currency);
      const language = priced.heard?.language ?? request.context.language;
      const understanding = answerQuestions(priced, message.text, deps.help, language);
      const mayReread =
        deps.language?.isUnsure(understanding) &&
        (await deps.language.isReadyTo('understand', request.conversationId));
      return mayReread ? { ...understanding, unsure: true } : understanding;
    },

    /** One page of what meets the constraints; with the first, ways to narrow them when it is not all there is. */
    async searchCatalog(query: {
      constraints: Constraints;
      offset: number;
      limit: number;
      sort?: Understanding['sort'];
    }): Promise<FoundProducts> {
      const { constraints, offset } = query;
      const found = await deps.catalog.search({ ...query, facets: offset === 0 });
      const { items, total, estimated, facets, relaxations } = found;
      const narrowings =
        facets && total > items.length
          ? suggestNarrowings(constraints, facets, total, deps.terms.currency)
          : [];
      const rewritable = total === 0 && constraints.text && (await deps.language?.isReadyTo('rewrite'));
      return {
        ids: items.map((item) => item.id),
        total,
        relaxations,
        ...(estimated ? { estimated } : {}),
        ...(narrowings.length > 0 ? { narrowings } : {}),
        ...(rewritable ? { rewritable: true } : {}),
      };
    },

    async changeCart(request: {
      conversationId: ConversationId;
      changeId: string;
      change: CartChange;
    }): Promise<CartOutcome> {
      return deps.carts.change(request.conversationId, request.changeId, request.change);
    },

    /** The orders of the shopper whose conversation it is, newest first. */
    async findOrders({ conversationId }: { conversationId: ConversationId }): Promise<OrderOutline[]> {
      return deps.orderBook.outlines(conversationId);
    },

    /**
     * Puts the planned reply into words and figures and into the transcript. Returns its place there; or, without
     * having written anything, that a model could word it, unless it is to be `plain`.
     */
    async writeReply(request: {
      conversationId: ConversationId;
      ref: string;
      inReplyTo?: MessageId;
      plan: ReplyPlan;
      plain?: boolean;
      language?: SpokenLanguage;
      standing?: Standing;
    }): Promise<{ seq: number } | { wordable: true }> {
      const isEnglish = (request.language ?? DEFAULT_LANGUAGE) === DEFAULT_LANGUAGE;
      // The checks of what a model says know English words alone; elsewhere the shop's own sentences speak.
      const mayWord =
        isEnglish && !request.plain && request.inReplyTo && deps.language?.isWordable(request.plan);
      if (mayWord && (await deps.language?.isReadyTo('word', request.conversationId)))
        return { wordable: true };
      const blocks = await deps.replies.write(request.conversationId, request.plan, request.language);
      const { conversationId, ref, inReplyTo, language, standing } = request;
      return {
        seq: await deps.transcripts.appendReply(
          conversationId,
          ref,
          { inReplyTo, language, blocks },
          standing,
        ),
      };
    },

    /** Makes the checkout known to readers before its workflow starts; returns the terms it is made on. */
    async registerCheckout(request: {
      checkoutId: CheckoutId;
      conversationId: ConversationId;
      shopperId: ShopperId;
    }): Promise<CheckoutTerms> {
      await deps.checkouts.register(request);
      return deps.terms;
    },
  };
}

export type ConversationActivities = ReturnType<typeof createConversationActivities>;

import { ApplicationFailure, setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { SnapshotFrom } from 'xstate';
import type { CheckoutId, Language, OrderId } from '../domain/index.js';
import { conversationMachine } from '../machines/conversation.js';
import type {
  CheckoutOutcome,
  ConversationContext,
  ConversationEffects,
} from '../machines/conversation-context.js';
import type { OrderNews } from '../machines/order-context.js';
import { conversationEffects, recallShopping } from './conversation-effects.js';
import { type ConversationMemory, RecentTurns } from './conversation-memory.js';
import { MachineHost } from './machine-host.js';
import {
  type ConversationInput,
  SEARCH_ATTRIBUTES,
  type StockBack,
  type TurnRequest,
  type TurnResult,
  type WorkflowState,
} from './messages.js';
import { type Entered, StateHistory } from './state-history.js';
import { TurnTimes } from './turn-times.js';

type Host = MachineHost<typeof conversationMachine, ConversationEffects>;

/** One run of a conversation: the machine, its host, and what is remembered of recent turns. */
export class ConversationSession {
  /** Turns that this run has begun. */
  turns = 0;
  lastTurnAt = Date.now();
  readonly #recent: RecentTurns;
  readonly #times = new TurnTimes();
  readonly #host: Promise<Host>;
  #snapshot: SnapshotFrom<typeof conversationMachine> | undefined;
  #stage: string | undefined;
  #language: Language | undefined;
  readonly #stages = new StateHistory<string>();

  constructor(input: ConversationInput) {
    this.#recent = new RecentTurns(input.memory?.recentTurns);
    this.#host = this.#begin(input);
  }

  /** Takes one message through the machine; asked again for a recent message, it gives the same answer. */
  async turn({ messageId, action, language }: TurnRequest): Promise<TurnResult> {
    this.turns += 1;
    this.lastTurnAt = Date.now();
    const host = await this.#host;
    const before = this.#recent.seqOf(messageId);
    if (before !== undefined) return { seq: before };
    await host.send({ type: 'MESSAGE_RECEIVED', messageId, action, language });
    const seq = this.#recent.seqOf(messageId);
    if (seq === undefined)
      throw ApplicationFailure.nonRetryable('the reply could not be written', 'internal');
    return { seq, spent: this.#times.spent() };
  }

  async checkoutEnded(news: {
    checkoutId: CheckoutId;
    outcome: CheckoutOutcome;
    attempt?: number;
  }): Promise<void> {
    const host = await this.#host;
    await host.send({ type: 'CHECKOUT_ENDED', ...news });
  }

  async orderNews(news: { orderId: OrderId; news: OrderNews; ref: string }): Promise<void> {
    const host = await this.#host;
    await host.send({ type: 'ORDER_NEWS', ...news });
  }

  async stockBack(news: StockBack): Promise<void> {
    const host = await this.#host;
    await host.send({ type: 'STOCK_BACK', ...news });
  }

  /** What the next run needs to go on from here. */
  memory(): ConversationMemory {
    if (!this.#snapshot)
      throw ApplicationFailure.nonRetryable('the conversation is just starting; ask again', 'not_now');
    return {
      context: this.#snapshot.context,
      recentTurns: this.#recent.list(),
    };
  }

  /** The stage it is in, and since when. */
  whereabouts(): WorkflowState | undefined {
    const { now } = this.#stages;
    return now && { state: now.state, since: now.at };
  }

  /** The stages that this run has passed through. */
  stages(): Entered<string>[] {
    return this.#stages.list();
  }

  async #begin(input: ConversationInput): Promise<Host> {
    const effects = conversationEffects(input, this.#recent, this.#times);
    const host: Host = new MachineHost(conversationMachine, effects, {
      onStep: (snapshot) => this.#show(snapshot),
    });
    if (input.memory) await host.restore({ value: 'ready', context: input.memory.context });
    else await host.start(await recallShopping(input));
    return host;
  }

  /** Says in the Temporal UI what is going on. */
  #show(snapshot: SnapshotFrom<typeof conversationMachine>): void {
    this.#snapshot = snapshot;
    setCurrentDetails(details(snapshot.value, snapshot.context));
    const stage = stageOf(snapshot.context);
    const { language } = snapshot.context;
    if (stage !== this.#stage) {
      this.#stages.enter(stage);
      upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.ConversationStage, value: stage }]);
    }
    if (language !== this.#language)
      upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.Language, value: language ?? null }]);
    this.#stage = stage;
    this.#language = language;
  }
}

function stageOf({ wantsPerson, checkoutId, cart, shown }: ConversationContext): string {
  if (wantsPerson) return 'wantsPerson';
  if (checkoutId) return 'checkingOut';
  if (cart.count > 0) return 'filledCart';
  return shown.length > 0 ? 'browsing' : 'started';
}

const DOING: Record<string, string> = {
  ready: 'Waits for the shopper',
  understanding: 'Reads the message',
  searching: 'Searches the catalog',
  changingCart: 'Changes the cart',
  openingCheckout: 'Opens a checkout',
  lookingUpOrders: 'Looks up the orders',
  cancellingOrder: 'Has an order cancelled',
  watchingStock: 'Notes what to tell the shopper of',
  replying: 'Writes the reply',
};

function details(state: string, { constraints, total, cart, checkoutId }: ConversationContext): string {
  const wish = Object.entries(constraints).map(([name, value]) => `${name} ${[value].flat().join(' or ')}`);
  return [
    `**${DOING[state] ?? state}**`,
    `- Looking for: ${wish.length > 0 ? `${wish.join(', ')} (${total} found)` : 'nothing yet'}`,
    `- Cart: ${cart.count} ${cart.count === 1 ? 'item' : 'items'}`,
    checkoutId ? `- Checkout: \`checkout/${checkoutId}\`` : '- No open checkout',
  ].join('\n');
}

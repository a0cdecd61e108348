import {
  ApplicationFailure,
  condition,
  setCurrentDetails,
  upsertSearchAttributes,
} from '@temporalio/workflow';
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
  type PersonRequest,
  type RunLimits,
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

  readonly #silentMs: number;
  /** Where the notes of persons stand that this run has written. */
  readonly #personNotes = new Map<string, number>();
  #isEndingSilence = false;

  constructor(input: ConversationInput, { silentMs }: Pick<RunLimits, 'silentMs'>) {
    this.#silentMs = silentMs;
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

  /** What a person of the staff does; answered with its place in the transcript. Throws `not_now` where it cannot be. */
  async person(request: PersonRequest): Promise<{ seq: number }> {
    this.turns += 1;
    this.lastTurnAt = Date.now();
    const host = await this.#host;
    const before = this.#personNotes.get(request.ref);
    if (before !== undefined) return { seq: before };
    await host.send(personEvent(request, this.#silentMs), () => {
      throw ApplicationFailure.nonRetryable(refusal(host.snapshot.context, request), 'not_now');
    });
    const seq = this.#personNotes.get(request.ref);
    if (seq === undefined)
      throw ApplicationFailure.nonRetryable('The words were not found; write them again.', 'not_now');
    return { seq };
  }

  /** Lets the assistant speak again once a person has been silent for too long; never returns. */
  async endSilence(): Promise<void> {
    const host = await this.#host;
    const until = () => this.#snapshot?.context.person?.until;
    for (;;) {
      await condition(() => until() !== undefined);
      const deadline = until() ?? 0;
      const spoke = await condition(() => until() !== deadline, Math.max(1, deadline - Date.now()));
      if (spoke) continue;
      this.#isEndingSilence = true;
      await host
        .send({ type: 'DEADLINE_PASSED' }, () => {})
        .finally(() => {
          this.#isEndingSilence = false;
        });
    }
  }

  /** Whether the run is at it, and must not be handed over. */
  get isEndingSilence(): boolean {
    return this.#isEndingSilence;
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
    const effects = conversationEffects(input, this.#recent, this.#times, this.#personNotes);
    const host: Host = new MachineHost(conversationMachine, effects, {
      onStep: (snapshot) => this.#show(snapshot),
    });
    const { context } = input.memory ?? {};
    if (context) await host.restore({ value: context.person ? 'withPerson' : 'ready', context });
    else {
      const { answered = [], ...shopping } = await recallShopping(input);
      for (const [messageId, seq] of answered) this.#recent.remember(messageId, seq);
      await host.start(shopping);
    }
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

function personEvent(request: PersonRequest, silentMs: number) {
  const { ref, by } = request;
  switch (request.type) {
    case 'join': {
      const { takeOver } = request;
      return { type: 'PERSON_JOINED', ref, person: request.by, silentMs, takeOver } as const;
    }
    case 'say':
      return { type: 'PERSON_SAID', ref, personId: by.id } as const;
    case 'hand_back':
      return { type: 'PERSON_LEFT', ref, personId: by.id } as const;
  }
}

function refusal({ person }: ConversationContext, { type, by }: PersonRequest): string {
  if (!person) return 'Nobody has taken this conversation over; take it over first.';
  if (person.id !== by.id) return `${person.name} speaks with this shopper; take it over from them first.`;
  return type === 'join' ? 'You speak with this shopper already.' : 'That is not possible now; look again.';
}

function stageOf({ person, wantsPerson, checkoutId, cart, shown }: ConversationContext): string {
  if (person) return 'withPerson';
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
  callingPerson: 'Asks for a person',
  joining: 'Lets a person speak',
  withPerson: 'A person speaks; the assistant is silent',
  acknowledging: 'Notes the message, for the person to answer',
  passingOn: 'Passes on what the person said',
  handingBack: 'The assistant takes over again',
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

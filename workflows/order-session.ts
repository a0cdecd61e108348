import {
  ApplicationFailure,
  condition,
  currentUpdateInfo,
  setCurrentDetails,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { SnapshotFrom } from 'xstate';
import {
  formatMoney,
  ORDER_STAGES,
  type Order,
  type OrderCommand,
  type OrderDispute,
  OrderStage,
  type StaffOrderCommand,
} from '../domain/index.js';
import { orderMachine } from '../machines/order.js';
import type { OrderContext, OrderEffects, OrderEvent } from '../machines/order-context.js';
import { isMoneyOnItsWay, openRefund, recordOf } from '../machines/order-rules.js';
import { orderView } from '../machines/order-view.js';
import { keptSince, tellsOnceKept } from './kept-since.js';
import { MachineHost, type Untimed } from './machine-host.js';
import { type OrderInput, SEARCH_ATTRIBUTES, type WorkflowState } from './messages.js';
import { eventFor, refusalOf, staffEventFor } from './order-commands.js';
import { orderEffects, publishOrder } from './order-effects.js';
import { type Entered, StateHistory } from './state-history.js';

/** An order's machine, its host, and what the world is told of it. */
export class OrderSession {
  readonly #host: MachineHost<typeof orderMachine, OrderEffects>;
  readonly #begun: Promise<void>;
  #version = 0;
  /** How many of the entries of this run have been written down. */
  #written = 0;
  /** Whether the machine has moved since the order was last published. */
  #moved = false;
  #shown: string | undefined;
  readonly #history = new StateHistory<string>();

  constructor(input: OrderInput) {
    const effects = orderEffects(input, () => recordOf(this.#context).order.conversationId);
    this.#host = new MachineHost(orderMachine, effects, { onStep: (snapshot) => this.#onStep(snapshot) });
    this.#begun = this.#begin(input);
  }

  /** Whether the order rests for good: nothing travels, no money is on its way, everything is told. */
  get isOver(): boolean {
    const stage = this.#stage;
    const over = stage === 'closed' || stage === 'cancelled';
    return over && openRefund(this.#context) === undefined && !isMoneyOnItsWay(this.#context) && !this.#moved;
  }

  /** Waits for the machine's next deadline, or until it waits for another one. */
  async passTime(): Promise<void> {
    await this.#begun;
    const deadline = this.#deadline;
    const moved = () => this.isOver || this.#deadline !== deadline;
    if (deadline === undefined) return condition(moved);
    const movedInTime = await condition(moved, Math.max(1, deadline - Date.now()), {
      summary: `deadline of ${this.#stage ?? 'an order being read'}`,
    });
    if (movedInTime) return;
    await this.#host.send({ type: 'DEADLINE_PASSED' }, () => {}, this.#publishAtRest);
  }

  /** What an order that has just begun can take is judged when it has been read. */
  refuseUnlessPossible(command: OrderCommand): void {
    if (this.#stage && !this.#isDone(command) && !this.#host.can(eventFor(command)))
      throw this.#refusal(command);
  }

  async act(command: OrderCommand): Promise<Order> {
    await this.#begun;
    if (this.#isDone(command)) return this.#mustView();
    return this.#send(eventFor(command), () => this.#refusal(command));
  }

  refuseStaffUnlessPossible(command: StaffOrderCommand): void {
    if (this.#stage && !this.#host.can(staffEventFor(command))) throw this.#refusal(command);
  }

  async staffAct(command: StaffOrderCommand): Promise<Order> {
    await this.#begun;
    return this.#send(staffEventFor(command), () => this.#refusal(command));
  }

  async wish(command: OrderCommand): Promise<void> {
    await this.#begun;
    await this.#host.send(eventFor(command), () => {}, this.#publishAtRest);
  }

  async paymentNews({ dispute }: { dispute?: OrderDispute }): Promise<void> {
    await this.#begun;
    const news = dispute ? ({ type: 'DISPUTED', dispute } as const) : ({ type: 'PAYMENT_NEWS' } as const);
    await this.#host.send(news, () => {}, this.#publishAtRest);
  }

  view(): Order | undefined {
    return this.#stage && orderView(this.#stage, this.#context, this.#version, Date.now());
  }

  /** Where it stands, since when and until when; undefined until the order has been read. */
  whereabouts(): WorkflowState | undefined {
    const { now } = this.#history;
    if (!now) return undefined;
    const deadline = this.#deadline;
    return { state: now.state, since: now.at, ...(deadline && { until: new Date(deadline).toISOString() }) };
  }

  /** The stages that this run has passed through. */
  history(): Entered<string>[] {
    return this.#history.list();
  }

  async #begin(input: OrderInput): Promise<void> {
    await this.#host.start({ orderId: input.orderId }, async () => {
      this.#version = recordOf(this.#context).order.version;
      // An order that was here before has nothing new to tell.
      this.#moved = this.#context.entries.length > 0;
      await this.#publish();
    });
  }

  get #context(): OrderContext {
    return this.#host.snapshot.context;
  }

  /** Where the goods are; undefined until the order has been read. */
  get #stage(): OrderStage | undefined {
    try {
      const { goods } = this.#host.snapshot.value;
      return OrderStage.options.find((stage) => stage === goods);
    } catch {
      return undefined;
    }
  }

  get #deadline(): number | undefined {
    const { goodsDeadline, moneyDeadline } = this.#context;
    if (goodsDeadline === undefined || moneyDeadline === undefined) return goodsDeadline ?? moneyDeadline;
    return Math.min(goodsDeadline, moneyDeadline);
  }

  /** Cancelling what is cancelled is no mistake: whoever asks twice reads the same answer. */
  #isDone({ type }: OrderCommand): boolean {
    return type === 'cancel' && this.#stage === 'cancelled';
  }

  #mustView(): Order {
    const view = this.view();
    if (!view) throw ApplicationFailure.nonRetryable('the order is just being read; ask again', 'not_now');
    return view;
  }

  async #send(event: Untimed<OrderEvent>, refusal: () => ApplicationFailure): Promise<Order> {
    let answer: Order | undefined;
    let word: string | undefined;
    const actId = currentUpdateInfo()?.id;
    const isOnRecord = keptSince();
    await this.#host.send(
      event,
      () => {},
      async () => {
        if (event.type === 'EXCHANGE_REQUESTED') word = this.#context.refusal;
        // The update's id is that of the act: what is published now is its answer, unless it was refused after all.
        await this.#publish({ actId: word ? undefined : actId, onRecord: isOnRecord() });
        answer = this.#mustView();
      },
    );
    if (!answer) throw refusal();
    if (word) throw ApplicationFailure.nonRetryable(word, 'not_now');
    return answer;
  }

  readonly #publishAtRest = () => this.#publish();

  async #onStep(snapshot: SnapshotFrom<typeof orderMachine>): Promise<void> {
    this.#moved = true;
    const stage = this.#stage;
    if (!stage) return;
    const standing = snapshot.context.stalled ? 'stalled' : stage;
    if (standing !== this.#history.now?.state) this.#history.enter(standing);
    setCurrentDetails(details(stage, snapshot.context));
    // A provider takes its time: people read that money is on its way before it answers.
    if (snapshot.value.money === 'refunding' && this.#version > 0)
      await this.#publish({ onRecord: !tellsOnceKept() });
  }

  /** Writes the order where people read it, and its state where ops look for it. */
  async #publish(
    { onRecord, actId }: { onRecord: boolean; actId?: string } = { onRecord: true },
  ): Promise<void> {
    const { entries, stalled } = this.#context;
    const view = this.view();
    if (!this.#moved || !view) return;
    this.#moved = false;
    // A clock and not a count, as with checkouts: what a lost task had published must not outrank what came next.
    this.#version = Math.max(this.#version + 1, Date.now());
    const news = entries.slice(this.#written);
    this.#written = entries.length;
    const shown = stalled ? 'stalled' : view.stage;
    if (shown !== this.#shown) {
      this.#shown = shown;
      upsertSearchAttributes([
        { key: SEARCH_ATTRIBUTES.OrderState, value: shown },
        { key: SEARCH_ATTRIBUTES.StalledReason, value: stalled?.reason ?? null },
      ]);
    }
    await publishOrder({ order: { ...view, version: this.#version }, entries: news, actId }, onRecord);
  }

  #refusal(command: OrderCommand | StaffOrderCommand): ApplicationFailure {
    const stage = this.#stage ?? 'placed';
    return ApplicationFailure.nonRetryable(refusalOf(command, stage, this.#context, Date.now()), 'not_now');
  }
}

/** What the Temporal UI says about an order. */
function details(stage: OrderStage, context: OrderContext): string {
  const { lines, refunds, returns, disputes, stalled, tracking } = context;
  const { order } = recordOf(context);
  return [
    `**Order ${order.number}: ${ORDER_STAGES[stage].operator}**`,
    `- ${lines.length} ${lines.length === 1 ? 'line' : 'lines'}, paid ${formatMoney(order.totals.total)}`,
    tracking ? `- ${tracking.carrier}, \`${tracking.number}\`` : '- Not shipped',
    ...refunds.map(
      ({ id, kind, amount, state }) => `- Refund ${id} (${kind}) ${formatMoney(amount)}: ${state}`,
    ),
    ...returns.map(({ id, state }) => `- Return \`${id}\`: ${state}`),
    ...disputes.map(
      ({ state, reason, amount }) => `- **Dispute ${state}**: ${reason}, ${formatMoney(amount)}`,
    ),
    stalled ? `- **Stalled: ${stalled.reason}**. Tried: ${stalled.tried}` : '',
    `- Conversation \`conversation/${order.conversationId}\`, checkout \`checkout/${order.checkoutId}\``,
  ]
    .filter(Boolean)
    .join('\n');
}

import {
  ApplicationFailure,
  condition,
  currentUpdateInfo,
  setCurrentDetails,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { SnapshotFrom } from 'xstate';
import {
  CHECKOUT_STATES,
  type CheckoutCommand,
  type CheckoutState,
  type CheckoutView,
  FINAL_CHECKOUT_STATES,
  formatMoney,
  STALLED_REASONS,
  type StaffCommand,
} from '../domain/index.js';
import { checkoutMachine } from '../machines/checkout.js';
import type { CheckoutContext, CheckoutEffects, CheckoutEvent } from '../machines/checkout-context.js';
import { checkoutView } from '../machines/checkout-view.js';
import { asksWithView, checkoutEffects, publishCheckout } from './checkout-effects.js';
import { keptSince } from './kept-since.js';
import { MachineHost, type Untimed } from './machine-host.js';
import { type CheckoutInput, SEARCH_ATTRIBUTES, type WorkflowState } from './messages.js';
import { type Entered, StateHistory } from './state-history.js';
import { valueBand } from './value-band.js';

/** States that last as long as a provider takes to answer: whoever asks it shows readers first. */
const SLOW_STATES: readonly CheckoutState[] = ['confirmingPayment', 'confirmingOutcome', 'capturing'];

/** A checkout's machine, its host, and what the world is told of it. */
export class CheckoutSession {
  readonly #input: CheckoutInput;
  readonly #host: MachineHost<typeof checkoutMachine, CheckoutEffects>;
  readonly #history = new StateHistory<CheckoutState>();
  #version = 0;
  #published: CheckoutState | undefined;
  /** Whether the machine has moved since the view was last published. */
  #moved = false;

  constructor(input: CheckoutInput) {
    this.#input = input;
    this.#host = new MachineHost(
      checkoutMachine,
      checkoutEffects(input, () => this.#nextView()),
      {
        onStep: (snapshot) => this.#onStep(snapshot),
        // The shopper need not wait for the order's workflow to start, or for the conversation to hear of it.
        afterwards: ['openOrder', 'tellConversation'],
      },
    );
  }

  async begin(): Promise<void> {
    const { checkoutId, conversationId, currency, holdMs, paymentOptions } = this.#input;
    await this.#host.start(
      { checkoutId, conversationId, currency, holdMs, paymentOptions },
      this.#publishAtRest,
    );
  }

  get isOver(): boolean {
    return FINAL_CHECKOUT_STATES.includes(this.#state) && this.#published === this.#state;
  }

  /** Resolves when everything is told and opened that the end of the checkout brings with it. */
  get quiet(): Promise<void> {
    return this.#host.quiet;
  }

  /** Waits for the machine's next deadline, or until it waits for another one. */
  async passTime(): Promise<void> {
    const { deadline } = this.#context;
    const moved = () => this.isOver || this.#context.deadline !== deadline;
    if (deadline === undefined) return condition(moved);
    const movedInTime = await condition(moved, Math.max(1, deadline - Date.now()), {
      summary: `deadline of ${this.#state}`,
    });
    if (movedInTime) return;
    await this.#host.send({ type: 'DEADLINE_PASSED' }, () => {}, this.#publishAtRest);
  }

  refuseUnlessPossible(command: CheckoutCommand): void {
    if (!this.#host.can(eventFor(command))) throw this.#refusal(command);
  }

  async act(command: CheckoutCommand): Promise<CheckoutView> {
    return this.#send(eventFor(command), () => this.#refusal(command));
  }

  refuseStaffUnlessPossible(command: StaffCommand): void {
    if (!this.#host.can(staffEventFor(command))) throw this.#staffRefusal();
  }

  async staffAct(command: StaffCommand): Promise<CheckoutView> {
    return this.#send(staffEventFor(command), () => this.#staffRefusal());
  }

  async paymentNews(): Promise<void> {
    await this.#host.send({ type: 'PAYMENT_NEWS' }, () => {}, this.#publishAtRest);
  }

  view(): CheckoutView {
    return checkoutView(this.#state, this.#context, this.#version);
  }

  history(): Entered<CheckoutState>[] {
    return this.#history.list();
  }

  /** Where it stands, since when and until when. */
  whereabouts(): WorkflowState | undefined {
    const { now } = this.#history;
    if (!now) return undefined;
    const { deadline } = this.#context;
    return { state: now.state, since: now.at, ...(deadline && { until: new Date(deadline).toISOString() }) };
  }

  get #state(): CheckoutState {
    return this.#host.snapshot.value as CheckoutState;
  }

  get #context(): CheckoutContext {
    return this.#host.snapshot.context;
  }

  async #send(event: Untimed<CheckoutEvent>, refusal: () => ApplicationFailure): Promise<CheckoutView> {
    let answer: CheckoutView | undefined;
    // The update's id is that of the act: what is published when the machine rests is its answer.
    const actId = currentUpdateInfo()?.id;
    const isOnRecord = keptSince();
    await this.#host.send(
      event,
      () => {},
      async () => {
        await this.#publish({ actId, onRecord: isOnRecord() });
        answer = this.view();
      },
    );
    if (!answer) throw refusal();
    return answer;
  }

  readonly #publishAtRest = () => this.#publish();

  async #onStep(snapshot: SnapshotFrom<typeof checkoutMachine>): Promise<void> {
    const state = snapshot.value as CheckoutState;
    this.#moved = true;
    this.#history.enter(state);
    setCurrentDetails(details(state, snapshot.context));
    if (SLOW_STATES.includes(state) && !asksWithView()) await this.#publish();
  }

  /** Writes the view where people read it; for whom `onRecord` is, see `publishCheckout`. */
  async #publish(how: { onRecord: boolean; actId?: string } = { onRecord: true }): Promise<void> {
    if (this.#moved) await publishCheckout(this.#nextView(), how);
  }

  /** The view as it is to be shown now; says where ops look for it, too. */
  #nextView(): CheckoutView {
    this.#moved = false;
    // A clock and not a count: a view that was published by a task which then was lost, with its worker or with
    // Temporal, must not outrank what is published of what really came next.
    this.#version = Math.max(this.#version + 1, Date.now());
    const state = this.#state;
    if (state !== this.#published) {
      upsertSearchAttributes([
        { key: SEARCH_ATTRIBUTES.CheckoutState, value: state },
        { key: SEARCH_ATTRIBUTES.StalledReason, value: this.view().stalled?.reason ?? null },
        { key: SEARCH_ATTRIBUTES.ValueBand, value: valueBand(this.#context.totals.total) },
      ]);
    }
    this.#published = state;
    return this.view();
  }

  #refusal(command: CheckoutCommand): ApplicationFailure {
    const { shopper } = CHECKOUT_STATES[this.#state];
    if (command.type === 'pay' && this.#state === 'awaitingPayment') {
      const total = formatMoney(this.#context.totals.total);
      return ApplicationFailure.nonRetryable(
        `The total is ${total} now; have a look and pay again.`,
        'not_now',
      );
    }
    if (FINAL_CHECKOUT_STATES.includes(this.#state))
      return ApplicationFailure.nonRetryable(`${shopper}.`, 'checkout_over');
    return ApplicationFailure.nonRetryable(
      `That is not possible at this moment: ${shopper.toLowerCase()}.`,
      'not_now',
    );
  }

  #staffRefusal(): ApplicationFailure {
    const { operator } = CHECKOUT_STATES[this.#state];
    const acts = this.view().stalled?.acts.join(', ') ?? 'nothing: only stalled checkouts need a person';
    return ApplicationFailure.nonRetryable(`${operator}. What staff can do now: ${acts}.`, 'not_now');
  }
}

function eventFor(command: CheckoutCommand): Untimed<CheckoutEvent> {
  switch (command.type) {
    case 'set_address':
      return { type: 'ADDRESS_GIVEN', address: command.address };
    case 'choose_shipping':
      return { type: 'SHIPPING_CHOSEN', optionId: command.optionId };
    case 'choose_payment':
      return { type: 'PAYMENT_OPTION_CHOSEN', optionId: command.optionId };
    case 'apply_code':
      return { type: 'CODE_GIVEN', code: command.code };
    case 'remove_code':
      return { type: 'CODE_REMOVED' };
    case 'set_gift_message':
      return { type: 'GIFT_MESSAGE_GIVEN', message: command.message };
    case 'pay':
      return {
        type: 'PAY_REQUESTED',
        paymentMethod: command.paymentMethod,
        quotedTotal: command.quotedTotal,
      };
    case 'accept_changes':
      return { type: 'CHANGES_ACCEPTED' };
    case 'cancel':
      return { type: 'CANCEL_REQUESTED' };
  }
}

function staffEventFor(command: StaffCommand): Untimed<CheckoutEvent> {
  switch (command.type) {
    case 'resume':
      return { type: 'RESUMED' };
    case 'retry_payment':
      return { type: 'PAYMENT_RETRIED' };
    case 'drop_item':
      return { type: 'LINE_DROPPED', sku: command.sku };
    case 'substitute_item':
      return { type: 'LINE_SUBSTITUTED', sku: command.sku, withSku: command.withSku };
    case 'refund':
      return { type: 'REFUNDED_BY_STAFF' };
    case 'settled_by_hand':
      return { type: 'SETTLED_BY_HAND' };
    case 'cancel':
      return { type: 'CANCELLED_BY_STAFF' };
  }
}

/** What the Temporal UI says about a checkout. */
function details(state: CheckoutState, context: CheckoutContext): string {
  const { lines, totals, deadline, stalled, payment, orderId, conversationId } = context;
  return [
    `**${CHECKOUT_STATES[state].operator}**`,
    `- ${lines.length} ${lines.length === 1 ? 'line' : 'lines'}, total ${formatMoney(totals.total)}`,
    deadline ? `- Waits until ${new Date(deadline).toISOString()}` : '- Waits for no clock',
    payment
      ? `- Payment \`${payment.id}\` at ${payment.provider}, attempt ${context.attempts}`
      : '- No payment yet',
    orderId ? `- Order \`${orderId}\`` : '- No order yet',
    state === 'stalled' && stalled
      ? `- **Stalled: ${STALLED_REASONS[stalled.reason].words}**. Tried: ${stalled.tried}`
      : '',
    `- Conversation \`conversation/${conversationId}\``,
  ]
    .filter(Boolean)
    .join('\n');
}

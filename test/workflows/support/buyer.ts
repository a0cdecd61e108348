import { randomUUID } from 'node:crypto';
import type {
  CheckoutCommand,
  CheckoutId,
  CheckoutState,
  CheckoutView,
  StaffCommand,
} from '../../../domain/index.js';
import {
  checkoutActUpdate,
  checkoutViewQuery,
  paymentNewsSignal,
  staffActUpdate,
} from '../../../workflows/messages.js';
import type { Workflows } from './shop.js';

export const address = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  line1: '12 Analytical Way',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94103',
  country: 'US',
} as const;

type PlainStaffAct = Exclude<StaffCommand['type'], 'drop_item' | 'substitute_item'>;

/** Somebody with a checkout, who acts on it as the api would. */
export class Buyer {
  readonly id: CheckoutId;
  readonly #shop: Workflows;

  constructor(shop: Workflows, id: CheckoutId) {
    this.#shop = shop;
    this.id = id;
  }

  /** A shopper with one thing in the cart and a checkout over it that waits for the address. */
  static async arrive(
    shop: Workflows,
    { quantity = 1, sku }: { quantity?: number; sku?: string } = {},
  ): Promise<Buyer> {
    const guest = await shop.guest();
    await guest.fillCart(quantity, sku);
    const buyer = new Buyer(shop, await guest.checkOut());
    await buyer.reaches('awaitingAddress', 'cartChanged');
    return buyer;
  }

  /** The same, with everything given but the payment. */
  static async readyToPay(shop: Workflows, cart: { quantity?: number; sku?: string } = {}): Promise<Buyer> {
    const buyer = await Buyer.arrive(shop, cart);
    await buyer.act({ type: 'set_address', address });
    await buyer.act({ type: 'choose_shipping', optionId: 'standard' });
    return buyer;
  }

  get handle() {
    return this.#shop.checkout(this.id);
  }

  act(command: CheckoutCommand, actId: string = randomUUID()): Promise<CheckoutView> {
    return this.handle.executeUpdate(checkoutActUpdate, { args: [command], updateId: actId });
  }

  async pay(paymentMethod = 'pm_card_visa'): Promise<CheckoutView> {
    const { totals } = await this.view();
    return this.act({ type: 'pay', paymentMethod, quotedTotal: totals.total });
  }

  staff(type: PlainStaffAct): Promise<CheckoutView> {
    return this.staffAct({ type, by: 'Grace', reason: 'the bank is back' });
  }

  staffAct(command: StaffCommand): Promise<CheckoutView> {
    return this.handle.executeUpdate(staffActUpdate, { args: [command] });
  }

  news(): Promise<void> {
    return this.handle.signal(paymentNewsSignal, {});
  }

  async view(): Promise<CheckoutView> {
    const view = await this.handle.query(checkoutViewQuery);
    if (!view) throw new Error('a checkout that runs has a view');
    return view;
  }

  /** Waits for one of these states; fails with the state it is in instead. */
  async reaches(...states: CheckoutState[]): Promise<CheckoutView> {
    let view = await this.view();
    for (const giveUp = Date.now() + 20_000; Date.now() < giveUp; view = await this.view()) {
      if (states.includes(view.state)) return view;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    throw new Error(`waited for ${states.join(' or ')}, but the checkout is ${view.state}`);
  }

  /** What the books say of this checkout. */
  async books() {
    const { pool } = this.#shop;
    const [orders, holds, attempts] = await Promise.all([
      pool.query('select state, totals from orders where checkout_id = $1', [this.id]),
      pool.query('select state, quantity from holds where checkout_id = $1', [this.id]),
      pool.query(
        'select operation, outcome from payment_attempts where checkout_id = $1 order by started_at',
        [this.id],
      ),
    ]);
    const intents = await this.#intents();
    return { orders: orders.rows, holds: holds.rows, attempts: attempts.rows, intents };
  }

  /** The bank's side: every PaymentIntent of this checkout, and how much of it was taken. */
  async #intents(): Promise<{ status: string; amount: number; taken: number }[]> {
    const { intents } = await this.#shop.ledger();
    return intents
      .filter(({ metadata }: LedgerIntent) => metadata.checkout_id === this.id)
      .map(({ status, amount, amount_received: taken }: LedgerIntent) => ({ status, amount, taken }));
  }
}

interface LedgerIntent {
  status: string;
  amount: number;
  amount_received: number;
  metadata: { checkout_id?: string };
}

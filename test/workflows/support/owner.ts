import { randomUUID } from 'node:crypto';
import type {
  Order,
  OrderCommand,
  OrderId,
  PromotionCode,
  StaffOrderCommand,
} from '../../../domain/index.js';
import {
  orderActUpdate,
  orderPaymentNewsSignal,
  orderViewQuery,
  orderWorkflowId,
  staffOrderActUpdate,
} from '../../../workflows/messages.js';
import { address, Buyer } from './buyer.js';
import type { Guest, Workflows } from './shop.js';

type Unsigned<Command> = Command extends unknown ? Omit<Command, 'by' | 'reason'> : never;

/** Somebody who has paid, and the staff who look after the order. */
export class Owner {
  readonly id: OrderId;
  readonly buyer: Buyer;
  readonly #shop: Workflows;

  private constructor(shop: Workflows, buyer: Buyer, id: OrderId) {
    this.#shop = shop;
    this.buyer = buyer;
    this.id = id;
  }

  static async ofPaidOrder(
    shop: Workflows,
    cart: { quantity?: number; sku?: string } = {},
    card?: string,
  ): Promise<Owner> {
    return Owner.after(shop, await Buyer.readyToPay(shop, cart), card);
  }

  /** The same, for somebody whose conversation goes on. */
  static async ofGuest(shop: Workflows, guest: Guest, code?: PromotionCode): Promise<Owner> {
    await guest.fillCart();
    const buyer = new Buyer(shop, await guest.checkOut());
    await buyer.reaches('awaitingAddress');
    if (code) await buyer.act({ type: 'apply_code', code });
    await buyer.act({ type: 'set_address', address });
    await buyer.act({ type: 'choose_shipping', optionId: 'standard' });
    return Owner.after(shop, buyer);
  }

  private static async after(shop: Workflows, buyer: Buyer, card?: string): Promise<Owner> {
    await buyer.pay(card);
    const { orderId } = await buyer.reaches('completed');
    const owner = new Owner(shop, buyer, orderId as OrderId);
    await owner.until((order) => order.version > 0);
    return owner;
  }

  get handle() {
    return this.#shop.client.workflow.getHandle(orderWorkflowId(this.id));
  }

  act(command: OrderCommand, actId: string = randomUUID()): Promise<Order> {
    return this.handle.executeUpdate(orderActUpdate, { args: [command], updateId: actId });
  }

  staff(command: Unsigned<StaffOrderCommand>): Promise<Order> {
    const signed = { ...command, by: 'Grace', reason: 'because' } as StaffOrderCommand;
    return this.handle.executeUpdate(staffOrderActUpdate, { args: [signed], updateId: randomUUID() });
  }

  ship(): Promise<Order> {
    return this.staff({ type: 'ship', tracking: { carrier: 'Swift Parcel', number: 'SP-1' } });
  }

  /** Tells the order that its provider has news until it is so, as each webhook does. */
  async toldUntil(isSo: (order: Order) => boolean): Promise<Order> {
    return this.until((order) => {
      if (isSo(order)) return true;
      void this.handle.signal(orderPaymentNewsSignal, {});
      return false;
    }, 300);
  }

  /** Waits until the order is so; fails with the order as it is instead. */
  async until(isSo: (order: Order) => boolean, pauseMs = 30): Promise<Order> {
    let order: Order | undefined;
    for (const giveUp = Date.now() + 30_000; Date.now() < giveUp; ) {
      order = await this.handle.query(orderViewQuery).catch(() => undefined);
      if (order && isSo(order)) return order;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    throw new Error(`the order never came to be so: ${JSON.stringify(order)}`);
  }

  /** Our books and the bank's: what was paid, what went back. */
  async books() {
    const { pool } = this.#shop;
    const [row, events, refunds, attempts, mail, ledger] = await Promise.all([
      pool.query('select state, stage, address from orders where id = $1', [this.id]),
      pool.query('select what, by from order_events where order_id = $1 order by seq', [this.id]),
      pool.query('select kind, state, amount from refunds where order_id = $1 order by created_at', [
        this.id,
      ]),
      pool.query(
        `select key, outcome from payment_attempts where operation = 'refund' and checkout_id = $1 order by started_at`,
        [this.buyer.id],
      ),
      pool.query(`select topic from outbox where payload ->> 'orderId' = $1 order by id`, [this.id]),
      this.#shop.ledger(),
    ]);
    const intents = ledger.intents.filter(
      ({ metadata }: { metadata: { checkout_id?: string } }) => metadata.checkout_id === this.buyer.id,
    );
    const ids = new Set(intents.map(({ id }: { id: string }) => id));
    const paidBack: number[] = ledger.refunds
      .filter(({ payment_intent: id }: { payment_intent: string }) => ids.has(id))
      .map(({ amount }: { amount: number }) => amount);
    return {
      order: row.rows[0],
      events: events.rows.map(({ what }) => what),
      refunds: refunds.rows,
      attempts: attempts.rows,
      mail: mail.rows.map(({ topic }) => topic),
      paidBack,
    };
  }
}

import type { PersonalFields } from '../../activities/ports/index.js';
import {
  type CheckoutId,
  type CheckoutState,
  type CheckoutView,
  type ConversationId,
  type Money,
  openDocument,
  type PaymentProvider,
  type ShopperId,
} from '../../domain/index.js';
import type { Database } from './database.js';

/** Reads the projection that the checkout workflows write. */
export interface Checkouts {
  /** `undefined` when there is none, or it is somebody else's. */
  find(id: CheckoutId, shopperId: ShopperId): Promise<CheckoutView | undefined>;
  /** For staff: whosever it is. */
  findAny(id: CheckoutId): Promise<CheckoutView | undefined>;
  /** For staff: those in a state, longest there first; 100 at most. */
  inState(state: CheckoutState): Promise<CheckoutView[]>;
  /** Which checkout a provider's payment belongs to, and the amount it was made over. */
  ofPayment(
    provider: PaymentProvider,
    paymentId: string,
  ): Promise<{ checkoutId: CheckoutId; amount: Money | undefined } | undefined>;
  conversationOf(id: CheckoutId, shopperId: ShopperId): Promise<ConversationId | undefined>;
}

export function checkoutStore(database: Database, fields: PersonalFields): Checkouts {
  const view = async (condition: string, values: unknown[]) => {
    const rows = await database.rows<{ view: CheckoutView }>(
      `select view from checkouts where ${condition}`,
      values,
    );
    return rows.map((row) => openDocument(fields, row.view));
  };

  return {
    async find(id, shopperId) {
      return (await view('id = $1 and shopper_id in (select shoppers_of($2))', [id, shopperId]))[0];
    },

    async findAny(id) {
      return (await view('id = $1', [id]))[0];
    },

    async inState(state) {
      return await view('state = $1 order by updated_at limit 100', [state]);
    },

    async ofPayment(provider, paymentId) {
      const rows = await database.rows<{ checkoutId: CheckoutId; amount: Money | null }>(
        `select checkout_id as "checkoutId",
           case when operation = 'create' then json_build_object('amount', amount, 'currency', currency) end as amount
         from payment_attempts where provider = $1 and payment_id = $2
         order by (operation = 'create') desc limit 1`,
        [provider, paymentId],
      );
      return rows[0] && { ...rows[0], amount: rows[0].amount ?? undefined };
    },

    async conversationOf(id, shopperId) {
      const rows = await database.rows<{ conversation_id: ConversationId }>(
        'select conversation_id from checkouts where id = $1 and shopper_id in (select shoppers_of($2))',
        [id, shopperId],
      );
      return rows[0]?.conversation_id;
    },
  };
}

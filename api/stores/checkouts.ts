import type {
  CheckoutId,
  CheckoutState,
  CheckoutView,
  ConversationId,
  ShopperId,
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
  /** Which checkout a provider's payment belongs to. */
  ofPayment(paymentId: string): Promise<CheckoutId | undefined>;
  conversationOf(id: CheckoutId, shopperId: ShopperId): Promise<ConversationId | undefined>;
}

export function checkoutStore(database: Database): Checkouts {
  const view = async (condition: string, values: unknown[]) => {
    const rows = await database.rows<{ view: CheckoutView }>(
      `select view from checkouts where ${condition}`,
      values,
    );
    return rows.map((row) => row.view);
  };

  return {
    async find(id, shopperId) {
      return (await view('id = $1 and shopper_id = $2', [id, shopperId]))[0];
    },

    async findAny(id) {
      return (await view('id = $1', [id]))[0];
    },

    async inState(state) {
      return await view('state = $1 order by updated_at limit 100', [state]);
    },

    async ofPayment(paymentId) {
      const rows = await database.rows<{ checkout_id: CheckoutId }>(
        'select checkout_id from payment_attempts where payment_id = $1 limit 1',
        [paymentId],
      );
      return rows[0]?.checkout_id;
    },

    async conversationOf(id, shopperId) {
      const rows = await database.rows<{ conversation_id: ConversationId }>(
        'select conversation_id from checkouts where id = $1 and shopper_id = $2',
        [id, shopperId],
      );
      return rows[0]?.conversation_id;
    },
  };
}

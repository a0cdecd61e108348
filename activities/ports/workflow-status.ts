import type { CheckoutId } from '../../domain/index.js';

/** What the workflow engine says of checkouts, for those who compare it with the books. */
export interface WorkflowStatus {
  /** `absent`: there is none by that id, or it is so long over that it was forgotten. */
  ofCheckout(checkoutId: CheckoutId): Promise<'running' | 'ended' | 'absent'>;
  /** Tells a checkout that runs to go and look at its payment; one that is over is left in peace. */
  tellOfNews(checkoutId: CheckoutId): Promise<void>;
}

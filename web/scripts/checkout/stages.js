/** Where the states of a checkout stand on the way from cart to receipt, and which panel they show. */

const STEPS = ['Address', 'Shipping', 'Payment', 'Done'];

const STEP_OF = {
  checkingCart: 0,
  cartChanged: 0,
  awaitingAddress: 0,
  awaitingShipping: 1,
  completed: 4,
};

const OVER = new Set(['completed', 'cancelled', 'expired', 'stalled']);

/** Names of the steps and which is current: `{names, current}`; a finished checkout is past them all. */
export function stepsOf(view) {
  const reached = STEP_OF[view.state];
  const guess = view.shippingOptionId ? 2 : view.address ? 1 : 0;
  return { names: STEPS, current: reached ?? guess };
}

/** Whether nothing more happens by the shopper's hand. */
export function isOver(view) {
  return OVER.has(view.state);
}

/** The panel for a view; what the shop allows (`acts`) decides, the state only where several are allowed. */
export function panelOf(view) {
  if (isOver(view)) return 'outcome';
  const can = (act) => view.acts.includes(act);
  if (can('accept_changes')) return 'changes';
  if (view.state === 'awaitingAuthentication' && view.authenticationUrl) return 'bank';
  if (can('pay')) return 'payment';
  if (can('choose_shipping') && view.state !== 'awaitingAddress') return 'shipping';
  if (can('set_address')) return 'address';
  return 'waiting';
}

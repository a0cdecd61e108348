import type { Intent } from '../../domain/index.js';

/** What each intent means, as a model is told. */
export const INTENT_MEANINGS: Record<Intent, string> = {
  search: 'looks for something new',
  refine: 'narrows or changes what is looked for already: another colour, size, price',
  show_more: 'wants to see more of the same results',
  find_similar: 'wants things that are like one on screen',
  product_question: 'asks something about a product: its material, its sizes, its price',
  compare: 'wants two or more products on screen set beside each other',
  add_to_cart: 'wants something put into the cart',
  remove_from_cart: 'wants something taken out of the cart',
  change_quantity: 'wants more or fewer of something in the cart',
  view_cart: 'wants to see the cart',
  checkout: 'wants to pay',
  order_status: 'asks where an order is or how it stands',
  cancel_order: 'wants an order cancelled that was placed already',
  return_refund: 'wants to send something back or have money back',
  change_order: 'wants an order changed that was placed already: its address, a size',
  watch_stock: 'wants to be told when something is back in stock',
  stop_watching: 'does not want to be told any more',
  policy_question: 'asks how the shop does things: shipping, returns, payment',
  greeting: 'says hello',
  thanks: 'says thank you',
  goodbye: 'says goodbye',
  help: 'asks what can be done here',
  human_agent: 'wants a person',
  out_of_scope: 'anything else',
};

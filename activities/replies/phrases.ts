import type { Choice, Phrase, PlannedChoice } from '../../domain/index.js';

type Values = Readonly<Record<string, string | number>>;

/** "3", "1,200", and "about 48,000" where nobody has counted them all. */
function howMany(
  count: string | number | undefined,
  estimated: string | number | undefined,
  about = 'about',
): string {
  return `${estimated ? `${about} ` : ''}${Number(count).toLocaleString('en-US')}`;
}

/** The sentences of the shop. Each is a function of the values its plan carries, and says nothing else. */
export const PHRASES: Record<Phrase, (values: Values) => string> = {
  greeting: () =>
    'Hello, and welcome. Tell me what you are looking for — a kind of thing, a colour, a size, a budget.',
  help: () =>
    'You can ask for things in your own words — “men’s jeans under $50”, then “in blue” — say “add the second one”, ask for your cart, or check out. I find, you choose.',
  out_of_scope: () =>
    'I did not catch that as something the shop can do. I can search for clothes, look after your cart and take you through checkout.',
  human_agent: () =>
    'I have flagged this conversation for the people who run the shop. They cannot write in this chat yet, so meanwhile I help as well as I can.',
  results: ({ wish, total, first, last, about }) => {
    if (total === 1) return `One match for ${wish}.`;
    const [many, manyFirst] = [howMany(total, about), howMany(total, about, 'About')];
    if (first !== 1) return `Here are ${first} to ${last} of ${many} for ${wish}.`;
    const isAll = Number(last) === Number(total);
    return `${manyFirst} matches for ${wish}. Here ${isAll ? 'they are' : `are the first ${last}`}.`;
  },
  no_results: ({ wish }) => `Nothing in the shop matches ${wish}.`,
  widen: () => 'It would help to widen one wish:',
  no_more_results: () => 'That was all of them. Shall we look for something else?',
  similar: () => 'These are most like it:',
  no_similar: () => 'The shop has nothing like it just now.',
  also_bought: () => 'Others who liked it have also bought:',
  nothing_shown: () => 'Nothing is on the table yet. What are you looking for?',
  which_one: () => 'Which one do you mean? Say “the first one”, or tap it.',
  added: () => 'Added. Here is your cart.',
  removed: () => 'Taken out.',
  quantity_changed: ({ quantity }) => `Changed to ${quantity}.`,
  cart: () => 'Here is your cart.',
  cart_empty: () => 'Your cart is empty so far.',
  which_size: () => 'Which size would you like?',
  price_range_invalid: () =>
    'Those two prices leave nothing in between. What should the lowest and the highest price be?',
  unknown_product: () => 'That product is not in the shop any more.',
  not_in_cart: () => 'That is not in your cart.',
  quantity_invalid: () => 'I can take 1 to 20 of one item.',
  not_enough_stock: ({ available }) =>
    Number(available) === 0
      ? 'You have the last ones in your cart already.'
      : `There are only ${available} of those left.`,
  sold_out: () => 'That one is sold out just now.',
  cart_full: () => 'Your cart is full: it holds 50 different items.',
  checkout_opened: () => 'Let’s get this to you.',
  checkout_already_open: () => 'Your checkout is already open — here it is.',
  checkout_completed: ({ mailed }) =>
    mailed
      ? 'Thank you! Your order is placed. Here is your receipt; a copy is on its way to you by mail.'
      : 'Thank you! Your order is placed. Here is your receipt.',
  checkout_cancelled: () => 'The checkout is cancelled; nothing was charged. Your cart is as it was.',
  checkout_expired: () => 'The time to pay ran out; nothing was charged. Your cart is still here.',
  checkout_declined: () =>
    'Your bank has answered: the payment did not go through, and nothing was charged. You can try again, or pay another way.',
  checkout_stalled: () =>
    'Something needs a person’s eye in your checkout. We have been told, you will not be charged twice, and you will read here how it goes on.',
  no_orders: () => 'You have no orders here yet.',
  which_order: () => 'Which order do you mean?',
  order_status: () => 'Here is your order, as it stands now.',
  confirm_cancel: () => 'Shall I cancel this whole order? Everything you paid comes back to you.',
  order_cancelling: () => 'I am cancelling it. Here you read how the money comes back.',
  order_cancelled_already: () => 'That order is cancelled.',
  order_not_cancellable: () =>
    'That order has left already, so it cannot be cancelled. Once it is there you can send it back.',
  return_how: () =>
    'Choose what goes back below; you get a label to print. The money comes back when the parcel has arrived here.',
  return_not_yet: () =>
    'Things can be sent back once they have been delivered. Before shipment you can cancel.',
  return_over: () => 'Nothing of that order can be sent back any more: that goes for 30 days after delivery.',
  change_how: () => 'It has not left yet: below you can change the address, or swap a size or colour.',
  change_too_late: () => 'That order cannot be changed any more.',
  order_shipped: () => 'Good news: your order is on its way.',
  order_refunded: () => 'Your refund is on its way to you.',
  order_follow_up: () => 'Did everything arrive well? If something does not fit, you can send it back.',
  watching: () =>
    'I will tell you here as soon as it can be had again, for the next 90 days. If you allowed mail at checkout, I write to you as well.',
  watch_which: () => 'Which of these shall I look out for?',
  watch_in_stock: () => 'That one can be had right now:',
  watch_too_many: () => 'I look out for 20 things already. Say “stop watching” to begin anew.',
  watching_stopped: ({ count }) =>
    count === 1 ? 'I have stopped looking out for it.' : `I have stopped looking out for all ${count}.`,
  watching_nothing: () => 'I am not looking out for anything at the moment.',
  stock_back: () =>
    'You asked me to tell you: this is back in stock. I have set none aside, so it may sell out again.',
  thanks: () => 'You are welcome. Is there anything else?',
  goodbye: () => 'Goodbye! Your cart stays as it is; come back whenever you like.',
  started_over: () => 'Let’s start over. What are you looking for?',
  nothing_to_compare: () => 'I need two things on screen to compare. What shall I find?',
  comparison: () => 'Side by side, with what the shop knows about each:',
  product_facts: () => 'Here is what the shop has on it right now:',
  product_facts_only: () =>
    'I only say what is in the product’s record, and that may not be in it. This is what I have:',
  carried_over: ({ wish }) => `I am still looking for ${wish}; say “start over” to drop that.`,
  policy_shipping: () =>
    'Checkout shows the ways of shipping to your address, with their prices and times, before you pay anything.',
  policy_returns: () =>
    'You can send things back for 30 days after delivery: say “I want to return something”, and you get a label.',
  policy_payment: () =>
    'Checkout shows every way to pay that is open to you. Nothing is charged before you confirm.',
  policy_discounts: () =>
    'I cannot make up discounts. If you have a code, enter it at checkout, and you see at once what it saves.',
  policy_other: () =>
    'I have no text on that, and I do not want to guess. A person of the shop can tell you.',
  trouble: () => 'Something on our side did not work just now. Your cart is safe; please try that again.',
};

/** What the ready-made suggestions say and do. */
export const PLANNED_CHOICES: Record<PlannedChoice, Choice> = {
  stop_watching: { label: 'Stop watching', text: 'Stop watching', action: { type: 'stop_watching' } },
  view_cart: { label: 'Show my cart', text: 'Show my cart', action: { type: 'view_cart' } },
  checkout: { label: 'Check out', text: 'Check out', action: { type: 'checkout' } },
  show_more: { label: 'Show more', text: 'Show more', action: { type: 'show_more' } },
  help: { label: 'What can you do?', text: 'What can you do?', action: { type: 'help' } },
  human_agent: { label: 'Talk to a person', text: 'Talk to a person', action: { type: 'human_agent' } },
  browse: {
    label: 'See what is popular',
    text: 'Show me what is popular',
    action: { type: 'search', constraints: {} },
  },
};

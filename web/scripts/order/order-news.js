import { formatDateTime, formatMoney } from '../format.js';
import { make } from '../templates.js';
import { around, t } from '../words.js';

const REFUNDS = {
  requested: '{amount} is on its way',
  confirming: '{amount} is still being confirmed; it will not be lost, and not be paid twice',
  pending: '{amount} is on its way',
  done: '{amount} was given back',
  refused: '{amount} is being looked after by a person',
};
const DISPUTES = {
  opened: 'Your bank’s question about this payment: opened',
  won: 'Your bank’s question about this payment: won',
  lost: 'Your bank’s question about this payment: lost',
};

/** What became of an order, one sentence each: parcel, labels, refunds, disputes. @param labelUrl(returnId) where a label is. */
export function orderNews(order, labelUrl) {
  return [
    ...tracking(order),
    ...order.returns.map((back) => returnNews(back, labelUrl)),
    ...order.refunds.map(({ amount, state }) =>
      make('li', {}, t(REFUNDS[state], { amount: formatMoney(amount) })),
    ),
    ...order.disputes.map(({ state }) => make('li', {}, t(DISPUTES[state]))),
  ];
}

function tracking({ tracking: parcel, deliveredAt, returnableUntil, acts }) {
  if (!parcel) return [];
  const { carrier, number } = parcel;
  const [before, after] = around(
    'number',
    deliveredAt
      ? '{carrier}, tracking number {number}, delivered {when}'
      : '{carrier}, tracking number {number}',
    { carrier, when: deliveredAt && formatDateTime(deliveredAt) },
  );
  const news = [make('li', {}, before, make('strong', {}, number), after)];
  if (acts.includes('return'))
    news.push(make('li', {}, t('Can be sent back until {when}', { when: formatDateTime(returnableUntil) })));
  return news;
}

function returnNews({ id, state, refund }, labelUrl) {
  if (state === 'received') return make('li', {}, t('Return {id} has arrived', { id }));
  if (state === 'expired') return make('li', {}, t('Return {id} never arrived', { id }));
  const link = make(
    'a',
    { href: labelUrl(id), target: '_blank', rel: 'noreferrer' },
    t('Print the label of return {id}', { id }),
  );
  const then = t('{amount} comes back when it has arrived', { amount: formatMoney(refund) });
  return make('li', {}, link, `; ${then}`);
}

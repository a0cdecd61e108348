import { formatDateTime, formatMoney } from '../format.js';
import { make } from '../templates.js';

const REFUND_STATES = {
  requested: 'is on its way',
  confirming: 'is still being confirmed; it will not be lost, and not be paid twice',
  pending: 'is on its way',
  done: 'was given back',
  refused: 'is being looked after by a person',
};

/** What became of an order, one sentence each: parcel, labels, refunds, disputes. @param labelUrl(returnId) where a label is. */
export function orderNews(order, labelUrl) {
  return [
    ...tracking(order),
    ...order.returns.map((back) => returnNews(back, labelUrl)),
    ...order.refunds.map(({ amount, state }) =>
      make('li', {}, `${formatMoney(amount)} ${REFUND_STATES[state]}`),
    ),
    ...order.disputes.map(({ state }) => make('li', {}, `Your bank’s question about this payment: ${state}`)),
  ];
}

function tracking({ tracking: parcel, deliveredAt, returnableUntil, acts }) {
  if (!parcel) return [];
  const arrived = deliveredAt ? `, delivered ${formatDateTime(deliveredAt)}` : '';
  const news = [
    make('li', {}, `${parcel.carrier}, tracking number `, make('strong', {}, parcel.number), arrived),
  ];
  if (acts.includes('return'))
    news.push(make('li', {}, `Can be sent back until ${formatDateTime(returnableUntil)}`));
  return news;
}

function returnNews({ id, state, refund }, labelUrl) {
  if (state === 'received') return make('li', {}, `Return ${id} has arrived`);
  if (state === 'expired') return make('li', {}, `Return ${id} never arrived`);
  const link = make(
    'a',
    { href: labelUrl(id), target: '_blank', rel: 'noreferrer' },
    `Print the label of return ${id}`,
  );
  return make('li', {}, link, `; ${formatMoney(refund)} comes back when it has arrived`);
}

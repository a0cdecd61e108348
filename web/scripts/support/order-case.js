import { lineElement } from '../blocks/line-item.js';
import { totalsTable } from '../blocks/totals.js';
import { formatDateTime, formatMoney } from '../format.js';
import { clone, fill, make, part } from '../templates.js';

/** What each act is called, where it is sent, and what must be filled in for it. */
const ACTS = {
  pack: { label: 'Packed', path: 'packing' },
  ship: { label: 'Shipped', path: 'shipment', needs: ['carrier', 'number'] },
  deliver: { label: 'Delivered', path: 'delivery' },
  refund: { label: 'Refund', path: 'refunds', needs: ['amount'] },
  resume: { label: 'Try the refund again', path: 'refunds/resumption' },
  settle_by_hand: { label: 'Refund was paid another way', path: 'refunds/settlement' },
};

/** One order as staff see it: what is in it, where it stands, and what can be done. */
export class OrderCase {
  element = clone('order-case');
  #session;
  #order;
  #act;
  #offered;

  /** @param act(path, body) tells the shop; resolves when it has been done. */
  constructor(order, { session, act }) {
    this.#session = session;
    this.#act = act;
    const form = this.element.querySelector('form');
    form.elements.namedItem('by').value = session.name;
    form.addEventListener('submit', (event) => this.#onSubmit(event));
    this.update(order);
  }

  /** Shows what is known now; what is being written in the form stays. */
  update(order) {
    this.#order = order;
    const { address, lines, totals } = order;
    fill(this.element, {
      title: `Order ${order.number}: ${order.stalled ? 'needs a person' : order.stage}`,
      placed: formatDateTime(order.placedAt),
      shopper: `${address.name}, ${address.email}`,
      news: newsOf(order),
    });
    part(this.element, 'lines').replaceChildren(...lines.map(lineElement));
    part(this.element, 'totals').replaceChildren(totalsTable(totals));
    this.#offer(order);
  }

  #offer(order) {
    const expected = order.returns.filter(({ state }) => state === 'labelled').map(({ id }) => id);
    const offered = [...order.staffActs, ...expected].join();
    if (offered === this.#offered) return;
    this.#offered = offered;
    const buttons = order.staffActs
      .filter((act) => Object.hasOwn(ACTS, act))
      .map((act) => button(act, ACTS[act].label));
    const parcels = expected.map((id) => button(`receipt:${id}`, `Return ${id} has arrived`));
    part(this.element, 'acts').replaceChildren(...buttons, ...parcels);
    for (const name of ['carrier', 'number', 'amount'])
      part(this.element, name).hidden = !order.staffActs.some((act) => ACTS[act]?.needs?.includes(name));
  }

  async #onSubmit(event) {
    event.preventDefault();
    const { elements } = event.target;
    const value = (name) => elements.namedItem(name).value.trim();
    const act = event.submitter.value;
    const missing = ['by', 'reason', ...(ACTS[act]?.needs ?? [])].find((name) => !value(name));
    if (missing) {
      elements.namedItem(missing).focus();
      return this.#complain('Please fill that in; who did what and why is kept on record.');
    }
    this.#session.name = value('by');
    this.#complain('');
    this.#busy(true);
    try {
      await this.#act(...this.#request(act, value));
    } catch (error) {
      this.#complain(error.errors?.[0]?.detail ?? error.message);
    } finally {
      this.#busy(false);
    }
  }

  /** The address and body of an act. */
  #request(act, value) {
    const signed = { by: value('by'), reason: value('reason') };
    const [, returnId] = act.split(':');
    if (returnId) return [`returns/${returnId}/receipt`, signed];
    const { path } = ACTS[act];
    if (act === 'ship')
      return [path, { ...signed, tracking: { carrier: value('carrier'), number: value('number') } }];
    if (act !== 'refund') return [path, signed];
    const { currency } = this.#order.totals.total;
    return [path, { ...signed, amount: { amount: Math.round(Number(value('amount')) * 100), currency } }];
  }

  #busy(busy) {
    for (const one of this.element.querySelectorAll('form button')) one.disabled = busy;
  }

  #complain(text) {
    const place = part(this.element, 'error');
    place.textContent = text;
    place.hidden = !text;
  }
}

function button(value, label) {
  return make('button', { class: 'button', type: 'submit', value }, label);
}

function newsOf({ tracking, refunds, disputes, stalled }) {
  return (
    [
      tracking && `${tracking.carrier} ${tracking.number}`,
      ...refunds.map(({ kind, amount, state }) => `${kind} refund of ${formatMoney(amount)}: ${state}`),
      ...disputes.map(
        ({ state, reason, amount }) => `dispute ${state} (${reason}) over ${formatMoney(amount)}`,
      ),
      stalled && `tried: ${stalled.tried}`,
    ]
      .filter(Boolean)
      .join(' · ') || 'Nothing yet'
  );
}

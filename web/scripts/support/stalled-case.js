import { lineElement } from '../blocks/line-item.js';
import { totalsTable } from '../blocks/totals.js';
import { formatAge, formatDateTime } from '../format.js';
import { clone, fill, part } from '../templates.js';

const REASONS = {
  payment_outcome_unknown: 'The provider does not say what became of the payment',
  order_not_written: 'Paid for, but the order could not be written',
  capture_failed: 'The order is written, but the payment was not captured',
  void_failed: 'The payment could not be given back',
  dependency_down: 'Something it needs is not answering',
};

/** One stalled checkout: why, since when, what was tried, what is in it, and what a person can do. */
export class StalledCase {
  element = clone('case');
  #session;
  #view;
  #act;

  /** @param act(kind, body) tells the shop; resolves when it has been done. */
  constructor(view, { session, temporalUiUrl, act }) {
    this.#session = session;
    this.#act = act;
    const form = this.element.querySelector('form');
    form.elements.namedItem('by').value = session.name;
    form.addEventListener('submit', (event) => this.#onSubmit(event));
    if (temporalUiUrl) this.#linkWorkflow(temporalUiUrl, view.id);
    this.update(view);
  }

  /** Shows what is known now; what is being written in the form stays. */
  update(view) {
    this.#view = view;
    const { stalled, address, lines, totals } = view;
    fill(this.element, {
      reason: REASONS[stalled?.reason] ?? view.headline,
      tried: stalled?.tried ?? 'Nothing is recorded.',
      shopper: address ? `${address.name}, ${address.email}` : 'No address yet',
      id: view.id,
    });
    this.#showSince(stalled?.since);
    part(this.element, 'lines').replaceChildren(...lines.map(lineElement));
    part(this.element, 'totals').replaceChildren(totalsTable(totals));
  }

  #showSince(since) {
    const time = part(this.element, 'since');
    time.textContent = since ? `Stalled ${formatAge(since)}` : '';
    if (since) {
      time.dateTime = since;
      time.title = formatDateTime(since);
    }
  }

  #linkWorkflow(base, id) {
    const link = part(this.element, 'workflow');
    const workflow = encodeURIComponent(`checkout/${id}`);
    link.href = new URL(`namespaces/default/workflows/${workflow}`, `${base.replace(/\/$/, '')}/`).href;
    link.hidden = false;
  }

  async #onSubmit(event) {
    event.preventDefault();
    const form = event.target;
    const by = form.elements.namedItem('by').value.trim();
    const reason = form.elements.namedItem('reason').value.trim();
    if (!by || !reason) {
      form.elements.namedItem(by ? 'reason' : 'by').focus();
      return this.#complain('Say who you are and why: it is kept on record.');
    }
    this.#session.name = by;
    this.#complain('');
    this.#busy(true);
    try {
      await this.#act(this.#view.id, event.submitter.value, { by, reason });
    } catch (error) {
      this.#complain(error.message);
    } finally {
      this.#busy(false);
    }
  }

  #busy(busy) {
    for (const button of this.element.querySelectorAll('form button')) button.disabled = busy;
  }

  #complain(text) {
    const place = part(this.element, 'error');
    place.textContent = text;
    place.hidden = !text;
  }
}

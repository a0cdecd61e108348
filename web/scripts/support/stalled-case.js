import { lineElement } from '../blocks/line-item.js';
import { totalsTable } from '../blocks/totals.js';
import { formatDateTime, formatTime } from '../format.js';
import { clone, fill, make, part } from '../templates.js';
import { countOf } from './count-of.js';
import { formatAge } from './format-age.js';

/** The acts of staff, in the order of their buttons, the likeliest first. */
const ACTS = {
  resume: 'Try again',
  retry_payment: 'Let the shopper pay anew',
  substitute_item: 'Replace the item',
  drop_item: 'Drop the item',
  refund: 'Refund and cancel the order',
  settled_by_hand: 'It was settled by hand',
  cancel: 'Cancel and give back',
};

/** One stalled checkout: why, since when, what was tried, what is in it, and what a person can do. */
export class StalledCase {
  element = clone('case');
  #session;
  #view;
  #act;
  #shownActs;

  /** @param act(id, command) tells the shop; resolves when it has been done. */
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
      reason: stalled?.words ?? view.headline,
      suggestion: stalled?.suggestion ?? 'Nothing: it goes on by itself.',
      tried: stalled?.tried ?? 'Nothing is recorded.',
      again: againWords(stalled),
      shopper: address ? `${address.name}, ${address.email}` : 'No address yet',
      id: view.id,
    });
    this.#showSince(stalled?.since);
    this.#showActs(stalled?.acts ?? []);
    part(this.element, 'lines').replaceChildren(...lines.map(lineElement));
    part(this.element, 'totals').replaceChildren(totalsTable(totals));
  }

  /** Buttons for what is possible now; those that stand are kept, with the focus on them. */
  #showActs(acts) {
    const shown = JSON.stringify([acts, this.#view.lines.map(({ sku }) => sku)]);
    if (shown === this.#shownActs) return;
    this.#shownActs = shown;
    const buttons = Object.entries(ACTS)
      .filter(([act]) => acts.includes(act))
      .map(([value, label], index) => {
        const looks = index === 0 ? 'button button--primary' : 'button';
        return make('button', { class: looks, type: 'submit', value }, label);
      });
    part(this.element, 'acts').replaceChildren(...buttons);
    part(this.element, 'items').hidden = !acts.includes('drop_item');
    this.element.querySelector('form').hidden = acts.length === 0;
    const options = this.#view.lines.map(({ sku, name, size, colour }) =>
      make('option', { value: sku }, `${name}, ${colour}, ${size}`),
    );
    this.element.querySelector('select').replaceChildren(...options);
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
    const type = event.submitter.value;
    const [sku, withSku] = ['sku', 'withSku'].map((name) => form.elements.namedItem(name).value.trim());
    if (type === 'substitute_item' && !withSku) {
      form.elements.namedItem('withSku').focus();
      return this.#complain('Say which SKU to send instead.');
    }
    const items = { drop_item: { sku }, substitute_item: { sku, withSku } }[type];
    this.#session.name = by;
    this.#complain('');
    this.#busy(true);
    try {
      await this.#act(this.#view.id, { type, by, reason, ...items });
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

/** What it does without anybody, in words. */
function againWords(stalled) {
  if (!stalled) return '';
  const past = stalled.triedAgain > 0 ? `Tried ${countOf(stalled.triedAgain, 'time')} since. ` : '';
  const next = stalled.nextTryAt
    ? `Tries next at ${formatTime(stalled.nextTryAt)}.`
    : 'Does not try any more.';
  return past + next;
}

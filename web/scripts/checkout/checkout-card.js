import { lineElement } from '../blocks/line-item.js';
import { totalsTable } from '../blocks/totals.js';
import { formatMoney, itemCount } from '../format.js';
import { inOurWords } from '../shop-sentences.js';
import { clone, fill, part } from '../templates.js';
import { t } from '../words.js';
import { chosenRows } from './chosen-rows.js';
import { Extras } from './extras.js';
import { fieldErrors } from './field-errors.js';
import { HoldClock } from './hold-clock.js';
import { PANELS } from './panels.js';
import { isOver, panelOf, stepsOf } from './stages.js';
import { stepElements } from './steps.js';

/**
 * One checkout, from address to receipt. The shop's view says what can be done; the card redraws in
 * place, and builds a panel anew only when another one is due, so that half-written fields stay.
 */
export class CheckoutCard {
  element = clone('checkout');
  #shop;
  #acts;
  #view;
  #panel;
  #panelKey;
  #editing;
  #hold;
  #extras;
  #shownLines;

  constructor(shop, acts) {
    this.#shop = shop;
    this.#acts = acts;
    this.#hold = new HoldClock(part(this.element, 'hold'), () => shop.api.now());
    shop.savedCards.addEventListener('change', () => this.#view && this.show(this.#view));
    this.#extras = new Extras(acts, (act) => this.#run(act));
    part(this.element, 'extras').replaceWith(this.#extras.element);
    part(this.element, 'cancel').addEventListener('click', () => this.#run(() => this.#acts.cancel()));
  }

  show(view) {
    if (this.#view && view.state !== this.#view.state) this.#editing = undefined;
    this.#view = view;
    this.element.dataset.state = view.state;
    this.element.classList.toggle('is-past', isOver(view) && view.state !== 'stalled');
    part(this.element, 'headline').textContent = t(view.headline);
    part(this.element, 'steps').replaceChildren(...stepElements(stepsOf(view)));
    part(this.element, 'cancel').hidden = !view.acts.includes('cancel');
    this.#hold.show(view.acts.includes('pay') ? view.holdExpiresAt : undefined);
    this.#showChosen();
    this.#showSummary();
    this.#showPanel();
    this.#extras.show(view);
    this.#showError(complaintOf(view));
  }

  /** The checkout goes on in a newer card. */
  retire() {
    this.#hold.show(undefined);
    this.element.replaceChildren();
    this.element.hidden = true;
  }

  #showChosen() {
    const rows = isOver(this.#view)
      ? []
      : chosenRows(this.#view, {
          editing: this.#editing,
          change: (what) => this.#edit(what),
        });
    part(this.element, 'chosen').replaceChildren(...rows);
    part(this.element, 'chosen').hidden = rows.length === 0;
  }

  #showSummary() {
    const { lines, totals, shippingOptionId, promotionCode: code } = this.#view;
    const known = { shipping: Boolean(shippingOptionId), tax: totals.taxIncluded !== undefined, code };
    const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    fill(this.element, {
      'summary-text': itemCount(count),
      'summary-total': formatMoney(totals.total),
    });
    if (!sameLines(lines, this.#shownLines))
      part(this.element, 'lines').replaceChildren(...lines.map(lineElement));
    this.#shownLines = lines;
    part(this.element, 'totals').replaceChildren(totalsTable(totals, known));
    part(this.element, 'summary').hidden = lines.length === 0;
  }

  #showPanel() {
    const name = this.#editing ?? panelOf(this.#view);
    const key = JSON.stringify([name, this.#editing, ...this.#panelInputs(name)]);
    if (key === this.#panelKey) return this.#busy(false);
    const hadFocus = part(this.element, 'panel').contains(document.activeElement);
    this.#panelKey = key;
    this.#panel = PANELS[name](this.#view, {
      shop: this.#shop,
      acts: this.#acts,
      run: (act) => this.#run(act),
      back: this.#editing && (() => this.#edit(undefined)),
    });
    part(this.element, 'panel').replaceChildren(this.#panel.element);
    if (name === 'payment') part(this.element, 'summary').open = true;
    if (hadFocus) this.element.focus({ preventScroll: true });
    if (name !== 'outcome' && name !== 'waiting') this.#shop.reveal(this.element);
  }

  /** What a panel is drawn from: with anything else, the panel that stands is still right. */
  #panelInputs(name) {
    const { totals, shippingOptions, changes, decline, version, authenticationUrl, state } = this.#view;
    const { paymentOptions, paymentOptionId } = this.#view;
    return (
      {
        shipping: [shippingOptions],
        payment: [totals.total, decline && version, paymentOptions, paymentOptionId, this.#savedCards(name)],
        waiting: [state],
        changes: [changes],
        bank: [authenticationUrl, paymentOptionId],
        outcome: [state],
      }[name] ?? []
    );
  }

  #savedCards(panel) {
    return panel === 'payment' ? this.#shop.savedCards.shown : [];
  }

  #edit(what) {
    this.#editing = what;
    this.#showChosen();
    this.#showPanel();
    this.element.querySelector('.checkout__panel input, .checkout__panel select')?.focus();
  }

  async #run(act) {
    this.#showError('');
    this.#busy(true);
    try {
      this.#editing = undefined;
      this.show(latest(await act(), this.#shop.checkouts));
    } catch (error) {
      const errors = fieldErrors(error);
      const shown = this.#panel.showErrors?.(errors) || this.#extras.showErrors(errors);
      if (!shown) this.#showError(withReference(error));
    } finally {
      this.#busy(false);
    }
  }

  #busy(busy) {
    this.element.setAttribute('aria-busy', String(busy));
    part(this.element, 'cancel').disabled = busy;
    this.#extras.busy = busy;
    if (this.#panel) this.#panel.busy = busy;
  }

  #showError(text) {
    const place = part(this.element, 'error');
    place.textContent = text;
    place.hidden = !text;
    if (text) this.#shop.reveal(place);
  }
}

/** The stream may have been faster than the answer. */
function latest(view, checkouts) {
  const known = checkouts.get(view.id);
  return known && known.version > view.version ? known : view;
}

/** What came of the last step, where it did not go well and can be done again. */
function complaintOf({ acts, decline, addressProblem }) {
  if (acts.includes('pay') && decline) return inOurWords(decline.message);
  return acts.includes('set_address') && addressProblem ? inOurWords(addressProblem) : '';
}

/** Pictures that are drawn anew flicker. */
function sameLines(lines, shown) {
  return JSON.stringify(lines) === JSON.stringify(shown);
}

function withReference(error) {
  return error.requestId && error.status >= 500
    ? `${error.message} (${t('Reference {id}', { id: error.requestId })})`
    : error.message;
}

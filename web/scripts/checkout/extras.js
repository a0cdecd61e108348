import { formatMoney } from '../format.js';
import { clone, part } from '../templates.js';
import { t, tn } from '../words.js';
import { refusalText } from './code-refusal.js';

const LONGEST_MESSAGE = 300;
let lastNumber = 0;

/**
 * What nobody is asked for, folded away: a promotion code and a gift message. Updated in place, so that
 * what is half written stays.
 */
export class Extras {
  element = clone('extras');
  #acts;
  #run;
  #shownCode;
  #shownRefusal;
  #shownMessage;

  /** @param run(act) does an act and shows what went wrong. */
  constructor(acts, run) {
    this.#acts = acts;
    this.#run = run;
    const number = `extras-${++lastNumber}`;
    for (const name of ['code', 'message']) {
      part(this.element, `${name}-error`).id = `${number}-${name}-error`;
      this.#input(name).setAttribute('aria-describedby', `${number}-${name}-error`);
    }
    this.#on('code-form', 'submit', () => this.#applyCode());
    this.#on('code-remove', 'click', () => this.#run(() => this.#acts.removeCode()));
    this.#on('message-form', 'submit', () => this.#saveMessage());
    this.#on('message-remove', 'click', () => this.#removeMessage());
    this.#input('message').addEventListener('input', () => this.#count());
  }

  show(view) {
    const can = (act) => view.acts.includes(act);
    this.element.hidden = !can('apply_code') && !can('set_gift_message');
    part(this.element, 'code').hidden = !can('apply_code');
    part(this.element, 'message').hidden = !can('set_gift_message');
    this.#showCode(view);
    this.#showMessage(view.giftMessage ?? '');
  }

  /** Problems the shop found: `[{field, message}]`. Returns whether one was shown at a field. */
  showErrors(errors) {
    const shown = errors.filter(({ field }) => field === 'code' || field === 'message');
    for (const { field, message } of shown) this.#complain(field, message);
    return shown.length > 0;
  }

  /** Shuts both forms while something is sent. */
  set busy(busy) {
    for (const button of this.element.querySelectorAll('button')) button.disabled = busy;
  }

  #showCode({ promotionCode, codeRefusal, totals }) {
    part(this.element, 'code-title').textContent = codeTitle(promotionCode, totals.discount);
    part(this.element, 'code-remove').hidden = !promotionCode;
    const refusal = codeRefusal && `${codeRefusal.code}: ${refusalText(codeRefusal)}`;
    if (refusal) part(this.element, 'code').open = true;
    if (refusal || this.#shownRefusal) this.#complain('code', refusal ?? '');
    if (promotionCode !== this.#shownCode && !refusal) {
      this.#input('code').value = '';
      part(this.element, 'code').open = false;
    }
    this.#shownCode = promotionCode;
    this.#shownRefusal = refusal;
  }

  #showMessage(message) {
    part(this.element, 'message-title').textContent = t(
      message ? 'With a gift message' : 'Add a gift message',
    );
    part(this.element, 'message-remove').hidden = !message;
    if (message !== this.#shownMessage) this.#input('message').value = message;
    this.#shownMessage = message;
    this.#count();
  }

  #applyCode() {
    const code = this.#input('code').value.trim();
    if (!code) return this.#complain('code', t('Please write the code'));
    this.#complain('code', '');
    this.#run(() => this.#acts.applyCode(code));
  }

  #saveMessage() {
    const message = this.#input('message').value.trim();
    if (!message) return this.#complain('message', t('Please write something'));
    this.#complain('message', '');
    this.#fold('message', () => this.#acts.setGiftMessage(message));
  }

  #removeMessage() {
    this.#complain('message', '');
    this.#fold('message', () => this.#acts.removeGiftMessage());
  }

  /** Once it is kept, the summary line says so. */
  #fold(name, act) {
    this.#run(async () => {
      const view = await act();
      part(this.element, name).open = false;
      return view;
    });
  }

  #count() {
    const left = LONGEST_MESSAGE - this.#input('message').value.length;
    part(this.element, 'message-left').textContent = tn(
      left,
      '{count} character left',
      '{count} characters left',
    );
  }

  #complain(name, text) {
    const place = part(this.element, `${name}-error`);
    place.textContent = text;
    place.hidden = !text;
    this.#input(name).setAttribute('aria-invalid', String(Boolean(text)));
    if (text) part(this.element, name).open = true;
  }

  #input(name) {
    return part(this.element, `${name}-input`);
  }

  #on(name, type, listener) {
    part(this.element, name).addEventListener(type, (event) => {
      event.preventDefault();
      listener();
    });
  }
}

function codeTitle(code, discount) {
  if (!code) return t('Add a promotion code');
  return discount
    ? t('Code {code}, {amount} off', { code, amount: formatMoney(discount) })
    : t('Code {code}', { code });
}

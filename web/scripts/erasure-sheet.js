import { make, part } from './templates.js';
import { t } from './words.js';

/** Asks whether everything is to be erased, says what goes and what stays, and afterwards how it stands. */
export class ErasureSheet {
  #dialog;
  #parts;
  #api;
  #isGone = false;

  /** @param dialog holds the parts `ask`, `sure`, `erase`, `refusal`, `state`, `words`, `orders`, `close`. */
  constructor(dialog, api) {
    this.#dialog = dialog;
    this.#api = api;
    const names = ['ask', 'sure', 'erase', 'refusal', 'state', 'words', 'orders', 'close'];
    this.#parts = Object.fromEntries(names.map((name) => [name, part(dialog, name)]));
    const { sure, erase, close } = this.#parts;
    sure.addEventListener('change', () => {
      erase.disabled = !sure.checked;
    });
    erase.addEventListener('click', () => this.#erase());
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    dialog.addEventListener('close', () => this.#leave());
  }

  async open() {
    const { sure, erase, refusal } = this.#parts;
    sure.checked = false;
    erase.disabled = true;
    refusal.hidden = true;
    this.#show();
    this.#dialog.showModal();
    // Who has begun anew since asks for another erasure: then the old one is no answer.
    const isSomebody = (await this.#api.get('/conversations').catch(() => ({ items: [] }))).items.length > 0;
    if (!isSomebody) this.#show(await this.#api.get('/me/erasure').catch(() => undefined));
  }

  /** Shows how it stands, or asks where nobody has asked for it. */
  #show(erasure) {
    const { ask, state, words, orders } = this.#parts;
    const isBegun = erasure !== undefined && erasure.state !== 'none';
    ask.hidden = isBegun;
    state.hidden = !isBegun;
    if (!isBegun) return;
    words.textContent = wordsFor(erasure);
    const waiting = erasure.waitsFor.orders.map(({ number }) => make('li', {}, number));
    orders.replaceChildren(...waiting);
    orders.hidden = waiting.length === 0;
  }

  async #erase() {
    const { erase, sure, refusal } = this.#parts;
    erase.disabled = true;
    erase.setAttribute('aria-busy', 'true');
    refusal.hidden = true;
    try {
      const erasure = await this.#api.post('/me/erasure');
      this.#isGone = true;
      this.#show(erasure);
    } catch (problem) {
      refusal.textContent =
        problem.status === 404 ? t('The shop knows nothing of you that could be erased.') : problem.message;
      refusal.hidden = false;
      erase.disabled = !sure.checked;
    } finally {
      erase.removeAttribute('aria-busy');
    }
  }

  /** What this page still shows and keeps of before goes with the sheet. */
  #leave() {
    if (!this.#isGone) return;
    localStorage.clear();
    sessionStorage.clear();
    location.assign('/');
  }
}

/** Where it stands, for whom it is about. */
function wordsFor({ state, waitsFor: { payments, orders } }) {
  if (state === 'erased') return t('Everything about you has been erased.');
  if (payments > 0)
    return t('A payment is still under way. Once it has ended, everything about you is erased.');
  if (orders.length > 0)
    return t(
      'Everything about you is being erased, but for what these orders need until they are closed. Write to us with the number if something is wrong with one.',
    );
  return t('Everything about you is being erased. This takes some minutes.');
}

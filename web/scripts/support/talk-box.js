import { randomId } from '../random-id.js';
import { make } from '../templates.js';

/** Taking a conversation over, speaking in it, and handing it back. Words that were not taken stay in the box. */
export class TalkBox {
  #parts;
  #acts;
  #api;
  #session;
  #id;
  #person;
  #pending;
  #changed;

  /** @param parts elements by name. @param changed() when something was done. */
  constructor(parts, { api, acts, session }, changed) {
    this.#parts = parts;
    this.#api = api;
    this.#acts = acts;
    this.#session = session;
    this.#changed = changed;
    parts.take.addEventListener('click', () => this.#do(() => this.#takeOver()));
    parts.back.addEventListener('click', () => this.#do(() => this.#post('hand-back', {})));
    parts.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#do(() => this.#say());
    });
    parts.text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        parts.form.requestSubmit();
      }
    });
    parts.canned.addEventListener('change', () => this.#useReply());
  }

  /** Fills the list of replies at hand. */
  async offerReplies() {
    const { items } = await this.#api.get('/staff/canned-replies');
    const languages = [...new Set(items.map(({ language }) => language))];
    const groups = languages.map((language) =>
      make(
        'optgroup',
        { label: language.toUpperCase() },
        ...items
          .filter((item) => item.language === language)
          .map(({ title, text }) => make('option', { value: text }, title)),
      ),
    );
    this.#parts.canned.replaceChildren(make('option', { value: '' }, 'A reply at hand…'), ...groups);
  }

  /** @param file the case. */
  show({ conversationId, person, wantedSince }) {
    if (conversationId !== this.#id) {
      this.#parts.text.value = '';
      this.#pending = undefined;
      this.#complain('');
    }
    this.#id = conversationId;
    this.#person = person;
    const isMine = person?.isYou === true;
    this.#parts.form.hidden = !isMine;
    this.#parts.back.hidden = !isMine;
    this.#parts.take.hidden = isMine;
    this.#parts.take.textContent = person ? `Take over from ${person.name}` : 'Take over the conversation';
    this.#parts.state.textContent = isMine
      ? 'You speak with the shopper. The assistant is silent.'
      : person
        ? `${person.name} speaks with the shopper.`
        : wantedSince
          ? 'The shopper waits for a person. The assistant answers meanwhile.'
          : 'The assistant answers.';
  }

  async #takeOver() {
    const takeOver = this.#person !== undefined;
    await this.#post('takeover', { reason: 'speaks with the shopper', takeOver });
  }

  /** The same words keep their name until they were taken: sent twice, they are said once. */
  async #say() {
    const text = this.#parts.text.value.trim();
    if (!text) return;
    if (this.#pending?.text !== text) this.#pending = { text, ref: randomId() };
    const { ref } = this.#pending;
    await this.#api.post(`/staff/conversations/${this.#id}/messages`, { by: this.#session.name, ref, text });
    this.#pending = undefined;
    this.#parts.text.value = '';
  }

  #post(what, body) {
    return this.#acts.post(`/staff/conversations/${this.#id}/${what}`, { by: this.#session.name, ...body });
  }

  #useReply() {
    const { canned, text } = this.#parts;
    if (canned.value) text.value = [text.value.trim(), canned.value].filter(Boolean).join('\n\n');
    canned.selectedIndex = 0;
    text.focus();
  }

  async #do(work) {
    this.#complain('');
    this.#busy(true);
    try {
      await work();
      await this.#changed();
    } catch (error) {
      this.#complain(error.errors?.[0]?.detail ?? error.message);
    } finally {
      this.#busy(false);
    }
    if (!this.#parts.form.hidden) this.#parts.text.focus();
  }

  #busy(busy) {
    for (const one of [this.#parts.take, this.#parts.back, this.#parts.send]) one.disabled = busy;
  }

  #complain(text) {
    this.#parts.error.textContent = text;
    this.#parts.error.hidden = !text;
  }
}

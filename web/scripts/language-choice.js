import { part } from './templates.js';
import { keepLanguage, LANGUAGES, language } from './words.js';

/** The control that changes the language: of the page at once, and of the conversation by a tap that says so. */
export class LanguageChoice {
  /** @param tell is given the words and the act, where there is a conversation to change. */
  constructor(select, storage, tell) {
    select.replaceChildren(
      ...Object.entries(LANGUAGES).map(([code, name]) => new Option(name, code, false, code === language())),
    );
    part(select.parentElement, 'code').textContent = language().toUpperCase();
    select.addEventListener('change', async () => {
      keepLanguage(storage, select.value);
      await tell(LANGUAGES[select.value], { type: 'switch_language', language: select.value });
      location.reload();
    });
  }
}

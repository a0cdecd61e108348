import { make } from './templates.js';
import { keepLanguage, language } from './words.js';

/** In the words of those whom it is for. */
const OFFERS = {
  en: { question: 'The page in English, too?', yes: 'In English', no: 'No' },
  es: { question: '¿También la página en español?', yes: 'En español', no: 'No' },
  de: { question: 'Auch die Seite auf Deutsch?', yes: 'Auf Deutsch', no: 'Nein' },
};
const OFFERED = 'shoptalk.language.offered';

/** Who talks with the shop in another language than the page's is asked, once, whether the page is to speak it, too. */
export class LanguageOffer {
  #element;
  #storage;

  constructor(element, storage) {
    this.#element = element;
    this.#storage = storage;
  }

  /** @param reply an entry of the conversation that has just come. */
  heard({ language: spoken }) {
    if (spoken === language()) this.#element.hidden = true;
    if (spoken === language() || !Object.hasOwn(OFFERS, spoken ?? '')) return;
    if (this.#storage.get(OFFERED) === spoken) return;
    this.#storage.set(OFFERED, spoken);
    this.#show(spoken);
  }

  #show(spoken) {
    const { question, yes, no } = OFFERS[spoken];
    const button = (words, act) => {
      const element = make('button', { class: 'link', type: 'button' }, words);
      element.addEventListener('click', act);
      return element;
    };
    this.#element.lang = spoken;
    this.#element.replaceChildren(
      question,
      button(yes, () => {
        keepLanguage(this.#storage, spoken);
        location.reload();
      }),
      button(no, () => {
        this.#element.hidden = true;
      }),
    );
    this.#element.hidden = false;
  }
}

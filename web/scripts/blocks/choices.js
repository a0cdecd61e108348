import { make } from '../templates.js';
import { t } from '../words.js';

/** Suggestions to tap; a tap says the words and carries the action. */
export class ChoicesBlock {
  element = make('ul', { class: 'choices', 'aria-label': t('Suggestions') });

  constructor({ choices }, shop) {
    for (const { label, text, action } of choices) {
      const button = make('button', { class: 'choice', type: 'button' }, label);
      button.addEventListener('click', () => shop.say(text, action));
      this.element.append(make('li', {}, button));
    }
  }
}

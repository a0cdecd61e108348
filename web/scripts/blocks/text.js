import { make } from '../templates.js';

/** What the shop says; blank lines part paragraphs. */
export class TextBlock {
  element = make('div', { class: 'text' });

  constructor({ text }) {
    this.element.append(...text.split(/\n{2,}/).map((paragraph) => make('p', {}, paragraph)));
  }
}

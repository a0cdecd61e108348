import { clone, fill, make, part } from '../templates.js';

/** An answer that the merchant has written, and where it stands among the others. */
export class PassageBlock {
  element = clone('passage');

  constructor({ title, text, href }) {
    fill(this.element, { title });
    part(this.element, 'text').append(...text.split(/\n{2,}/).map((paragraph) => make('p', {}, paragraph)));
    part(this.element, 'link').setAttribute('href', href);
  }
}

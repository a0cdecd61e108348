import { clone, fill, part } from '../templates.js';

let lastNumber = 0;

/** A choice of one among a few, with a button: ways to travel, ways to pay. */
export class OptionForm {
  element = clone('options');

  /**
   * @param options `[{id, label, detail, price}]`. @param button the words on it.
   * @param submit(id) sends the choice. @param back leaves without a change.
   */
  constructor({ legend, options, chosen, button, note, submit, back }) {
    const name = `option-${++lastNumber}`;
    fill(this.element, { legend, submit: button, note: note ?? '' });
    part(this.element, 'note').hidden = !note;
    part(this.element, 'list').append(
      ...options.map((option, index) => {
        const { id, label, detail = '', price = '' } = option;
        const element = fill(clone('option'), { label, detail, price });
        const input = element.querySelector('input');
        Object.assign(input, { name, value: id, checked: chosen ? chosen === id : index === 0 });
        return element;
      }),
    );
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      const choice = new FormData(this.element).get(name);
      if (choice && !part(this.element, 'submit').disabled) submit(choice);
    });
    part(this.element, 'back').hidden = !back;
    if (back) part(this.element, 'back').addEventListener('click', back);
  }

  /** Shuts the form while the choice is sent: a second tap does nothing. */
  set busy(busy) {
    part(this.element, 'submit').disabled = busy;
    part(this.element, 'submit').setAttribute('aria-busy', String(busy));
    this.element.querySelector('fieldset').disabled = busy;
  }
}

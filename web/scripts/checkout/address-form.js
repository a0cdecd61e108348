import { countryName } from '../format.js';
import { clone, make, part } from '../templates.js';
import { t } from '../words.js';
import { complaint, fieldElement, fieldsFor } from './address-fields.js';

let lastNumber = 0;

/** Asks where to send it. Fields follow the country; what is wrong is said at its field, ours and the shop's. */
export class AddressForm {
  element = clone('address');
  #countries;
  #number = `address-${++lastNumber}`;
  #fields = [];
  #submit;

  /** @param consent a box to show below the fields. @param submit(address) sends it. @param back leaves without a change; absent where there is nothing to go back to. */
  constructor({ countries, address, consent, submit, back }) {
    this.#countries = countries;
    this.#submit = submit;
    this.element.addEventListener('submit', (event) => this.#onSubmit(event));
    this.element.addEventListener('focusout', ({ target }) => this.#recheck(target));
    const backButton = part(this.element, 'back');
    backButton.hidden = !back;
    if (back) backButton.addEventListener('click', back);
    const country = address?.country ?? guessCountry(countries);
    if (consent) part(this.element, 'fields').after(consent.element);
    this.#build(country, address ?? {});
  }

  /** Problems the shop found: `[{field, message}]`. Returns whether one was shown at a field. */
  showErrors(errors) {
    const shown = errors.filter(({ field, message }) => this.#complain(this.#input(field), message));
    this.#input(shown[0]?.field)?.focus();
    return shown.length > 0;
  }

  /** Shuts the form while it is sent. */
  set busy(busy) {
    const button = part(this.element, 'submit');
    button.disabled = busy;
    button.setAttribute('aria-busy', String(busy));
  }

  #build(code, values) {
    const country = this.#countries.find((one) => one.code === code) ?? this.#countries[0];
    this.#fields = fieldsFor(country);
    const fields = this.#fields.map((field) => fieldElement(this.#number, field, values[field.name]));
    part(this.element, 'fields').replaceChildren(
      this.#countryField(country.code),
      ...fields,
      trap(values.subject),
    );
  }

  #countryField(code) {
    const id = `${this.#number}-country`;
    const options = this.#countries.map((country) =>
      make('option', { value: country.code }, countryName(country.code)),
    );
    const select = make(
      'select',
      { id, name: 'country', class: 'field__input', autocomplete: 'shipping country' },
      ...options,
    );
    select.value = code;
    select.addEventListener('change', () => {
      this.#build(select.value, this.#values());
      this.#input('country').focus();
    });
    return make(
      'p',
      { class: 'field', 'data-field': 'country' },
      make('label', { class: 'field__label', for: id }, t('Country')),
      select,
    );
  }

  #values() {
    const values = [...new FormData(this.element)].map(([name, value]) => [name, value.trim()]);
    return Object.fromEntries(values.filter(([, value]) => value !== ''));
  }

  #onSubmit(event) {
    event.preventDefault();
    const wrong = this.#fields.filter((field) => this.#check(field));
    if (wrong.length > 0) return this.#input(wrong[0].name).focus();
    this.#submit(this.#values());
  }

  /** Leaving a field mends its complaint, or makes one if something was written. */
  #recheck(input) {
    const field = this.#fields.find(({ name }) => name === input.name);
    if (field && (input.value || input.ariaInvalid === 'true')) this.#check(field);
  }

  #check(field) {
    const input = this.#input(field.name);
    if (input.value !== input.value.trim()) input.value = input.value.trim();
    const message = complaint(input, field);
    this.#complain(input, message);
    return message;
  }

  #complain(input, message) {
    const place = input?.parentElement.querySelector('.field-error');
    if (!place) return false;
    place.textContent = message;
    place.hidden = !message;
    input.setAttribute('aria-invalid', String(Boolean(message)));
    return true;
  }

  #input(name) {
    return this.element.elements.namedItem(name ?? '');
  }
}

/**
 * A field that nobody sees, reaches or has anything to fill in for. Bots fill in whatever there is; the shop then wants some
 * work done, and nothing is refused.
 */
function trap(value) {
  const input = make('input', { name: 'subject', type: 'text', tabindex: -1, autocomplete: 'off' });
  input.value = value ?? '';
  const label = make('label', {}, t('Leave this empty'), input);
  return make('p', { class: 'visually-hidden', 'aria-hidden': 'true' }, label);
}

/** The country of the reader's language, where we ship there. */
function guessCountry(countries) {
  const regions = navigator.languages.map((tag) => new Intl.Locale(tag).region);
  return countries.find(({ code }) => regions.includes(code))?.code ?? countries[0].code;
}

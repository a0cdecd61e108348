import { make } from '../templates.js';

/** The way in: through the providers of staff, or with the token and a name, on the shop's own machine. */
export class SignInForm {
  #form;
  #api;
  #session;

  /** @param done() when somebody is signed in. */
  constructor(form, { api, session }, done) {
    this.#form = form;
    this.#api = api;
    this.#session = session;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const [name, token] = ['name', 'token'].map((field) => this.#field(field).value.trim());
      if (!name) return this.#miss('name', 'Write your name first: it is kept on record.');
      if (!token) return this.#miss('token', 'Write the token first.');
      this.complain('');
      session.name = name;
      session.signIn(token);
      this.#field('token').value = '';
      done();
    });
  }

  /** Finds out who is signed in, and who one can sign in with. */
  async meet() {
    const [me, { items }] = await Promise.all([this.#api.get('/me'), this.#api.get('/sign-in')]);
    this.#session.recognise(me);
    const offered = items.filter(({ kind }) => kind === 'staff');
    const providers = this.#form.querySelector('#providers');
    providers.hidden = offered.length === 0;
    providers.replaceChildren(
      ...offered.map(({ name, href }) =>
        make(
          'a',
          { class: 'button button--primary', href: `${href}?return_to=/support/` },
          `Sign in with ${name}`,
        ),
      ),
    );
    this.#field('name').value = this.#session.name;
  }

  focus() {
    this.#field(this.#field('name').value ? 'token' : 'name').focus();
  }

  complain(message) {
    const place = this.#form.querySelector('#token-error');
    place.textContent = message;
    place.hidden = !message;
    this.#field('token').setAttribute('aria-invalid', String(Boolean(message)));
  }

  #miss(name, message) {
    this.complain(message);
    this.#field(name).focus();
  }

  #field(name) {
    return this.#form.elements.namedItem(name);
  }
}

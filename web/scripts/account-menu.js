import { icon, make, part } from './templates.js';
import { t } from './words.js';

/**
 * Who is signed in, the way in and out, and what one can do with what the shop knows, which guests can, too. Signing in
 * leads over the identity provider and back to this page; what a guest has comes along.
 */
export class AccountMenu {
  #parts;
  #api;
  #kind;

  /**
   * @param element holds the parts `sign-in`, `account`, `as`, `who`, `erase`, `sign-out`, `everywhere`.
   * @param kind of providers to offer. @param erase opens what asks whether everything is to be erased.
   */
  constructor(element, api, kind, erase) {
    this.#api = api;
    this.#kind = kind;
    this.#parts = Object.fromEntries(
      ['sign-in', 'account', 'as', 'who', 'erase', 'sign-out', 'everywhere'].map((name) => [
        name,
        part(element, name),
      ]),
    );
    this.#parts.erase.addEventListener('click', () => {
      this.#parts.account.open = false;
      erase();
    });
    this.#parts['sign-out'].addEventListener('click', () => this.#signOut(false));
    this.#parts.everywhere.addEventListener('click', () => this.#signOut(true));
  }

  /** Shows it; resolves to who is signed in. Throws when the shop does not answer. */
  async show() {
    const [me, { items }] = await Promise.all([this.#api.get('/me'), this.#api.get('/sign-in')]);
    const offered = items.filter(({ kind }) => kind === this.#kind);
    this.#parts['sign-in'].replaceChildren(
      ...offered.map((provider) => this.#link(provider, offered.length)),
    );
    this.#parts['sign-in'].hidden = me.signedIn || offered.length === 0;
    this.#parts.account.hidden = false;
    for (const name of ['as', 'sign-out', 'everywhere']) this.#parts[name].hidden = !me.signedIn;
    // Beside the way to sign in, the same sign again would say nothing.
    const sign = me.signedIn ? 'user' : 'shield';
    this.#parts.account.querySelector('use').setAttribute('href', `/icons.svg#${sign}`);
    this.#parts.who.textContent = me.signedIn ? (me.name ?? t('your account')) : t('Your data');
    return me;
  }

  #link({ name, href }, count) {
    const words = count > 1 ? t('Sign in with {name}', { name }) : t('Sign in');
    const label = make('span', { class: 'tool__label' }, words);
    const link = make('a', { class: 'tool', href, 'aria-label': words }, icon('user'), label);
    // Where to come back to is known when it is clicked: the conversation may have begun meanwhile.
    link.addEventListener('click', () => {
      const here = location.pathname + location.search;
      link.href = `${href}?${new URLSearchParams({ return_to: here })}`;
    });
    return link;
  }

  async #signOut(everywhere) {
    await this.#api.post('/sign-out', { everywhere });
    // The next who uses this browser is not to see what was here.
    localStorage.clear();
    sessionStorage.clear();
    location.assign(location.pathname);
  }
}

/** What to say after a sign-in that came to nothing; undefined otherwise. */
export function failedSignIn(search) {
  const words = {
    refused: t('You are not signed in. Please try again.'),
    unavailable: t('Signing in is not possible at the moment. Shopping works without.'),
  };
  return words[new URLSearchParams(search).get('sign_in')];
}

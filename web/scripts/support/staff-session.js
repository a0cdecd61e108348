import { ApiClient } from '../api-client.js';

const TOKEN = 'shoptalk.staff.token';
const NAME = 'shoptalk.staff.name';

/** The token and name of the person at this tab; gone when the tab closes. */
export class StaffSession {
  #storage;

  constructor(storage) {
    this.#storage = storage;
  }

  get signedIn() {
    return Boolean(this.#storage.get(TOKEN));
  }

  get name() {
    return this.#storage.get(NAME) ?? '';
  }

  set name(name) {
    this.#storage.set(NAME, name);
  }

  signIn(token) {
    this.#storage.set(TOKEN, token);
  }

  signOut() {
    this.#storage.remove(TOKEN);
  }

  /** A client that shows the token with each request. */
  api() {
    return new ApiClient({
      headers: { authorization: `Bearer ${this.#storage.get(TOKEN)}` },
      timeoutMs: 15_000,
    });
  }
}

import { ApiClient } from '../api-client.js';

const TOKEN = 'shoptalk.staff.token';
const NAME = 'shoptalk.staff.name';

/** Who is at this tab: somebody who has signed in, or whoever has the token, which is gone when the tab closes. */
export class StaffSession {
  #storage;
  #person;

  constructor(storage) {
    this.#storage = storage;
  }

  get signedIn() {
    return this.#person !== undefined || Boolean(this.#storage.get(TOKEN));
  }

  /** Whether this is a session of the shop, which signing out must end there. */
  get hasAccount() {
    return this.#person !== undefined;
  }

  /** @param person what `/me` says: somebody who is staff, or not. */
  recognise(person) {
    this.#person = person.roles.some((role) => role !== 'shopper') ? person : undefined;
  }

  get name() {
    return this.#person?.name ?? this.#storage.get(NAME) ?? '';
  }

  set name(name) {
    this.#storage.set(NAME, name);
  }

  signIn(token) {
    this.#storage.set(TOKEN, token);
  }

  signOut() {
    this.#person = undefined;
    this.#storage.remove(TOKEN);
  }

  /** A client that shows the token with each request; a session shows itself. */
  api() {
    const token = this.#storage.get(TOKEN);
    return new ApiClient({
      headers: token && !this.#person ? { authorization: `Bearer ${token}` } : {},
      timeoutMs: 15_000,
    });
  }
}

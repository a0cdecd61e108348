/**
 * Web storage that never throws: where it is blocked or full, values live in memory for as long as
 * the page does.
 */
export class SafeStorage {
  #store;
  #memory = new Map();

  /** @param open gives the storage area; reading `window.localStorage` itself can throw. */
  constructor(open) {
    try {
      this.#store = open();
    } catch {
      this.#store = undefined;
    }
  }

  get(key) {
    try {
      return this.#memory.get(key) ?? this.#store?.getItem(key) ?? undefined;
    } catch {
      return this.#memory.get(key);
    }
  }

  set(key, value) {
    try {
      this.#store.setItem(key, value);
      this.#memory.delete(key);
    } catch {
      this.#memory.set(key, value);
    }
  }

  remove(key) {
    this.#memory.delete(key);
    try {
      this.#store?.removeItem(key);
    } catch {
      // What cannot be reached cannot be removed; it is gone from memory.
    }
  }

  /** Every key that begins with `prefix`. */
  keys(prefix) {
    const names = new Set(this.#memory.keys());
    try {
      for (let i = 0; i < (this.#store?.length ?? 0); i += 1) names.add(this.#store.key(i));
    } catch {
      // Memory alone, then.
    }
    return [...names].filter((name) => name?.startsWith(prefix));
  }
}

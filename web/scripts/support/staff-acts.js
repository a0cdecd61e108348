/**
 * What staff do, sent with a key that it keeps until it is answered: pressed again after a lost answer, it is done once.
 */
export class StaffActs {
  #api;
  #keys;

  constructor(api, keys) {
    this.#api = api;
    this.#keys = keys;
  }

  /** Resolves with the answer; throws what the shop said. */
  async post(path, body) {
    const key = this.#keys.keyFor(path, body);
    try {
      const answer = await this.#api.post(path, body, key);
      this.#keys.answered(path);
      return answer;
    } catch (error) {
      if (!error.passing) this.#keys.answered(path);
      throw error;
    }
  }
}

const FIRST_SLOTS = 1 << 16;

/**
 * Which of very many texts came before, in some 16 to 32 bytes each: a set of 64-bit hashes. Among ten million
 * texts, the odds that one is taken for another are one in 370,000.
 */
export class Seen {
  /** Two halves of a hash to a slot, zeros where it is free. */
  #slots = new Uint32Array(FIRST_SLOTS * 2);
  #count = 0;

  /** @returns whether the text came before */
  add(text: string): boolean {
    const { high, low } = hashOf(text);
    const slot = this.#slotOf(high, low);
    if (this.#slots[slot] !== 0) return true;
    this.#slots[slot] = high;
    this.#slots[slot + 1] = low;
    this.#count += 1;
    if (this.#count * 4 > this.#slots.length) this.#grow();
    return false;
  }

  has(text: string): boolean {
    const { high, low } = hashOf(text);
    return this.#slots[this.#slotOf(high, low)] !== 0;
  }

  /** Where the hash is, or would be. */
  #slotOf(high: number, low: number): number {
    const mask = this.#slots.length / 2 - 1;
    for (let place = low & mask; ; place = (place + 1) & mask) {
      const slot = place * 2;
      const taken = this.#slots[slot];
      if (taken === 0 || (taken === high && this.#slots[slot + 1] === low)) return slot;
    }
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(before.length * 2);
    for (let slot = 0; slot < before.length; slot += 2) {
      const [high = 0, low = 0] = before.subarray(slot, slot + 2);
      if (high === 0) continue;
      const place = this.#slotOf(high, low);
      this.#slots[place] = high;
      this.#slots[place + 1] = low;
    }
  }
}

/** Two 32-bit halves, mixed by multiplication with odd constants; `high` is never zero, which means "free". */
function hashOf(text: string): { high: number; low: number } {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x01000193) ^ (low >>> 15);
    low = Math.imul(low ^ code, 0x5bd1e995) ^ (high >>> 13);
  }
  high = Math.imul(high ^ (low >>> 16), 0xc2b2ae35);
  low = Math.imul(low ^ (high >>> 16), 0x27d4eb2f);
  return { high: (high ^ (low >>> 13)) >>> 0 || 1, low: (low ^ (high >>> 15)) >>> 0 };
}

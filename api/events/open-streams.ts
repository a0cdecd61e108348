import { ShopError } from '../../domain/index.js';

/** No shopper keeps more streams open than this: tabs and devices, not floods. */
export const MAX_STREAMS_PER_SHOPPER = 10;

/** Anything that is sent until it is closed. */
interface OpenStream {
  close(): void;
}

interface Holder {
  /** Or one of the staff. */
  shopperId: string;
  /** As `addressKey` gives it. */
  address: string;
}

/** The streams of this process: counted for each shopper and address, and ended together when it stops. */
export class OpenStreams {
  readonly #streams = new Map<OpenStream, Holder>();
  readonly #counts = new Map<string, number>();
  readonly #maxPerAddress: number;
  #closed = false;

  constructor({ maxPerAddress = 200 }: { maxPerAddress?: number } = {}) {
    this.#maxPerAddress = maxPerAddress;
  }

  get size(): number {
    return this.#streams.size;
  }

  /** Throws `busy` when the shopper or the address has too many, before anything is opened. */
  makeRoom({ shopperId, address }: Holder): void {
    if (this.#closed) throw new ShopError('unavailable', 'The shop is restarting; reconnect in a moment.');
    const open = this.#counts.get(shopperId) ?? 0;
    if (open >= MAX_STREAMS_PER_SHOPPER)
      throw new ShopError('busy', `You follow ${open} conversations at once; close some tabs and try again.`);
    // Whoever takes a new cookie for each stream is a new shopper each time, from one address.
    if ((this.#counts.get(address) ?? 0) >= this.#maxPerAddress)
      throw new ShopError('busy', 'Too many conversations are followed from your network; try again later.');
  }

  add(holder: Holder, stream: OpenStream): void {
    this.#streams.set(stream, holder);
    this.#count(holder, 1);
  }

  remove(stream: OpenStream): void {
    const holder = this.#streams.get(stream);
    if (holder) this.#count(holder, -1);
    this.#streams.delete(stream);
    stream.close();
  }

  #count({ shopperId, address }: Holder, by: 1 | -1): void {
    for (const key of [shopperId, address]) {
      const count = (this.#counts.get(key) ?? 0) + by;
      if (count > 0) this.#counts.set(key, count);
      else this.#counts.delete(key);
    }
  }

  /** Ends every stream and refuses new ones; for shutdown. */
  closeAll(): void {
    this.#closed = true;
    for (const stream of this.#streams.keys()) this.remove(stream);
  }
}

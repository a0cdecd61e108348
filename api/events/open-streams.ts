import { ShopError, type ShopperId } from '../../domain/index.js';
import type { EntryStream } from './entry-stream.js';

/** No shopper keeps more streams open than this: tabs and devices, not floods. */
export const MAX_STREAMS_PER_SHOPPER = 10;

/** The streams of this process: counted for each shopper, and ended together when it stops. */
export class OpenStreams {
  readonly #streams = new Map<EntryStream, ShopperId>();
  #closed = false;

  get size(): number {
    return this.#streams.size;
  }

  /** Throws `busy` when the shopper has too many, before anything is opened. */
  makeRoom(shopperId: ShopperId): void {
    if (this.#closed) throw new ShopError('unavailable', 'The shop is restarting; reconnect in a moment.');
    const open = [...this.#streams.values()].filter((owner) => owner === shopperId).length;
    if (open < MAX_STREAMS_PER_SHOPPER) return;
    throw new ShopError('busy', `You follow ${open} conversations at once; close some tabs and try again.`);
  }

  add(shopperId: ShopperId, stream: EntryStream): void {
    this.#streams.set(stream, shopperId);
  }

  remove(stream: EntryStream): void {
    this.#streams.delete(stream);
    stream.close();
  }

  /** Ends every stream and refuses new ones; for shutdown. */
  closeAll(): void {
    this.#closed = true;
    for (const stream of this.#streams.keys()) this.remove(stream);
  }
}

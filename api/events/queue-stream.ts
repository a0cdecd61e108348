import { PassThrough } from 'node:stream';
import type { QueueItem } from '../../domain/index.js';

export interface QueueStreamOptions {
  /** What waits now; undefined ends the stream, for who may not see it any more. */
  read(): Promise<QueueItem[] | undefined>;
  /** Asks to be told when something may have changed; returns how to stop that. */
  subscribe(onNews: () => void): () => void;
  onReadError(error: unknown): void;
  /** Milliseconds between looks without news: leases end by the clock. */
  lookMs: number;
}

/** The queue of the support console as server-sent events: the whole list, whenever it has changed. */
export class QueueStream {
  readonly output = new PassThrough();
  readonly #options: QueueStreamOptions;
  readonly #unsubscribe: () => void;
  readonly #clock: NodeJS.Timeout;
  #sent = '';
  #looking = false;
  #again = false;
  #closed = false;

  constructor(options: QueueStreamOptions) {
    this.#options = options;
    this.output.write('retry: 1000\n\n');
    this.#unsubscribe = options.subscribe(() => void this.#look());
    this.#clock = setInterval(() => void this.#look(), options.lookMs);
    this.#clock.unref();
    void this.#look();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unsubscribe();
    clearInterval(this.#clock);
    this.output.end();
  }

  /** One look at a time; news that comes meanwhile makes it look once more. */
  async #look(): Promise<void> {
    this.#again = true;
    if (this.#looking) return;
    this.#looking = true;
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        const items = await this.#options.read();
        if (!items) return this.close();
        this.#send(items);
      }
    } catch (error) {
      this.#options.onReadError(error);
    } finally {
      this.#looking = false;
    }
  }

  #send(items: QueueItem[]): void {
    // A client that does not read gets the newest list once it does.
    if (this.#closed || this.output.writableNeedDrain) return;
    const list = JSON.stringify(items);
    if (list === this.#sent) {
      this.output.write(': still here\n\n');
      return;
    }
    this.#sent = list;
    this.output.write(`event: queue\ndata: ${JSON.stringify({ items, asOf: new Date().toISOString() })}\n\n`);
  }
}

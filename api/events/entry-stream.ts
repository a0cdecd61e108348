import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { Draft } from '../../activities/ports/index.js';
import type { TranscriptEntry } from '../../domain/index.js';

export interface EntryStreamOptions {
  /** The last seq that the client has. */
  after: number;
  /** Reads what comes after a seq, in order. */
  read(after: number, limit: number): Promise<TranscriptEntry[]>;
  /** Asks to be told when there may be more; returns how to stop that. */
  subscribe(onNews: () => void): () => void;
  /** Asks for what is said so far of a reply that is being worded; returns how to stop that. */
  subscribeDrafts(onDraft: (draft: Draft) => void): () => void;
  onReadError(error: unknown): void;
  /** Milliseconds between comments that keep proxies from closing a quiet stream. */
  heartbeatMs: number;
}

const BATCH = 100;
const READ_AGAIN_MS = 1_000;

/**
 * Server-sent events of one conversation for one client. Notifications only say that it is time to
 * look; entries are always read from the database after the last one sent, so that none is lost,
 * doubled or out of order, whatever happens to the notifications.
 */
export class EntryStream {
  readonly output = new PassThrough();
  readonly #options: EntryStreamOptions;
  readonly #unsubscribe: (() => void)[];
  readonly #heartbeat: NodeJS.Timeout;
  #last: number;
  #reading = false;
  #moreWanted = false;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: EntryStreamOptions) {
    this.#options = options;
    this.#last = options.after;
    // The first bytes send the headers; `retry` is what browsers wait before they reconnect.
    this.output.write('retry: 1000\n\n');
    this.#heartbeat = setInterval(() => this.output.write(': still here\n\n'), options.heartbeatMs);
    this.#heartbeat.unref();
    this.#unsubscribe = [
      options.subscribe(() => void this.#pump()),
      options.subscribeDrafts((draft) => this.#sendDraft(draft)),
    ];
    void this.#pump();
  }

  /** Ends the stream; the client reconnects by itself and names the last entry it has. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const stop of this.#unsubscribe) stop();
    clearInterval(this.#heartbeat);
    clearTimeout(this.#retry);
    this.output.end();
  }

  async #pump(): Promise<void> {
    this.#moreWanted = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#moreWanted && !this.#closed) {
        this.#moreWanted = false;
        await this.#sendBatch();
      }
    } catch (error) {
      this.#options.onReadError(error);
      if (!this.#closed) this.#retry = setTimeout(() => void this.#pump(), READ_AGAIN_MS);
    } finally {
      this.#reading = false;
    }
  }

  async #sendBatch(): Promise<void> {
    const entries = await this.#options.read(this.#last, BATCH);
    for (const entry of entries) {
      if (this.#closed) return;
      this.#last = entry.seq;
      const fits = this.output.write(`id: ${entry.seq}\nevent: entry\ndata: ${JSON.stringify(entry)}\n\n`);
      // A client that does not read must not make us hold its conversation in memory.
      if (!fits) await this.#drained();
    }
    if (entries.length === BATCH) this.#moreWanted = true;
  }

  /** A draft has no id: a client that reconnects goes on after the last entry. One that cannot be sent is left out. */
  #sendDraft(draft: Draft): void {
    if (this.#closed || this.output.writableNeedDrain) return;
    this.output.write(`event: draft\ndata: ${JSON.stringify(draft)}\n\n`);
  }

  async #drained(): Promise<void> {
    const waiting = new AbortController();
    const heard = (event: string) => once(this.output, event, { signal: waiting.signal });
    await Promise.race([heard('drain'), heard('close')]).finally(() => waiting.abort());
  }
}

import { retryDelay, waitToRetry } from '../backoff.js';

/**
 * Server-sent events over fetch: an EventSource cannot show a token. Connects again by itself, and asks `path()` anew each
 * time. Fires each event under its name with its data, `up` and `down`, and `refused` when staff may not (any more) see it.
 */
export class StaffEvents extends EventTarget {
  #api;
  #path;
  #abort;

  /** @param path gives the path to follow. */
  constructor(api, path) {
    super();
    this.#api = api;
    this.#path = path;
  }

  start() {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    void this.#follow(abort.signal);
  }

  stop() {
    this.#abort?.abort();
  }

  async #follow(signal) {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        const response = await this.#api.open(this.#path(), signal);
        if (response.status === 401 || response.status === 403)
          return this.dispatchEvent(new Event('refused'));
        if (response.ok) {
          attempt = 0;
          this.dispatchEvent(new Event('up'));
          await this.#read(response.body, signal);
        }
      } catch {
        // Whatever broke it, it is tried again.
      }
      if (signal.aborted) return;
      this.dispatchEvent(new Event('down'));
      await waitToRetry(retryDelay(attempt, { baseMs: 1000, maxMs: 30_000 }));
    }
  }

  async #read(body, signal) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return;
      buffer += value;
      const parts = buffer.split('\n\n');
      buffer = parts.pop();
      for (const one of parts) this.#dispatch(one);
    }
  }

  #dispatch(text) {
    const fields = Object.fromEntries(
      text
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
    );
    if (!fields.event || !fields.data) return;
    this.dispatchEvent(new CustomEvent(fields.event, { detail: JSON.parse(fields.data) }));
  }
}

import type { ApiClient, Json } from './client.js';

export interface ServerEvent {
  id: string | undefined;
  event: string | undefined;
  data: Json;
}

/** Reads server-sent events as a browser does, one after the other. */
export class EventReader {
  readonly response: Response;
  readonly #abort: AbortController;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #buffer = '';
  /** Comments seen so far. */
  comments = 0;

  private constructor(response: Response, abort: AbortController) {
    this.response = response;
    this.#abort = abort;
    this.#reader = (response.body as ReadableStream<Uint8Array>).getReader();
  }

  static async open(
    client: ApiClient,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<EventReader> {
    const abort = new AbortController();
    return new EventReader(await client.open('GET', path, { headers, signal: abort.signal }), abort);
  }

  /** The next event; `undefined` when the server ended the stream. */
  async next(): Promise<ServerEvent | undefined> {
    for (;;) {
      const end = this.#buffer.indexOf('\n\n');
      if (end < 0) {
        const { done, value } = await this.#reader.read();
        if (done) return undefined;
        this.#buffer += new TextDecoder().decode(value);
        continue;
      }
      const lines = this.#buffer.slice(0, end).split('\n');
      this.#buffer = this.#buffer.slice(end + 2);
      if (lines[0]?.startsWith(':')) this.comments++;
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const data = field('data');
      if (data !== undefined) return { id: field('id'), event: field('event'), data: JSON.parse(data) };
    }
  }

  async take(count: number): Promise<ServerEvent[]> {
    const events: ServerEvent[] = [];
    while (events.length < count) {
      const event = await this.next();
      if (!event) break;
      events.push(event);
    }
    return events;
  }

  close(): void {
    this.#abort.abort();
  }
}

import { once } from 'node:events';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';

export interface Refusal {
  /** Absent for what was only seen when all lines were in. */
  line?: number;
  sku?: string;
  reason: string;
}

const SHOWN = 5;
const MOST_REASONS = 200;

/** The lines of a feed that could not be taken: all of them in a file, the first ones and their number on screen. */
export class Refusals {
  readonly file: string;
  readonly first: Refusal[] = [];
  count = 0;
  readonly #reasons = new Map<string, number>();
  #stream: WriteStream | undefined;

  constructor(file: string) {
    this.file = file;
  }

  /** Waits while the disk is slower than the feed. */
  async add(refusal: Refusal): Promise<void> {
    this.count += 1;
    if (this.first.length < SHOWN) this.first.push(refusal);
    const kind = refusal.reason.replace(/“[^”]*”/g, '“…”');
    if (this.#reasons.has(kind) || this.#reasons.size < MOST_REASONS) {
      this.#reasons.set(kind, (this.#reasons.get(kind) ?? 0) + 1);
    }
    this.#stream ??= this.#open();
    const row = [refusal.line ?? '', refusal.sku ?? '', refusal.reason].map(quoted).join(',');
    if (!this.#stream.write(`${row}\n`)) await once(this.#stream, 'drain');
  }

  /** How often each reason was given, most first. */
  reasons(): { reason: string; count: number }[] {
    return [...this.#reasons]
      .map(([reason, count]) => ({ reason, count }))
      .toSorted((a, b) => b.count - a.count)
      .slice(0, SHOWN);
  }

  async close(): Promise<void> {
    if (!this.#stream) return;
    this.#stream.end();
    await finished(this.#stream);
  }

  #open(): WriteStream {
    mkdirSync(path.dirname(this.file), { recursive: true });
    const stream = createWriteStream(this.file);
    stream.write('line,sku,reason\n');
    return stream;
  }
}

/** What a spreadsheet would run as a formula begins with an apostrophe: feeds come from anywhere, and people open this. */
function quoted(value: string | number): string {
  const text = String(value).replace(/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/, "'$&");
  return `"${text.replaceAll('"', '""')}"`;
}

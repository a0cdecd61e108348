import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace';

/** Random ids, but for a span whose id was given out before anybody could begin it. */
export class GivenIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  #next: string | undefined;

  /** The id of the very next span that begins: begin it in the same breath. */
  nextSpanId(id: string): void {
    this.#next = id;
  }

  generateTraceId(): string {
    return this.#random.generateTraceId();
  }

  generateSpanId(): string {
    const id = this.#next ?? this.#random.generateSpanId();
    this.#next = undefined;
    return id;
  }
}

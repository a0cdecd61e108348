import type { Understanding, UnderstandingContext } from '../../domain/index.js';

/** Reads intent and slots out of one message. Deterministic engines answer in milliseconds and never throw. */
export interface Understander {
  understand(text: string, context: UnderstandingContext): Promise<Understanding>;
}

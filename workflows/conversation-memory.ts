import type { MessageId } from '../domain/index.js';
import type { ConversationContext } from '../machines/conversation-context.js';

/** How many recent turns are remembered, so that a late retry gets the reply it already had. */
const RECENT_TURNS = 64;

/** What one run of a conversation, at rest, hands to the next. */
export interface ConversationMemory {
  context: ConversationContext;
  recentTurns: [MessageId, number][];
}

/** The last turns and where their replies stand, oldest first. */
export class RecentTurns {
  readonly #turns: Map<MessageId, number>;

  constructor(turns: readonly [MessageId, number][] = []) {
    this.#turns = new Map(turns);
  }

  seqOf(messageId: MessageId): number | undefined {
    return this.#turns.get(messageId);
  }

  remember(messageId: MessageId, seq: number): void {
    this.#turns.set(messageId, seq);
    for (const oldest of this.#turns.keys()) {
      if (this.#turns.size <= RECENT_TURNS) break;
      this.#turns.delete(oldest);
    }
  }

  list(): [MessageId, number][] {
    return [...this.#turns];
  }
}

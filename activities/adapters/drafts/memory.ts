import type { ConversationId } from '../../../domain/index.js';
import type { Draft, Drafts } from '../../ports/index.js';

/** Those who listen in this process, by conversation. */
export class DraftListeners {
  readonly #listeners = new Map<ConversationId, Set<(draft: Draft) => void>>();

  /** Returns whether it is the first of its conversation. */
  add(conversationId: ConversationId, onDraft: (draft: Draft) => void): boolean {
    const listeners = this.#listeners.get(conversationId) ?? new Set();
    this.#listeners.set(conversationId, listeners.add(onDraft));
    return listeners.size === 1;
  }

  /** Returns whether it was the last of its conversation. */
  remove(conversationId: ConversationId, onDraft: (draft: Draft) => void): boolean {
    const listeners = this.#listeners.get(conversationId);
    if (!listeners?.delete(onDraft) || listeners.size > 0) return false;
    this.#listeners.delete(conversationId);
    return true;
  }

  tell(conversationId: ConversationId, draft: Draft): void {
    for (const onDraft of this.#listeners.get(conversationId) ?? []) onDraft(draft);
  }

  conversations(): ConversationId[] {
    return [...this.#listeners.keys()];
  }
}

/** Drafts within one process: for where there is no Redis, and api and worker then do not hear each other. */
export function createMemoryDrafts(): Drafts {
  const listeners = new DraftListeners();
  return {
    publish: async (conversationId, draft) => listeners.tell(conversationId, draft),
    subscribe(conversationId, onDraft) {
      listeners.add(conversationId, onDraft);
      return () => void listeners.remove(conversationId, onDraft);
    },
    close: async () => undefined,
  };
}

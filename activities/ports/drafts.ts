import type { ConversationId, MessageId } from '../../domain/index.js';

/** What has been said so far of a reply that is still being worded. The reply in the transcript replaces it. */
export interface Draft {
  inReplyTo: MessageId;
  text: string;
}

/** Carries drafts from the worker that words a reply to the pages that wait for it. May lose any of them. */
export interface Drafts {
  /** Never throws. */
  publish(conversationId: ConversationId, draft: Draft): Promise<void>;
  /** Returns how to stop. */
  subscribe(conversationId: ConversationId, onDraft: (draft: Draft) => void): () => void;
  close(): Promise<void>;
}

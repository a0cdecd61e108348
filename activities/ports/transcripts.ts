import type { ConversationId, MessageId, Reply, ShopperMessage } from '../../domain/index.js';

/** What has been said, in order. Appending the same thing again changes nothing. */
export interface Transcripts {
  message(conversationId: ConversationId, messageId: MessageId): Promise<ShopperMessage | undefined>;
  /**
   * @param ref names the reply within the conversation: the message id, or what else caused it
   * @param reply the language that it is written in is from now on the conversation's
   * Returns its seq.
   */
  appendReply(conversationId: ConversationId, ref: string, reply: Reply): Promise<number>;
}

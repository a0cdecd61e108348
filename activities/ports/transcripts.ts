import type { ConversationId, MessageId, Reply, ShopperMessage, Standing } from '../../domain/index.js';

/** What has been said, in order. Appending the same thing again changes nothing. */
export interface Transcripts {
  message(conversationId: ConversationId, messageId: MessageId): Promise<ShopperMessage | undefined>;
  /**
   * @param ref names the reply within the conversation: the message id, or what else caused it
   * @param reply the language that it is written in is from now on the conversation's
   * @param standing where the conversation stands with this reply; kept with it, in place of the one before
   * @returns its seq
   */
  appendReply(
    conversationId: ConversationId,
    ref: string,
    reply: Reply,
    standing?: Standing,
  ): Promise<number>;
  /** What a conversation whose workflow is gone goes on from. */
  recall(conversationId: ConversationId): Promise<Recollection>;
}

export interface Recollection {
  /** Where it stood with its last reply; undefined when it has none, or none that can be read any more. */
  standing: Standing | undefined;
  /** The messages that were answered last, and where the replies stand; oldest first. */
  answered: [MessageId, number][];
}

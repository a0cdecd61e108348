import type { ConversationId, PersonNote } from '../../domain/index.js';

/** What people of the staff do in conversations, for the transcript and for those who look for work. */
export interface PersonNotes {
  /** Notes that the shopper waits for a person; since the first time they asked. */
  call(conversationId: ConversationId): Promise<void>;
  /**
   * Puts it into the transcript, once for each `ref`, and remembers who speaks. Words are those that the api has left
   * under `ref`. Returns the place of the entry; `undefined` when there are no such words.
   */
  append(
    conversationId: ConversationId,
    ref: string,
    note: PersonNote & { personId: string; name: string },
  ): Promise<number | undefined>;
}

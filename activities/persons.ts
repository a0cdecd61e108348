import { ApplicationFailure } from '@temporalio/activity';
import type { ConversationId, PersonNote } from '../domain/index.js';
import type { PersonNotes } from './ports/index.js';

/** What a conversation asks of the world when people of the staff speak in it. */
export function createPersonActivities({ notes }: { notes: PersonNotes }) {
  return {
    /** Lets staff know that the shopper waits for one of them. */
    async callPerson({ conversationId }: { conversationId: ConversationId }): Promise<void> {
      await notes.call(conversationId);
    },

    /** Puts it into the transcript; returns its place there. Fails for good where words are meant that nobody left. */
    async notePerson(
      request: { conversationId: ConversationId; ref: string; personId: string; name: string } & PersonNote,
    ): Promise<{ seq: number }> {
      const { conversationId, ref, ...note } = request;
      const seq = await notes.append(conversationId, ref, note);
      if (seq === undefined)
        throw ApplicationFailure.nonRetryable(`there are no words under ${ref}`, 'not_found');
      return { seq };
    },
  };
}

export type PersonActivities = ReturnType<typeof createPersonActivities>;

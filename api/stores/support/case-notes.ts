import type { PersonalFields } from '../../../activities/ports/index.js';
import { aboutNote, type CaseNote, type ConversationId } from '../../../domain/index.js';
import type { Database } from '../database.js';

/** What staff tell each other about a case. */
export interface CaseNotes {
  /** Of everything that belongs to the conversation; oldest first. */
  of(conversationId: ConversationId): Promise<CaseNote[]>;
  add(note: { subject: string; conversationId: ConversationId; author: string; text: string }): Promise<void>;
}

export function caseNoteStore(database: Database, fields: PersonalFields): CaseNotes {
  return {
    async of(conversationId) {
      const rows = await database.rows<Omit<CaseNote, 'at'> & { at: Date }>(
        'select id::text, subject, author, text, at from case_notes where conversation_id = $1 order by at, id limit 500',
        [conversationId],
      );
      return rows.map(({ at, ...note }) => ({
        ...note,
        text: fields.open(note.text, aboutNote(note.subject)),
        at: at.toISOString(),
      }));
    },

    async add({ subject, conversationId, author, text }) {
      await database.rows(
        'insert into case_notes (subject, conversation_id, author, text) values ($1, $2, $3, $4)',
        [subject, conversationId, author, fields.seal(text, aboutNote(subject))],
      );
    },
  };
}

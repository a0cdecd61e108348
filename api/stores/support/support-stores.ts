import type { PersonalFields } from '../../../activities/ports/index.js';
import type { Database } from '../database.js';
import { type CaseFiles, caseFileStore } from './case-files.js';
import { type CaseNotes, caseNoteStore } from './case-notes.js';
import { type Leases, leaseStore } from './leases.js';
import { type ParkedMails, parkedMailStore } from './parked-mail.js';
import { type PersonWords, personWordStore } from './person-words.js';
import { queueStore, type SupportQueue } from './queue.js';
import { type Timelines, timelineStore } from './timeline.js';

/** What the support console reads and writes. */
export interface SupportStores {
  queue: SupportQueue;
  leases: Leases;
  files: CaseFiles;
  notes: CaseNotes;
  words: PersonWords;
  timelines: Timelines;
  parkedMails: ParkedMails;
}

export function supportStores(database: Database, fields: PersonalFields): SupportStores {
  return {
    queue: queueStore(database),
    leases: leaseStore(database),
    files: caseFileStore(database, fields),
    notes: caseNoteStore(database, fields),
    words: personWordStore(database, fields),
    timelines: timelineStore(database, fields),
    parkedMails: parkedMailStore(database),
  };
}

import type { Language } from '../../domain/index.js';
import type { MailName } from '../ports/index.js';

/** What is to be written to whom; or why, by now, nothing is. */
export type Letter =
  | {
      kind: 'letter';
      name: MailName;
      language: Language;
      to: { name: string; address: string };
      data: object;
      unsubscribeUrl?: string;
    }
  | { kind: 'unwanted'; reason: string };

/** The reason to write is there, but what it is about is not: a person must look at it. */
export class LetterImpossible extends Error {
  override readonly name = 'LetterImpossible';
}

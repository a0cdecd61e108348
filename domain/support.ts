import { z } from 'zod';

/** What a person of the staff did in a conversation. */
export type PersonNote = { what: 'joined' | 'said' } | { what: 'left'; why: 'handed_back' | 'silent' };

/** What a case is about. */
export const CaseKind = z.enum(['conversation', 'checkout', 'order']);
export type CaseKind = z.infer<typeof CaseKind>;

/** Names a case, in the audit log, too: `checkout/<id>`. */
export const caseSubject = (kind: CaseKind, id: string) => `${kind}/${id}`;

/** Names what a person writes, once; sending it again never says it twice. */
export const PersonRef = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'use 8 to 64 letters, digits, "-" or "_"');

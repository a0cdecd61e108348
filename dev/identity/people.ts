/** Somebody who can be picked on the sign-in page of the development identity provider. */
export interface Person {
  /** Who they are to the shop; stays the same over restarts, so that their orders stay theirs. */
  subject: string;
  name: string;
  roles: readonly string[];
}

export const SHOPPERS: readonly Person[] = [
  { subject: 'ada', name: 'Ada Shopper', roles: [] },
  { subject: 'ben', name: 'Ben Shopper', roles: [] },
];

export const STAFF: readonly Person[] = [
  { subject: 'sam', name: 'Sam Support', roles: ['support'] },
  { subject: 'olga', name: 'Olga Ops', roles: ['ops'] },
  { subject: 'alex', name: 'Alex Admin', roles: ['admin'] },
];

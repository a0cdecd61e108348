import type { ShopperId } from '../../domain/index.js';

/** What somebody may be. `admin` may all that the others may. */
export const ROLES = ['shopper', 'support', 'ops', 'admin'] as const;
export type Role = (typeof ROLES)[number];
export type StaffRole = Exclude<Role, 'shopper'>;

/** Who a request comes from, once that has been proved. */
export interface Person {
  /** How it was proved: a guest's cookie, a session, a bearer token of an issuer, or the staff token. */
  by: 'guest' | 'session' | 'bearer' | 'staff token';
  /** Whose things they see; the staff token has none. */
  shopperId: ShopperId | undefined;
  roles: readonly Role[];
  /** What the audit log calls them; undefined for who has no account. */
  name: string | undefined;
  /** Their account, as the audit log keeps it; undefined for who has none. */
  accountId: string | undefined;
  /** Their session, which can be ended. */
  sessionId: string | undefined;
}

export function hasRole(person: Person | undefined, allowed: readonly StaffRole[]): boolean {
  if (!person) return false;
  return person.roles.some((role) => role === 'admin' || allowed.some((one) => one === role));
}

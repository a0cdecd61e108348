import { ROLES, type Role } from './person.js';

type Claims = Readonly<Record<string, unknown>>;

interface Issuer {
  kind: 'shopper' | 'staff';
  rolesClaim: string;
}

/** Whether the claim of roles is among these, whatever it says. */
export function namesRoles(claims: Claims, { rolesClaim }: Issuer): boolean {
  return claimAt(claims, rolesClaim) !== undefined;
}

/**
 * The roles that claims give. Who comes from an issuer of shoppers is a shopper, whatever else is claimed: people can
 * open accounts there by themselves. An issuer of staff gives the roles it names, and none that the shop does not know.
 */
export function rolesOf(claims: Claims, issuer: Issuer): Role[] {
  if (issuer.kind === 'shopper') return ['shopper'];
  const claimed = claimAt(claims, issuer.rolesClaim);
  const names = typeof claimed === 'string' ? claimed.split(/[\s,]+/) : Array.isArray(claimed) ? claimed : [];
  return ROLES.filter((role) => role === 'shopper' || names.includes(role));
}

/** What to call somebody; a name, never the address that mail goes to. */
export function nameOf(claims: Claims): string | undefined {
  for (const claim of ['name', 'preferred_username', 'nickname', 'given_name']) {
    const name = claims[claim];
    if (typeof name === 'string' && name.trim() !== '') return shown(name);
  }
  return undefined;
}

/** `realm_access.roles` leads inwards, unless a claim has that very name (some issuers use addresses). */
function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Claims)[part];
  }
  return value;
}

/** Without what could forge a line of a log, and not longer than what a page can show. */
function shown(name: string): string {
  return name
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
    .toWellFormed();
}

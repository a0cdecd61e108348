/**
 * A field that forms have and people neither see nor reach; the page sends it with what its form says, if anything fills it in.
 * No browser has anything to fill in under this name, and bots that fill in whatever there is like it.
 */
export const TRAP = 'subject';

/** Whether a body fills it in. */
export function isTrapped(body: unknown): boolean {
  return typeof body === 'object' && body !== null && TRAP in body && Boolean(body[TRAP]);
}

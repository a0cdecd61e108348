import { hkdfSync } from 'node:crypto';
import { SEALED_MARK } from '../../../domain/index.js';
import type { PersonalFields } from '../../ports/index.js';
import { KEY_BYTES, KeyRing, keyedDigest, type RingKey, Unreadable } from './key-ring.js';

const SEALED = new RegExp(`^${SEALED_MARK}([A-Za-z0-9_-]*):([A-Za-z0-9_-]+)$`);
/** Says what a key is derived for; another one would find nothing that was written down before. */
const MAIL_PURPOSE = 'shoptalk: finding by mail address';

/** Where there are no keys. What was sealed cannot be read then, and is refused rather than shown. */
export const FIELDS_IN_THE_CLEAR: PersonalFields = {
  seal: (value) => value,
  open: (stored, about) => {
    if (isSealed(stored))
      throw new Unreadable(`${about} is encrypted; set ENCRYPTION_KEYS to what it was encrypted with.`);
    return stored as never;
  },
  mailDigest: () => undefined,
  mailDigests: () => [],
  mark: undefined,
};

/**
 * @param keys the key ring; the first seals, all open
 * @param writes whether to seal. Without, what is sealed is read and new things are written in the clear: for the
 * release in which not every process can read them yet
 */
export function createPersonalFields(keys: readonly RingKey[], { writes = true } = {}): PersonalFields {
  const [first] = keys;
  if (!first) return FIELDS_IN_THE_CLEAR;
  const ring = new KeyRing(keys);
  const mark = `${SEALED_MARK}${first.id}:`;
  const finders = keys.map(({ id, bytes }) => ({
    id,
    key: Buffer.from(hkdfSync('sha256', bytes, '', MAIL_PURPOSE, KEY_BYTES)),
  }));
  const digests = (address: string) => {
    const normalised = address.trim().toLowerCase();
    return finders.map(
      ({ id, key }) => `${id}:${keyedDigest(key, 'mail', normalised).toString('base64url')}`,
    );
  };

  return {
    seal(value, about) {
      if (!writes || value === undefined || value === null) return value;
      return mark + ring.seal(Buffer.from(JSON.stringify(value)), about).toString('base64url');
    },
    open(stored, about) {
      const [, , sealed] = (isSealed(stored) && SEALED.exec(stored)) || [];
      if (sealed === undefined) return stored as never;
      return JSON.parse(ring.open(Buffer.from(sealed, 'base64url'), about).toString());
    },
    mailDigest: (address) => (writes ? digests(address)[0] : undefined),
    mailDigests: digests,
    mark: writes ? mark : undefined,
  };
}

const isSealed = (stored: unknown): stored is string =>
  typeof stored === 'string' && stored.startsWith(SEALED_MARK);

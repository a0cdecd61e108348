import type { Sealing } from '../../domain/index.js';

/**
 * Personal fields as the shop's Postgres has them: names, addresses, what people write. Each is sealed by the key ring
 * and bound to what it is `about`, such as `<id of an order> address`: in another row or field it cannot be read. What
 * is in the clear, because it was written before there were keys, is read as it is.
 */
export interface PersonalFields extends Sealing {
  /** A value of JSON as one text; nothing stays nothing. */
  seal<Value>(value: Value, about: string): Value | string;
  /** @throws `Unreadable` when its key is not in the ring, or it belongs somewhere else */
  open<Value>(stored: Value | string, about: string): Value;
  /** Under what somebody's mail address is found, with capitals and spaces forgiven; undefined where nothing is sealed. */
  mailDigest(address: string): string | undefined;
  /** All under which it may have been written down: the first key's, and those of keys before it. */
  mailDigests(address: string): string[];
  /** What texts begin with that the first key has sealed; undefined where nothing is sealed. */
  readonly mark: string | undefined;
}

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** AES-256 in GCM (NIST SP 800-38D): a nonce of 96 random bits, a tag of 128. */
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Says how the bytes after it are laid out. */
const FORMAT = 1;
export const KEY_BYTES = 32;

export interface RingKey {
  id: string;
  /** 32 of them. */
  bytes: Uint8Array;
}

/** Random bytes are asked for many nonces at once: asking costs as much as encrypting does. */
const NONCES_AT_ONCE = 256;
let nonces = Buffer.alloc(0);
let used = 0;

function nextNonce(): Buffer {
  if (used === nonces.length) {
    nonces = randomBytes(NONCE_BYTES * NONCES_AT_ONCE);
    used = 0;
  }
  used += NONCE_BYTES;
  return nonces.subarray(used - NONCE_BYTES, used);
}

/** Something encrypted that cannot be read: its key is gone, or it was changed, or moved from where it belongs. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}

/**
 * Keys by id: the first encrypts, all decrypt, so that a key is rotated by putting a new one in front. What is sealed
 * names its key, and is bound to what it is `about`: it cannot be opened as something else.
 */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  readonly #first: RingKey;

  /** Throws when there is no key, or one is not of 32 bytes. */
  constructor(keys: readonly RingKey[]) {
    const [first] = keys;
    if (!first) throw new Error('A key ring needs a key.');
    for (const { id, bytes } of keys) {
      if (bytes.length !== KEY_BYTES) throw new Error(`The key "${id}" has ${bytes.length} bytes, not 32.`);
      if (Buffer.byteLength(id) > 255) throw new Error('The id of a key is too long.');
    }
    this.#first = first;
    this.#keys = new Map(keys.map(({ id, bytes }) => [id, bytes]));
  }

  /** Format, length of the key's id, the id, nonce, ciphertext, tag. */
  seal(plain: Uint8Array, about: string): Buffer {
    const id = Buffer.from(this.#first.id);
    const nonce = nextNonce();
    const cipher = createCipheriv(CIPHER, this.#first.bytes, nonce).setAAD(Buffer.from(about));
    const body = [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat([Buffer.from([FORMAT, id.length]), id, nonce, ...body]);
  }

  /** Throws `Unreadable`. */
  open(sealed: Uint8Array, about: string): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const nonceAt = 2 + (bytes[1] ?? 0);
    if (bytes[0] !== FORMAT || bytes.length < nonceAt + NONCE_BYTES + TAG_BYTES)
      throw new Unreadable('These bytes are not what this shop encrypts to.');
    const id = bytes.toString('utf8', 2, nonceAt);
    const key = this.#keys.get(id);
    if (!key) throw new Unreadable(`The key "${id}" is not in the key ring; put it back to read this.`);
    const nonce = bytes.subarray(nonceAt, nonceAt + NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, key, nonce)
      .setAAD(Buffer.from(about))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const body = bytes.subarray(nonceAt + NONCE_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]);
    } catch (cause) {
      throw new Unreadable('This was changed since it was encrypted, or belongs somewhere else.', { cause });
    }
  }
}

/** A digest that only who has the key can make: for finding what is encrypted by its exact value. */
export function keyedDigest(key: Uint8Array | string, purpose: string, text: string): Buffer {
  const own = createHmac('sha256', key).update(purpose).digest();
  return createHmac('sha256', own).update(text).digest();
}

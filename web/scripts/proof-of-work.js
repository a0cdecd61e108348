const BATCH = 16;
/** Far beyond anything the shop asks for: a search that ends is better than one that does not. */
const MOST = 1_000_000;

/**
 * Finds the counter whose key begins as it should: PBKDF2 over the nonce and the counter. Keys are derived some at a time,
 * because the browser does that on several cores. @param parameters of the challenge.
 */
export async function findCounter({ nonce, salt, cost, keyLength, keyPrefix }, { subtle } = crypto) {
  const [password, saltBytes] = [bytes(nonce), bytes(salt)];
  const keyOf = async (counter) => {
    const key = await subtle.importKey('raw', withCounter(password, counter), 'PBKDF2', false, [
      'deriveBits',
    ]);
    const how = { name: 'PBKDF2', hash: 'SHA-256', salt: saltBytes, iterations: cost };
    return hex(new Uint8Array(await subtle.deriveBits(how, key, keyLength * 8)));
  };
  for (let first = 0; first < MOST; first += BATCH) {
    const keys = await Promise.all(Array.from({ length: BATCH }, (_, n) => keyOf(first + n)));
    const found = keys.findIndex((key) => key.startsWith(keyPrefix));
    if (found >= 0) return { counter: first + found, derivedKey: keys[found] };
  }
  throw new Error('no counter fits');
}

/** The counter comes last, in four bytes, the highest first. */
function withCounter(nonce, counter) {
  const all = new Uint8Array(nonce.length + 4);
  all.set(nonce);
  new DataView(all.buffer).setUint32(nonce.length, counter);
  return all;
}

function bytes(text) {
  return Uint8Array.from(text.match(/../g), (pair) => Number.parseInt(pair, 16));
}

function hex(array) {
  return [...array].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

import { createHash } from 'node:crypto';

const LONGEST = 64;
const HASH_CHARACTERS = 8;

/**
 * A merchant's id as a SKU of the shop: letters, digits, `.`, `_` and `-`, at most 64. What has to be changed for
 * that ends in a part of its hash, so that two ids stay two, and the same stays the same in the next feed.
 */
export function skuOf(...parts: readonly string[]): string {
  const written = parts.map((part) => part.trim()).join('-');
  const plain = written
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-');
  if (plain === written && plain.length <= LONGEST) return plain;
  const hash = createHash('sha256').update(written).digest('hex').slice(0, HASH_CHARACTERS);
  return `${plain.slice(0, LONGEST - HASH_CHARACTERS - 1)}-${hash}`;
}

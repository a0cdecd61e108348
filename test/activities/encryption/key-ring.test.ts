import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { KeyRing, keyedDigest, Unreadable } from '../../../activities/adapters/encryption/key-ring.js';

const [one, two] = [
  { id: 'one', bytes: randomBytes(32) },
  { id: 'two', bytes: randomBytes(32) },
];

test('what is sealed is opened to the same bytes, and no two seals are alike', () => {
  const ring = new KeyRing([one]);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (plain, about) => {
      const [sealed, again] = [ring.seal(plain, about), ring.seal(plain, about)];
      expect(ring.open(sealed, about)).toEqual(Buffer.from(plain));
      expect(sealed.equals(again)).toBe(false);
    }),
  );
});

test('one changed bit anywhere makes it unreadable', () => {
  const ring = new KeyRing([one]);
  const sealed = ring.seal(Buffer.from('12 Analytical Way'), 'address');
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
    expect(() => ring.open(changed, 'address')).toThrow(Unreadable);
  }
});

test('what is cut off, or sealed about something else, is unreadable', () => {
  const ring = new KeyRing([one]);
  const sealed = ring.seal(Buffer.from('x'), 'address of order 1');
  expect(() => ring.open(sealed, 'address of order 2')).toThrow(Unreadable);
  for (let length = 0; length < sealed.length; length++)
    expect(() => ring.open(sealed.subarray(0, length), 'address of order 1')).toThrow(Unreadable);
});

test('a new key in front encrypts, the old one still decrypts, and once it is taken out its name is told', () => {
  const before = new KeyRing([one]).seal(Buffer.from('old'), '');
  const rotated = new KeyRing([two, one]);
  expect(rotated.open(before, '').toString()).toBe('old');
  const after = rotated.seal(Buffer.from('new'), '');
  const withoutOld = new KeyRing([two]);
  expect(withoutOld.open(after, '').toString()).toBe('new');
  expect(() => withoutOld.open(before, '')).toThrow('The key "one" is not in the key ring');
});

test('a ring without keys, or with a short one, is refused', () => {
  expect(() => new KeyRing([])).toThrow('needs a key');
  expect(() => new KeyRing([{ id: 'short', bytes: randomBytes(16) }])).toThrow('"short" has 16 bytes');
});

test('digests are the same for the same key, purpose and text, and for nothing else', () => {
  const of = (key: string, purpose: string, text: string) => keyedDigest(key, purpose, text).toString('hex');
  expect(of('k', 'mail', 'a')).toBe(of('k', 'mail', 'a'));
  expect(
    new Set([of('k', 'mail', 'a'), of('l', 'mail', 'a'), of('k', 'name', 'a'), of('k', 'mail', 'b')]).size,
  ).toBe(4);
});

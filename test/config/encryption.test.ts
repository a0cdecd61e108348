import { encryptionSettings } from '../../config/encryption.js';
import { readConfig } from '../../config/index.js';

const least = { COOKIE_SECRET: 'x'.repeat(16) };
const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const read = (text: string) => encryptionSettings(readConfig({ ...least, ENCRYPTION_KEYS: text })).keys;

test('keys are read in their order, in either alphabet of base64', () => {
  const urlSafe = Buffer.alloc(32, 255).toString('base64url');
  const keys = read(`2026-11:${key(2)}, old:${urlSafe}`);
  expect(keys.map(({ id, bytes }) => [id, bytes[0], bytes.length])).toEqual([
    ['2026-11', 2, 32],
    ['old', 255, 32],
  ]);
});

test('without keys there is an empty ring', () => {
  expect(encryptionSettings(readConfig(least)).keys).toEqual([]);
});

test.each([['no id'], ['a:short'], [`a:${Buffer.alloc(31).toString('base64')}`], [`a:${key(1)},b`]])(
  '"%s" is refused with how to write it, and not repeated',
  (text) => {
    expect(() => read(text)).toThrow(/ENCRYPTION_KEYS: write id:key/);
    expect(() => read(text)).not.toThrow(new RegExp(`${text}.*write`));
  },
);

test('an id can be used once', () => {
  expect(() => read(`a:${key(1)},a:${key(2)}`)).toThrow('each id can be used once');
});

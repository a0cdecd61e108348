import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Unreadable } from '../../../activities/adapters/encryption/key-ring.js';
import {
  createPersonalFields,
  FIELDS_IN_THE_CLEAR,
} from '../../../activities/adapters/encryption/personal-fields.js';
import { openBlocks, openDocument, SEALED_MARK, sealBlocks, sealDocument } from '../../../domain/index.js';

const [one, two] = [
  { id: 'one', bytes: randomBytes(32) },
  { id: 'two', bytes: randomBytes(32) },
];
const fields = createPersonalFields([one]);
const STREET = '12 Analytical Way';
const document = {
  id: 'a',
  state: 'paid',
  address: { line1: STREET, email: 'ada@shop.example' },
  giftMessage: 'For Charles',
};

test('whatever is sealed comes out as it was, and is not seen meanwhile', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, about) => {
      const plain = JSON.parse(JSON.stringify(value));
      const sealed = fields.seal(plain, about);
      if (plain !== null) expect(String(sealed).startsWith(`${SEALED_MARK}one:`)).toBe(true);
      expect(fields.open(sealed, about)).toEqual(plain);
    }),
  );
});

test('nothing stays nothing, and what was in the clear is read as it is', () => {
  for (const value of [undefined, null]) expect(fields.seal(value, 'x')).toBe(value);
  for (const value of [undefined, null, STREET, document]) expect(fields.open(value, 'x')).toBe(value);
});

test('a value that was moved to another row or field cannot be read', () => {
  const { address } = sealDocument(fields, document);
  for (const about of ['b address', 'a giftMessage'])
    expect(() => fields.open(address, about)).toThrow(Unreadable);
  expect(() => openDocument(fields, { ...sealDocument(fields, document), id: 'b' })).toThrow(Unreadable);
});

test('of a document only what is personal is sealed', () => {
  const sealed = sealDocument(fields, document);
  expect(sealed).toMatchObject({ id: 'a', state: 'paid' });
  for (const word of [STREET, 'ada@', 'Charles']) expect(JSON.stringify(sealed)).not.toContain(word);
  expect(openDocument(fields, sealed)).toEqual(document);
  expect(sealDocument(fields, { id: 'a', state: 'open' })).toEqual({ id: 'a', state: 'open' });
});

test('of a reply its words and the orders in it are sealed, each in its place', () => {
  const blocks = [
    { type: 'text' as const, text: `Nothing is called ${STREET}` },
    { type: 'choices' as const, choices: [{ label: 'Look again', text: STREET }] },
    { type: 'order' as const, order: document as never },
  ];
  const sealed = sealBlocks(fields, blocks, 'reply 1');
  expect(JSON.stringify(sealed)).not.toContain(STREET);
  expect(openBlocks(fields, sealed, 'reply 1')).toEqual(blocks);
  expect(() => openBlocks(fields, [sealed[1] as never, sealed[0] as never], 'reply 1')).toThrow(Unreadable);
});

test('a new key in front seals and digests, the old one is still read and found', () => {
  const rotated = createPersonalFields([two, one]);
  expect(rotated.open(fields.seal(STREET, 'x'), 'x')).toBe(STREET);
  expect(rotated.seal(STREET, 'x').startsWith(`${SEALED_MARK}two:`)).toBe(true);
  expect(rotated.mailDigest('ada@shop.example')).toMatch(/^two:/);
  expect(rotated.mailDigests('ada@shop.example')).toContain(fields.mailDigest('ada@shop.example'));
});

test('a mail address is found in capitals and with spaces, and under no other key', () => {
  expect(fields.mailDigest(' Ada@Shop.example ')).toBe(fields.mailDigest('ada@shop.example'));
  expect(fields.mailDigest('eve@shop.example')).not.toBe(fields.mailDigest('ada@shop.example'));
  const other = createPersonalFields([{ ...one, bytes: randomBytes(32) }]);
  expect(other.mailDigest('ada@shop.example')).not.toBe(fields.mailDigest('ada@shop.example'));
});

test('while older processes still run, new things are written in the clear and sealed ones are read', () => {
  const reading = createPersonalFields([one], { writes: false });
  expect(sealDocument(reading, document)).toEqual(document);
  expect(openDocument(reading, sealDocument(fields, document))).toEqual(document);
  expect(reading.mailDigest('ada@shop.example')).toBeUndefined();
  expect(reading.mailDigests('ada@shop.example')).toEqual([fields.mailDigest('ada@shop.example')]);
});

test('without keys all is in the clear, and what was sealed is refused with what to do', () => {
  expect(createPersonalFields([])).toBe(FIELDS_IN_THE_CLEAR);
  expect(sealDocument(FIELDS_IN_THE_CLEAR, document)).toEqual(document);
  expect(() => FIELDS_IN_THE_CLEAR.open(fields.seal(STREET, 'x'), 'x')).toThrow('set ENCRYPTION_KEYS');
});

import fc from 'fast-check';
import { LONGEST_SHOWN, redact } from '../../../activities/language/redaction.js';

test.each([
  ['mail me at Ann.Lee+shop@mail.example.co.uk please', 'mail me at [mail] please'],
  ['ann (at) mail.example', '[mail]'],
  ['call +44 20 7946 0958', 'call [phone]'],
  ['my number is (614) 555-0199', 'my number is [phone]'],
  ['0170 1234567 is my mobile', '[phone] is my mobile'],
  ['charge 4242 4242 4242 4242', 'charge [card]'],
  ['pay from DE89 3704 0044 0532 0130 00', 'pay from [account]'],
  ['ship it to 12 Elm Street, Springfield, OH 43215 please', 'ship it to [address] please'],
  ['221b Baker Street', '[address]'],
  ['an die Hauptstraße 12, 50667 Köln', 'an die [address]'],
  ['calle Mayor 7', '[address]'],
  ['I live in SW1A 1AA', 'I live in [address]'],
  ['zip code 43215', '[address]'],
  ['My name is Ann Lee and I want socks', 'My name is [name] and I want socks'],
  ['look at https://tracker.example/?id=7', 'look at [link]'],
])('%s', (text, shown) => expect(redact(text)).toBe(shown));

test.each([
  "men's jeans 32x34 under $1,000",
  'size 32 34 36 please',
  'between 1000 and 2000',
  'where is order S-100042?',
  'the 2 red dresses, size M, at most 49.90',
  'call me when it is back',
])('leaves wishes as they are: %s', (text) => expect(redact(text)).toBe(text));

test('takes out what is not to be seen, before it cuts', () => {
  expect(redact('a\u0000b\u200bc\n\td')).toBe('a bc d');
  const cut = redact(`${'x '.repeat(LONGEST_SHOWN / 2 - 3)}ann@mail.example`);
  expect(cut).not.toContain('ann');
  expect(cut.length).toBeLessThanOrEqual(LONGEST_SHOWN);
});

test('no mail address and no phone number gets through, whatever stands around it', () => {
  const words = fc.array(fc.constantFrom('jeans', 'in', 'blue', '50', 'please', '-', 'size'), {
    maxLength: 8,
  });
  const digits = fc.stringMatching(/^[2-9]\d{2}-[2-9]\d{2}-\d{4}$/);
  fc.assert(
    fc.property(words, fc.emailAddress(), digits, words, (before, mail, phone, after) => {
      const shown = redact([...before, mail, phone, ...after].join(' '));
      expect(shown).not.toContain(phone);
      // Quoted local parts of RFC 5322 are nothing that people type.
      if (/^[\w.+%-]+@/.test(mail)) expect(shown).not.toContain(mail);
    }),
  );
});

test('two thousand words take no time', () => {
  const long = '1 a '.repeat(20_000);
  const startedAt = process.cpuUsage().user;
  redact(long);
  expect((process.cpuUsage().user - startedAt) / 1_000).toBeLessThan(1_000);
});

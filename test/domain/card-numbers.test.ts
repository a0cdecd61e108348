import { Address, holdsCardNumber, maskCardNumbers, ShopperMessage } from '../../domain/index.js';

test.each([
  ['4242424242424242', '[card number ending 4242, removed]'],
  ['my card is 4242 4242 4242 4242, thanks', 'my card is [card number ending 4242, removed], thanks'],
  ['5555-5555-5555-4444', '[card number ending 4444, removed]'],
  ['3782 822463 10005 12/29 123', '[card number ending 0005, removed] 12/29 123'],
])('%j is kept without the number', (text, kept) => {
  expect(maskCardNumbers(text)).toBe(kept);
  expect(holdsCardNumber(text)).toBe(true);
});

test.each([
  "men's jeans under $50",
  'call me at +49 30 1234567',
  'order S-100042 from 2026-11-25 12:30',
  'the number 4242424242424241 fails its check digit',
  '1234567890123456789012345',
])('%j is left as it is', (text) => {
  expect(maskCardNumbers(text)).toBe(text);
  expect(holdsCardNumber(text)).toBe(false);
});

test('neither a message nor an address takes a card number in', () => {
  const message = ShopperMessage.parse({ messageId: 'message-1', text: 'pay with 4000 0000 0000 0002' });
  expect(message.text).toBe('pay with [card number ending 0002, removed]');
  const address = { name: '4242 4242 4242 4242', email: 'a@example.com', line1: '1 Way', city: 'X' };
  const parsed = Address.safeParse({ ...address, postalCode: '10115', country: 'DE' });
  expect(parsed.error?.issues[0]?.message).toMatch(/never write one here/);
});

import { GiftMessage, money, PromotionCode, refusalWords } from '../../domain/index.js';

test('a code is one code however it is typed', () => {
  expect(PromotionCode.parse(' spring10 ')).toBe('SPRING10');
});

test.each(['', 'A', '10 OFF', 'DROP;TABLE', 'X'.repeat(33), '-TEN'])('%j is no code', (code) => {
  expect(PromotionCode.safeParse(code).success).toBe(false);
});

test('a card number is neither a code nor a message', () => {
  expect(PromotionCode.safeParse('4242424242424242').success).toBe(false);
  expect(GiftMessage.safeParse('Use my 4242 4242 4242 4242').success).toBe(false);
});

test('each refusal says what is the matter', () => {
  expect(refusalWords({ reason: 'minimum_not_reached', missing: money(1_250, 'USD') })).toContain(
    '$12.50 more',
  );
  expect(refusalWords({ reason: 'not_yet', startsAt: '2027-03-01T00:00:00Z' })).toContain('March 1, 2027');
  for (const reason of ['unknown', 'over', 'used_up', 'already_used', 'other_currency'] as const)
    expect(refusalWords({ reason })).toMatch(/^(We|This|You) .+\.$/);
});

test('a gift message has up to 300 characters, and blanks are none', () => {
  expect(GiftMessage.parse('  For you  ')).toBe('For you');
  expect(GiftMessage.safeParse('x'.repeat(300)).success).toBe(true);
  expect(GiftMessage.safeParse('x'.repeat(301)).success).toBe(false);
  expect(GiftMessage.safeParse('   ').success).toBe(false);
});

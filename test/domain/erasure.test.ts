import { erasedAddress, isErasedAddress, type Order, withoutPerson } from '../../domain/index.js';

const usd = (amount: number) => ({ amount, currency: 'USD' as const });

const order = {
  id: '6f1f2c1e-3a0b-4c7e-9d55-0d1c7a0b1a11',
  number: 'S-100042',
  checkoutId: '6f1f2c1e-3a0b-4c7e-9d55-0d1c7a0b1a12',
  conversationId: '6f1f2c1e-3a0b-4c7e-9d55-0d1c7a0b1a13',
  state: 'refunded',
  stage: 'closed',
  version: 7,
  headline: 'This order is complete',
  lines: [],
  totals: { subtotal: usd(4_990), shipping: usd(0), tax: usd(400), total: usd(5_390) },
  refunded: usd(5_390),
  address: {
    name: 'Zyxanthe',
    email: 'zyxanthe@quillfeather.example',
    line1: '7 Wobblewick Lane',
    line2: 'Backyard',
    city: 'Ploverton',
    region: 'CA',
    postalCode: '94199',
    country: 'US',
  },
  shipping: { id: 'standard', label: 'Standard', price: usd(0), days: { min: 3, max: 5 } },
  giftMessage: 'Bimblewort',
  placedAt: '2026-01-01T00:00:00.000Z',
  tracking: { carrier: 'Swift', number: 'SP-QUIBBLE' },
  refunds: [
    {
      id: 'r1',
      kind: 'return',
      amount: usd(5_390),
      reason: 'Grumblefidget',
      state: 'done',
      at: '2026-01-20T00:00:00.000Z',
    },
  ],
  returns: [
    {
      id: 'x1',
      state: 'received',
      lines: [],
      refund: usd(5_390),
      reason: 'Grumblefidget',
      requestedAt: '2026-01-10T00:00:00.000Z',
    },
  ],
  disputes: [],
  stalled: { reason: 'refund_refused', since: '2026-01-11T00:00:00.000Z', tried: 'Tattlewock' },
  acts: [],
  staffActs: ['refund'],
} as unknown as Order;

test('of an order the books keep every figure and where it went, and nothing of whose it was', () => {
  const kept = withoutPerson(order);
  for (const figure of [
    'number',
    'lines',
    'totals',
    'refunded',
    'state',
    'stage',
    'placedAt',
    'shipping',
  ] as const)
    expect(kept[figure]).toEqual(order[figure]);
  expect(kept.refunds.map(({ amount, kind, state }) => ({ amount, kind, state }))).toEqual([
    { amount: usd(5_390), kind: 'return', state: 'done' },
  ]);
  expect(kept.address).toMatchObject({ country: 'US', region: 'CA' });
  const text = JSON.stringify(kept);
  const words =
    /Zyxanthe|quillfeather|Wobblewick|Backyard|Ploverton|94199|Bimblewort|QUIBBLE|Grumblefidget|Tattlewock/;
  expect(text).not.toMatch(words);
  expect(JSON.stringify(order)).toMatch(words);
});

test('an address that was erased is known as one, and takes no mail', () => {
  const erased = erasedAddress({ country: 'DE' });
  expect([isErasedAddress(erased), isErasedAddress(order.address)]).toEqual([true, false]);
  expect(erased.email).toMatch(/\.invalid$/);
  expect(erased).not.toHaveProperty('region');
});

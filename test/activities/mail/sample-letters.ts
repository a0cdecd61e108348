import type { MailName } from '../../../activities/ports/index.js';

const order = {
  number: 'S-100042',
  placedOn: 'November 23, 2026',
  lines: [
    { name: 'Slim Jeans', brand: 'Kettering', variant: 'size 32, blue', quantity: 2, total: '$99.80' },
    { name: 'Wool Scarf', brand: 'Ardent', variant: '', quantity: 1, total: '$20.00' },
  ],
  totals: [
    { label: 'Subtotal', amount: '$119.80' },
    { label: 'Shipping', amount: '$5.95' },
    { label: 'Tax', amount: '$8.69' },
    { label: 'Total', amount: '$134.44' },
  ],
  total: '$134.44',
  address: ['Ada Lovelace', '12 Analytical Way', 'San Francisco, CA 94103', 'United States'],
  shipping: { label: 'Standard', days: '3 to 5 working days' },
};

const shared = {
  language: 'en',
  shop: { name: 'Test shop', url: 'https://shop.example' },
  firstName: 'Ada',
  conversationUrl: 'https://shop.example/?conversation=1',
  unsubscribeUrl: null as string | null,
  words: {
    back: '⟨back⟩',
    reminder: '⟨reminder⟩',
    unsubscribe: '⟨unsubscribe⟩',
    aboutOrder: '⟨about⟩',
    subtotalToday: '⟨subtotal today⟩',
  },
};
const aboutOrder = { ...shared, order, amount: null, tracking: null, labelUrl: null };
const unsubscribeUrl = 'https://shop.example/unsubscribe/token.signature';

/** For each mail, data as letters are written with, in every shape that the template tells apart. */
export const SAMPLES: Record<MailName, object[]> = {
  receipt: [aboutOrder],
  shipped: [
    aboutOrder,
    { ...aboutOrder, tracking: { carrier: 'UPS', number: '1Z999', url: 'https://ups.example/1Z999' } },
    { ...aboutOrder, tracking: { carrier: 'UPS', number: '1Z999', url: null } },
  ],
  refunded: [aboutOrder, { ...aboutOrder, amount: '$20.00' }],
  cancelled: [aboutOrder],
  return_label: [aboutOrder, { ...aboutOrder, labelUrl: 'https://shop.example/label.pdf' }],
  back_in_stock: [
    {
      ...shared,
      unsubscribeUrl,
      item: {
        name: 'Slim Jeans',
        brand: 'Kettering',
        variant: 'size 32, blue',
        quantity: 1,
        price: '$49.90',
      },
    },
  ],
  abandoned_cart: [{ ...shared, unsubscribeUrl, lines: order.lines, subtotal: '$119.80' }],
};

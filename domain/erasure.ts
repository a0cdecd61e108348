import { z } from 'zod';
import type { Address } from './address.js';
import { type Order, OrderStage } from './order.js';

/** How it stands with forgetting somebody. */
export const Erasure = z.object({
  state: z
    .enum(['none', 'under_way', 'waiting', 'erased'])
    .describe(
      '`none`: nobody asked for it; `under_way`: it takes minutes; `waiting`: all is gone but what `waitsFor` needs',
    ),
  id: z.uuid().optional().describe('the receipt; it tells nothing of whose it was'),
  askedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  waitsFor: z
    .object({
      payments: z.number().int().nonnegative().describe('payments whose outcome is not known yet'),
      orders: z.array(z.object({ number: z.string(), stage: OrderStage })),
    })
    .describe('what has to end before the rest can go'),
});
export type Erasure = z.infer<typeof Erasure>;

/** One of those that are not finished, for staff. */
export const ErasureUnderWay = Erasure.extend({
  id: z.uuid(),
  askedAt: z.iso.datetime(),
  askedBy: z.enum(['shopper', 'staff']),
});
export type ErasureUnderWay = z.infer<typeof ErasureUnderWay>;

export const NOTHING_ERASED: Erasure = { state: 'none', waitsFor: { payments: 0, orders: [] } };

/** Takes mail of nobody (RFC 2606). */
const NOBODY = 'erased@nobody.invalid';

/** What the books need of an address: where goods went decides the tax. */
export function erasedAddress({ country, region }: Pick<Address, 'country' | 'region'>): Address {
  const where = { country, ...(region !== undefined && { region }) };
  return { name: 'erased', email: NOBODY, line1: 'erased', city: 'erased', postalCode: 'erased', ...where };
}

export function isErasedAddress({ email }: Pick<Address, 'email'>): boolean {
  return email === NOBODY;
}

/**
 * An order as the books keep it, with nothing in it about whose it was: lines, totals, taxes, refunds and the references
 * of the payment are kept by law (GDPR Art. 17(3)(b)); names, addresses, gift messages, tracking numbers and words that
 * somebody wrote go.
 */
export function withoutPerson(order: Order): Order {
  const { giftMessage: _gift, tracking: _tracking, stalled: _stalled, ...kept } = order;
  return {
    ...kept,
    address: erasedAddress(order.address),
    refunds: order.refunds.map((refund) => ({ ...refund, reason: refund.kind })),
    returns: order.returns.map((back) => ({ ...back, reason: 'erased' })),
    acts: [],
    staffActs: [],
  };
}

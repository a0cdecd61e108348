import { CHECKOUT_STATES } from '../../domain/index.js';
import { script } from './scripts.js';

interface View {
  state: string;
  acts: string[];
  authenticationUrl?: string;
  address?: object;
  shippingOptionId?: string;
}
const stages = script<{ panelOf(view: View): string; stepsOf(view: View): { current: number } }>(
  'checkout/stages',
);

it.each([
  [{ state: 'awaitingAddress', acts: ['set_address', 'cancel'] }, 'address'],
  [{ state: 'awaitingShipping', acts: ['set_address', 'choose_shipping', 'cancel'] }, 'shipping'],
  [{ state: 'awaitingPayment', acts: ['set_address', 'choose_shipping', 'pay', 'cancel'] }, 'payment'],
  [{ state: 'cartChanged', acts: ['accept_changes', 'cancel'] }, 'changes'],
  [{ state: 'awaitingAuthentication', acts: ['cancel'], authenticationUrl: '/bank' }, 'bank'],
])('asks in %j for the %s', async (view, panel) => {
  expect((await stages).panelOf(view)).toBe(panel);
});

it('offers nothing to pay in any state in which the shop does not allow it', async () => {
  const { panelOf } = await stages;
  for (const state of Object.keys(CHECKOUT_STATES)) {
    expect(['waiting', 'outcome']).toContain(panelOf({ state, acts: [] }));
  }
});

it('marks every step of a finished checkout as done, and the right one while it goes on', async () => {
  const { stepsOf } = await stages;
  const step = (state: string, chosen: Partial<View> = {}) => stepsOf({ state, acts: [], ...chosen }).current;
  expect(step('completed')).toBe(4);
  expect(step('awaitingAddress')).toBe(0);
  expect(step('awaitingShipping', { address: {} })).toBe(1);
  expect(step('confirmingOutcome', { address: {}, shippingOptionId: 'standard' })).toBe(2);
});

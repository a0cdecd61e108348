import { randomUUID } from 'node:crypto';
import {
  type Payment,
  PaymentOutcomeUnknown,
  PaymentRefused,
  type Payments,
} from '../../../activities/ports/index.js';
import { CheckoutId, money } from '../../../domain/index.js';

/** What one kind of payments brings along, so that the same suite runs against it. */
export interface PaymentsUnderTest {
  payments: Payments;
  /** Answers the bank's page for the shopper; without it those tests are left out. */
  answerBank?: (url: string, approve: boolean) => Promise<void>;
  /** Makes the next calls of an operation fail; without it those tests are left out. */
  disturb?: (operation: Operation, fault: Fault) => Promise<void>;
  /** Attempts at a payment's card that went through; for counting charges. */
  charges?: (paymentId: string) => Promise<number>;
}

export type Operation = 'create' | 'confirm' | 'capture' | 'void' | 'refund';
/**
 * `reply_lost`: done, and nobody heard. `request_lost`: not done. `failed_stored`: not done, and the failure
 * is what the key answers from now on. `failed_after`: done, and a failure is what the key answers.
 */
export type Fault =
  | 'reply_lost'
  | 'request_lost'
  | 'unavailable'
  | 'too_many'
  | 'failed_stored'
  | 'failed_after';

const AMOUNT = money(4990, 'USD');
const RETURN_URL = 'https://shop.example/v1/checkouts/1/return';
const FAULTS: readonly Fault[] = [
  'reply_lost',
  'request_lost',
  'unavailable',
  'too_many',
  'failed_stored',
  'failed_after',
];

/** What every adapter of the port `payments` must do. */
export function paymentsContract(name: string, setUp: () => Promise<PaymentsUnderTest>): void {
  describe(`payments: ${name}`, () => {
    let subject: PaymentsUnderTest;
    let payments: Payments;
    beforeAll(async () => {
      subject = await setUp();
      payments = subject.payments;
    });

    const newCheckout = () => CheckoutId.parse(randomUUID());
    const create = (key: string = randomUUID()) => payments.create(newCheckout(), AMOUNT, key);
    const confirm = ({ id }: Payment, method = 'pm_card_visa', key: string = randomUUID()) =>
      payments.confirm(id, method, RETURN_URL, key);
    const authorised = async () => confirm(await create());

    describe('one after the other', () => {
      test('a payment is created, authorised and captured', async () => {
        const created = await create();
        expect(created).toEqual({
          id: expect.any(String),
          status: { kind: 'awaiting_method' },
          amount: AMOUNT,
        });
        expect(await confirm(created)).toEqual({
          id: created.id,
          status: { kind: 'authorised' },
          amount: AMOUNT,
        });
        expect((await payments.capture(created.id, randomUUID())).status).toEqual({ kind: 'captured' });
        expect((await payments.retrieve(created.id)).status).toEqual({ kind: 'captured' });
      });

      test('what was authorised can be voided', async () => {
        const { id } = await authorised();
        expect((await payments.void(id, randomUUID())).status).toEqual({ kind: 'voided' });
        expect((await payments.retrieve(id)).status).toEqual({ kind: 'voided' });
      });

      test('voiding what is voided changes nothing, with the same key or another', async () => {
        const { id } = await create();
        const key = randomUUID();
        await payments.void(id, key);
        expect((await payments.void(id, key)).status).toEqual({ kind: 'voided' });
        expect((await payments.void(id, randomUUID())).status).toEqual({ kind: 'voided' });
      });

      test('what was captured can be refunded, once however often it is asked', async () => {
        const { id } = await authorised();
        await payments.capture(id, randomUUID());
        const key = randomUUID();
        await payments.refund(id, key);
        await payments.refund(id, key);
        await payments.refund(id, randomUUID());
      });
    });

    describe('declines', () => {
      test.each([
        ['pm_card_visa_chargeDeclined', 'generic_decline'],
        ['pm_card_visa_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
        ['pm_card_chargeDeclinedExpiredCard', 'expired_card'],
        ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc'],
        ['pm_card_chargeDeclinedProcessingError', 'processing_error'],
      ])('%s is an answer, in words for the shopper', async (card, code) => {
        const created = await create();
        const declined = await confirm(created, card);
        expect(declined).toEqual({
          id: created.id,
          amount: AMOUNT,
          status: { kind: 'declined', decline: { code, message: expect.stringMatching(/^[A-Z].*\.$/) } },
        });
        expect((await payments.retrieve(created.id)).status.kind).toBe('declined');
      });

      test('a card reported stolen reads like any other decline', async () => {
        const message = async (card: string) => {
          const { status } = await confirm(await create(), card);
          return status.kind === 'declined' ? status.decline.message : status.kind;
        };
        expect(await message('pm_card_visa_chargeDeclinedStolenCard')).toBe(
          await message('pm_card_visa_chargeDeclined'),
        );
      });

      test('another card pays for what was declined', async () => {
        const created = await create();
        await confirm(created, 'pm_card_visa_chargeDeclined');
        expect((await confirm(created)).status).toEqual({ kind: 'authorised' });
      });

      test('the same key never tries a declined card again', async () => {
        const created = await create();
        const key = randomUUID();
        const first = await confirm(created, 'pm_card_visa_chargeDeclined', key);
        expect(await confirm(created, 'pm_card_visa_chargeDeclined', key)).toEqual(first);
      });
    });

    describe('the same thing twice', () => {
      test('creating with one key creates one payment', async () => {
        const key = randomUUID();
        const checkout = newCheckout();
        const first = await payments.create(checkout, AMOUNT, key);
        expect(await payments.create(checkout, AMOUNT, key)).toEqual(first);
      });

      test('confirming again, with the same key or another, finds it authorised', async () => {
        const created = await create();
        const key = randomUUID();
        await confirm(created, 'pm_card_visa', key);
        expect((await confirm(created, 'pm_card_visa', key)).status).toEqual({ kind: 'authorised' });
        expect((await confirm(created)).status).toEqual({ kind: 'authorised' });
        if (subject.charges) expect(await subject.charges(created.id)).toBe(1);
      });

      test('capturing again, with the same key or another, finds it captured', async () => {
        const { id } = await authorised();
        const key = randomUUID();
        await payments.capture(id, key);
        expect((await payments.capture(id, key)).status).toEqual({ kind: 'captured' });
        expect((await payments.capture(id, randomUUID())).status).toEqual({ kind: 'captured' });
      });

      test('of many confirmations at once one charges', async () => {
        const created = await create();
        const settled = await Promise.allSettled(Array.from({ length: 5 }, () => confirm(created)));
        for (const one of settled) {
          if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(PaymentOutcomeUnknown);
          else expect(one.value.status).toEqual({ kind: 'authorised' });
        }
        if (subject.charges) expect(await subject.charges(created.id)).toBe(1);
      });
    });

    describe('refusals that no retry will change', () => {
      const unknownPayment = 'pi_000000000000000000000000';
      test.each<[string, () => Promise<unknown>]>([
        ['retrieving a payment that is not there', () => payments.retrieve(unknownPayment)],
        ['capturing a payment that is not there', () => payments.capture(unknownPayment, randomUUID())],
        [
          'capturing before anything is authorised',
          async () => payments.capture((await create()).id, randomUUID()),
        ],
        ['an unknown payment method', async () => confirm(await create(), 'pm_card_unheardOf')],
        [
          'refunding what was never captured',
          async () => payments.refund((await authorised()).id, randomUUID()),
        ],
        [
          'confirming what was voided',
          async () => {
            const created = await create();
            await payments.void(created.id, randomUUID());
            return confirm(created);
          },
        ],
        [
          'voiding what was captured',
          async () => {
            const { id } = await authorised();
            await payments.capture(id, randomUUID());
            return payments.void(id, randomUUID());
          },
        ],
        [
          'another amount under the same key',
          async () => {
            const key = randomUUID();
            const checkout = newCheckout();
            await payments.create(checkout, AMOUNT, key);
            return payments.create(checkout, money(1, 'EUR'), key);
          },
        ],
      ])('%s', async (_, call) => {
        await expect(call()).rejects.toBeInstanceOf(PaymentRefused);
      });
    });

    describe('the bank asks who is paying', () => {
      const atTheBank = async () => {
        const created = await create();
        const { status } = await confirm(created, 'pm_card_threeDSecure2Required');
        if (status.kind !== 'action_required')
          throw new Error(`Expected the bank to ask; got ${status.kind}.`);
        return { id: created.id, url: status.url };
      };

      test('it says where, and nothing is authorised yet', async () => {
        const { id, url } = await atTheBank();
        expect(new URL(url).protocol).toMatch(/^https?:$/);
        expect((await payments.retrieve(id)).status).toEqual({ kind: 'action_required', url });
      });

      test.each([
        [true, 'authorised'],
        [false, 'declined'],
      ])('approval %s leaves it %s', async (approve, kind) => {
        if (!subject.answerBank) return skipped(name, 'nobody can answer the bank page');
        const { id, url } = await atTheBank();
        await subject.answerBank(url, approve);
        expect((await payments.retrieve(id)).status.kind).toBe(kind);
      });
    });

    describe('outcomes nobody heard of', () => {
      const calls: Record<Operation, () => Promise<{ call: () => Promise<unknown>; id?: string }>> = {
        create: async () => {
          const [checkout, key] = [newCheckout(), randomUUID()];
          return { call: () => payments.create(checkout, AMOUNT, key) };
        },
        confirm: async () => {
          const [created, key] = [await create(), randomUUID()];
          return { id: created.id, call: () => confirm(created, 'pm_card_visa', key) };
        },
        capture: async () => {
          const [{ id }, key] = [await authorised(), randomUUID()];
          return { id, call: () => payments.capture(id, key) };
        },
        void: async () => {
          const [{ id }, key] = [await authorised(), randomUUID()];
          return { id, call: () => payments.void(id, key) };
        },
        refund: async () => {
          const [{ id }, key] = [await authorised(), randomUUID()];
          await payments.capture(id, randomUUID());
          return { id, call: () => payments.refund(id, key) };
        },
      };
      const settledAs: Record<Operation, unknown> = {
        create: { status: { kind: 'awaiting_method' } },
        confirm: { status: { kind: 'authorised' } },
        capture: { status: { kind: 'captured' } },
        void: { status: { kind: 'voided' } },
        refund: undefined,
      };
      const cases = (Object.keys(calls) as Operation[]).flatMap((operation) =>
        FAULTS.map((fault) => [operation, fault] as const),
      );

      test.each(cases)('%s, %s: unknown first, and the same key settles it', async (operation, fault) => {
        if (!subject.disturb) return skipped(name, 'faults cannot be injected');
        const { call, id } = await calls[operation]();
        await subject.disturb(operation, fault);
        await expect(call()).rejects.toBeInstanceOf(PaymentOutcomeUnknown);
        const settled = await call();
        if (settledAs[operation]) expect(settled).toMatchObject(settledAs[operation]);
        else expect(settled).toBeUndefined();
        if (id && subject.charges) expect(await subject.charges(id)).toBe(1);
      });
    });
  });
}

/** Says loudly that a promise of the port was not checked. */
function skipped(name: string, why: string): void {
  console.warn(`NOT CHECKED for ${name}: ${expect.getState().currentTestName} – ${why}.`);
}

import { randomUUID } from 'node:crypto';
import {
  type Payment,
  PaymentOutcomeUnknown,
  PaymentRefused,
  type Payments,
} from '../../../activities/ports/index.js';
import { CheckoutId, type Money, money, PaymentMethod, type PaymentOption } from '../../../domain/index.js';

/** What one kind of payments brings along, so that the same suite runs against it. */
export interface PaymentsUnderTest {
  payments: Payments;
  option: PaymentOption;
  methods: {
    /** Is authorised; where `pageFirst`, once the shopper has agreed on the provider's page. */
    good: string;
    /** Is declined, and with which code; `onPage`: what the shopper picks on the provider's page to that end. */
    declined: readonly { method: string; code: string; onPage?: string }[];
    /** Declined in a way that whoever holds the card must not learn of. */
    stolen?: string;
    /** Makes the bank, or the provider's page, ask the shopper. */
    asks: string;
    /** Looks like a token, and is none. */
    unknown?: string;
  };
  /** Looks like the id of a payment, and is none. */
  unknownPayment: string;
  /** The provider has shoppers agree on its own page before anything can be authorised. */
  pageFirst?: boolean;
  /** Answers the page for the shopper; without it those tests are left out. */
  answerPage?: (url: string, approve: boolean, onPage?: string) => Promise<void>;
  /** What a payment is when the shopper has said no on the page; default `declined`. */
  refusedOnPage?: 'declined' | 'action_required';
  /** Makes the next calls of an operation fail; without it those tests are left out. */
  disturb?: (operation: Operation, fault: Fault) => Promise<void>;
  /** Faults that this provider cannot show. */
  impossibleFaults?: readonly Fault[];
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
    const createFor = (checkoutId: CheckoutId, amount: Money, key: string) =>
      payments.create({ checkoutId, amount, option: subject.option, returnUrl: RETURN_URL }, key);
    const create = (key: string = randomUUID()) => createFor(newCheckout(), AMOUNT, key);
    /** A payment that one confirmation authorises. */
    const agreed = async (onPage?: string) => {
      const created = await create();
      if (subject.pageFirst) await agreeOnPage(created, onPage);
      return created;
    };
    const agreeOnPage = async (created: Payment, onPage?: string) => {
      const { status } = await confirm(created);
      if (status.kind !== 'action_required') throw new Error(`expected a page, not ${status.kind}`);
      await subject.answerPage?.(status.url, true, onPage);
    };
    const confirm = ({ id }: Payment, method = subject.methods.good, key: string = randomUUID()) =>
      payments.confirm(id, PaymentMethod.parse(method), RETURN_URL, key);
    const authorised = async () => confirm(await agreed());
    const captured = async () => {
      const { id } = await authorised();
      return payments.capture(id, randomUUID());
    };

    describe('one after the other', () => {
      test('a payment is created, authorised and captured', async () => {
        expect(await create()).toEqual({
          id: expect.any(String),
          status: { kind: 'awaiting_method' },
          amount: AMOUNT,
          refunded: 0,
        });
        const { id } = await agreed();
        expect(await confirm({ id } as Payment)).toEqual({
          id,
          status: { kind: 'authorised' },
          amount: AMOUNT,
          refunded: 0,
        });
        expect((await payments.capture(id, randomUUID())).status).toEqual({ kind: 'captured' });
        expect((await payments.retrieve(id)).status).toEqual({ kind: 'captured' });
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
        const { id } = await captured();
        const key = randomUUID();
        const first = await payments.refund(id, AMOUNT, key);
        expect(first).toMatchObject({ amount: AMOUNT, status: expect.stringMatching(/done|pending/) });
        expect((await payments.refund(id, AMOUNT, key)).id).toBe(first.id);
        expect(await payments.retrieveRefund(id, first.id)).toMatchObject({ id: first.id, amount: AMOUNT });
        expect((await payments.retrieve(id)).refunded).toBe(AMOUNT.amount);
      });

      test('it can be refunded in parts, and never more than is left', async () => {
        const { id } = await captured();
        await payments.refund(id, money(1_000, 'USD'), randomUUID());
        await payments.refund(id, money(3_000, 'USD'), randomUUID());
        await expect(payments.refund(id, money(991, 'USD'), randomUUID())).rejects.toBeInstanceOf(
          PaymentRefused,
        );
        await payments.refund(id, money(990, 'USD'), randomUUID());
        expect((await payments.retrieve(id)).refunded).toBe(AMOUNT.amount);
      });
    });

    describe('declines', () => {
      test('each is an answer, in words for the shopper', async () => {
        for (const { method, code, onPage } of subject.methods.declined) {
          const created = await agreed(onPage);
          expect(await confirm(created, method)).toEqual({
            id: created.id,
            amount: AMOUNT,
            refunded: 0,
            status: { kind: 'declined', decline: { code, message: expect.stringMatching(/^[A-Z].*\.$/) } },
          });
          expect((await payments.retrieve(created.id)).status.kind).toBe('declined');
        }
      });

      test('a card reported stolen reads like any other decline', async () => {
        const { stolen, declined } = subject.methods;
        if (!stolen) return skipped(name, 'it has no such card');
        const message = async (card = '') => {
          const { status } = await confirm(await agreed(), card);
          return status.kind === 'declined' ? status.decline.message : status.kind;
        };
        expect(await message(stolen)).toBe(await message(declined[0]?.method));
      });

      test('another card pays for what was declined', async () => {
        const [declined] = subject.methods.declined;
        const created = await agreed(declined?.onPage);
        await confirm(created, declined?.method);
        if (subject.pageFirst) await agreeOnPage(created);
        expect((await confirm(created)).status).toEqual({ kind: 'authorised' });
      });

      test('the same key never tries a declined card again', async () => {
        const [declined] = subject.methods.declined;
        const created = await agreed(declined?.onPage);
        const key = randomUUID();
        const first = await confirm(created, declined?.method, key);
        expect(first.status.kind).toBe('declined');
        expect(await confirm(created, declined?.method, key)).toEqual(first);
      });
    });

    describe('the same thing twice', () => {
      test('creating with one key creates one payment', async () => {
        const key = randomUUID();
        const checkout = newCheckout();
        const first = await createFor(checkout, AMOUNT, key);
        expect(await createFor(checkout, AMOUNT, key)).toEqual(first);
      });

      test('confirming again, with the same key or another, finds it authorised', async () => {
        const created = await agreed();
        const key = randomUUID();
        const { good } = subject.methods;
        await confirm(created, good, key);
        expect((await confirm(created, good, key)).status).toEqual({ kind: 'authorised' });
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
        const created = await agreed();
        const settled = await Promise.allSettled(Array.from({ length: 5 }, () => confirm(created)));
        for (const one of settled) {
          if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(PaymentOutcomeUnknown);
          else expect(one.value.status).toEqual({ kind: 'authorised' });
        }
        if (subject.charges) expect(await subject.charges(created.id)).toBe(1);
      });
    });

    describe('refusals that no retry will change', () => {
      test.each<[string, () => Promise<unknown>]>([
        ['retrieving a payment that is not there', () => payments.retrieve(subject.unknownPayment)],
        [
          'capturing a payment that is not there',
          () => payments.capture(subject.unknownPayment, randomUUID()),
        ],
        [
          'capturing before anything is authorised',
          async () => payments.capture((await create()).id, randomUUID()),
        ],
        [
          'an unknown payment method',
          async () =>
            subject.methods.unknown
              ? confirm(await agreed(), subject.methods.unknown)
              : Promise.reject(new PaymentRefused(skipped(name, 'it has one method alone'))),
        ],
        [
          'refunding what was never captured',
          async () => payments.refund((await authorised()).id, AMOUNT, randomUUID()),
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
            await createFor(checkout, AMOUNT, key);
            return createFor(checkout, money(1, 'EUR'), key);
          },
        ],
      ])('%s', async (_, call) => {
        await expect(call()).rejects.toBeInstanceOf(PaymentRefused);
      });
    });

    describe('the bank asks who is paying', () => {
      const atTheBank = async () => {
        const created = await create();
        const { status } = await confirm(created, subject.methods.asks);
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
        [true, () => 'authorised'],
        [false, () => subject.refusedOnPage ?? 'declined'],
      ])('its answer counts: approval %s', async (approve, kind) => {
        if (!subject.answerPage) return skipped(name, 'nobody can answer the page');
        const { id, url } = await atTheBank();
        await subject.answerPage(url, approve);
        const { status } = await payments.retrieve(id);
        const settled = status.kind === 'approved' ? (await confirm({ id } as Payment)).status : status;
        expect(settled.kind).toBe(kind());
      });
    });

    describe('outcomes nobody heard of', () => {
      const calls: Record<Operation, () => Promise<{ call: () => Promise<unknown>; id?: string }>> = {
        create: async () => {
          const [checkout, key] = [newCheckout(), randomUUID()];
          return { call: () => createFor(checkout, AMOUNT, key) };
        },
        confirm: async () => {
          const [created, key] = [await agreed(), randomUUID()];
          return { id: created.id, call: () => confirm(created, subject.methods.good, key) };
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
          const [{ id }, key] = [await captured(), randomUUID()];
          return { id, call: () => payments.refund(id, AMOUNT, key) };
        },
      };
      const settledAs: Record<Operation, object> = {
        create: { status: { kind: 'awaiting_method' } },
        confirm: { status: { kind: 'authorised' } },
        capture: { status: { kind: 'captured' } },
        void: { status: { kind: 'voided' } },
        refund: { amount: AMOUNT },
      };
      const cases = (Object.keys(calls) as Operation[]).flatMap((operation) =>
        FAULTS.map((fault) => [operation, fault] as const),
      );

      test.each(cases)('%s, %s: unknown first, and the same key settles it', async (operation, fault) => {
        if (!subject.disturb) return skipped(name, 'faults cannot be injected');
        if (subject.impossibleFaults?.includes(fault)) return;
        const { call, id } = await calls[operation]();
        await subject.disturb(operation, fault);
        await expect(call()).rejects.toBeInstanceOf(PaymentOutcomeUnknown);
        const settled = await call();
        expect(settled).toMatchObject(settledAs[operation]);
        if (id && subject.charges) expect(await subject.charges(id)).toBe(1);
      });
    });
  });
}

/** Says loudly that a promise of the port was not checked. */
function skipped(name: string, why: string): undefined {
  console.warn(`NOT CHECKED for ${name}: ${expect.getState().currentTestName} – ${why}.`);
}

import {
  Address,
  BaseColour,
  CHECKOUT_STATES,
  GiftMessage,
  money,
  ORDER_STAGES,
  PAYMENT_OPTIONS,
  PROBLEMS,
  PromotionCode,
  type PromotionRefusal,
  PromotionRefusalReason,
  SHIPPING_COUNTRIES,
  toldRefusal,
} from '../../domain/index.js';
import { SHIPPING_RATES } from '../../domain/shipping-rates.js';
import { literalsOf } from './literals.js';
import { script, speakIn } from './scripts.js';

interface Sentences {
  lookUp(english: string): string | undefined;
  inOurWords(english: string): string;
}
interface Told {
  status: number;
  code: string;
  message: string;
  errors?: { pointer: string; detail: string }[];
}
const sentences = script<Sentences>('shop-sentences');
const problems = script<{ BY_CODE: Record<string, string> }>('problem-words');
const client = script<{ Problem: new (status: number, document: object) => Told }>('api-client');
const words = script<{ speak(language: string, root: unknown): Promise<void> }>('words');
const refusals = script<{ refusalText(refusal: object): string }>('checkout/code-refusal');

const CARD = '4242 4242 4242 4242';
const address = { name: 'Ada', email: 'ada@example.com', line1: '12 Way', city: 'Berlin', country: 'DE' };

/** Whole sentences in a source file, and in the functions that are named alone, where some are. */
function sentencesIn(file: string, functions?: string[]): string[] {
  const spoken = literalsOf(file).filter(({ within }) => {
    const names = within.map(({ node }) => (node.identifier as { value?: string } | undefined)?.value);
    return !functions || names.some((name) => name !== undefined && functions.includes(name));
  });
  return spoken.map(({ text }) => text).filter((text) => /^.+ .+\.$/s.test(text));
}

const messagesOf = (parsed: { error?: { issues: { message: string }[] } }) =>
  (parsed.error?.issues ?? []).map(({ message }) => message);

const promotionRefusals = PromotionRefusalReason.options.map((reason): PromotionRefusal => {
  if (reason === 'not_yet') return { reason, startsAt: '2027-03-01T00:00:00.000Z' };
  if (reason === 'minimum_not_reached') return { reason, missing: money(123_450, 'USD') };
  return { reason };
});

const stages = Object.values(ORDER_STAGES).map(({ shopper }) => shopper);

/** What the server says to shoppers in English, from where it is made. */
const SAID: Record<string, () => string[]> = {
  'declined cards': () => sentencesIn('activities/adapters/payments/decline-messages.ts'),
  'declines of Adyen': () => sentencesIn('activities/adapters/payments/adyen-refusals.ts'),
  'declines of PayPal': () => sentencesIn('activities/adapters/payments/paypal-errors.ts'),
  'other declines': () => sentencesIn('activities/checkout.ts', ['newsOr', 'toNews']),
  'addresses that are not found': () => sentencesIn('machines/checkout-view.ts'),
  'refused exchanges': () => sentencesIn('activities/adapters/order-book/exchange.ts'),
  'refused changes of an order': () =>
    sentencesIn('machines/order-rules.ts', ['addressRefusal', 'exchangeRefusal', 'returnRefusal']),
  'refused codes': () => promotionRefusals.map((refusal) => toldRefusal(refusal).message),
  'what a checkout waits for': () =>
    Object.values(CHECKOUT_STATES).map(
      ({ shopper }) => `That is not possible at this moment: ${shopper.toLowerCase()}.`,
    ),
  'how a checkout ended': () => Object.values(CHECKOUT_STATES).map(({ shopper }) => `${shopper}.`),
  'where an order stands': () => [
    ...stages,
    ...stages.map(
      (stage) => `That is not possible any more: ${stage.charAt(0).toLowerCase()}${stage.slice(1)}.`,
    ),
    'This order was cancelled. Your money is on its way back',
    'This order was cancelled. Your money was given back',
    'Your order was delivered. Your refund is still being confirmed',
    'Your order was delivered. A person is looking after your refund',
  ],
  'what is wrong with an address': () =>
    SHIPPING_COUNTRIES.flatMap(({ code: country, postalCodeExample: postalCode }) => [
      ...messagesOf(Address.safeParse({ ...address, country, postalCode: '?', region: '?' })),
      ...messagesOf(Address.safeParse({ ...address, country, postalCode, region: 'RM', line2: CARD })),
      ...['', CARD, 'x'.repeat(101)].flatMap((text) =>
        messagesOf(
          Address.safeParse({ ...address, country, name: text, line1: text, city: text, postalCode: text }),
        ),
      ),
      ...messagesOf(Address.safeParse({ ...address, country, postalCode, email: 'nobody' })),
    ]),
  'what is wrong with a code': () =>
    ['?', 'WELCOME 10', CARD.replaceAll(' ', '')].flatMap((text) =>
      messagesOf(PromotionCode.safeParse(text)),
    ),
  'what is wrong with a gift message': () =>
    ['', CARD, 'x'.repeat(301)].flatMap((text) => messagesOf(GiftMessage.safeParse(text))),
  'ways to travel': () => Object.values(SHIPPING_RATES).flatMap((rates) => rates.map(({ label }) => label)),
  'ways to pay': () =>
    Object.values(PAYMENT_OPTIONS)
      .map(({ label }) => label)
      .filter((label) => label !== 'PayPal'),
  'test cards': () =>
    literalsOf('api/routes/shop.ts')
      .filter(({ text }) => text.includes(' — '))
      .flatMap(({ text }) => text.split(' — ')),
  colours: () => [...BaseColour.options, 'as shown'],
};

it('reads the sentences of the shop where it makes them', () => {
  for (const said of Object.values(SAID)) expect(said().length).toBeGreaterThan(0);
  expect(SAID['declined cards']?.()).toContain('That card has expired. Please try another card.');
  expect(SAID['refused exchanges']?.()).toContain('3 in 3 is sold out; your order stays as it is.');
});

it('knows every code of a problem', async () => {
  expect(Object.keys((await problems).BY_CODE).sort()).toEqual(Object.keys(PROBLEMS).sort());
});

describe.each(['es', 'de'])('what the shop says, in %s', (language) => {
  beforeAll(async () => speakIn(language, (await words).speak));

  it.each(Object.keys(SAID))('has words for %s', async (about) => {
    const { lookUp } = await sentences;
    expect(SAID[about]?.().filter((english) => lookUp(english) === undefined)).toEqual([]);
  });

  it('says what a problem comes to where its details have no words', async () => {
    const { Problem } = await client;
    for (const code of Object.keys(PROBLEMS)) {
      const { message } = new Problem(400, { type: `/problems/${code}`, detail: 'Some new detail.' });
      expect(message).not.toBe('Some new detail.');
      expect(message).not.toBe((await problems).BY_CODE[code]);
    }
    const unknown = new Problem(418, { type: '/problems/teapot', detail: 'Some new detail.' });
    expect(unknown.message).toBe('Some new detail.');
  });
});

describe('what the shop says, in German', () => {
  beforeAll(async () => speakIn('de', (await words).speak));

  it.each([
    [
      'That card has expired. Please try another card.',
      'Diese Karte ist abgelaufen. Bitte versuch es mit einer anderen Karte.',
    ],
    [
      'That is not possible at this moment: where should it go?.',
      'Das geht im Moment nicht. Wohin soll es gehen?',
    ],
    [
      'M in blue is sold out; your order stays as it is.',
      'M in blau ist ausverkauft; deine Bestellung bleibt, wie sie ist.',
    ],
    ['Visa ending 4242', 'Visa, endet auf 4242'],
    ['the name is missing', 'der Name fehlt'],
    ['That card has expired. Something new.', 'That card has expired. Something new.'],
  ])('turns %j into %j', async (english, german) => {
    expect((await sentences).inOurWords(english)).toBe(german);
  });

  it('writes figures of a refused code as Germans do', async () => {
    const { refusalText } = await refusals;
    const [notYet, minimum] = ['not_yet', 'minimum_not_reached'].map((wanted) => {
      const refusal = promotionRefusals.find(({ reason }) => reason === wanted);
      return refusal && refusalText(toldRefusal(refusal));
    });
    expect(notYet).toBe('Dieser Code gilt ab dem 1. März 2027.');
    expect(minimum?.replaceAll('\u00a0', ' ')).toBe(
      'Leg noch etwas für 1.234,50 $ dazu, dann gilt dieser Code.',
    );
  });

  it('says what is wrong with a field, and that something is where it has no words', async () => {
    const { Problem } = await client;
    const errors = [
      { pointer: '#/city', detail: 'the city is missing' },
      { pointer: '#/name', detail: 'Invalid input: expected string' },
    ];
    const problem = new Problem(422, { type: '/problems/invalid_request', detail: 'No.', errors });
    expect(problem.errors).toEqual([
      { pointer: '#/city', detail: 'der Ort fehlt' },
      { pointer: '#/name', detail: 'Bitte sieh dir das noch einmal an' },
    ]);
  });
});

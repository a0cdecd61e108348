import fc from 'fast-check';
import type { CheckoutId, MessageId, OrderId } from '../../domain/index.js';
import { Conversation, wish } from './conversation-driver.js';

const MINUTES = 60_000;
const grace = { id: 'grace', name: 'Grace' };
const ada = { id: 'ada', name: 'Ada' };

function joined(person = grace): Conversation {
  return new Conversation()
    .send({ type: 'PERSON_JOINED', ref: 'join-1', person, silentMs: 15 * MINUTES })
    .send({ type: 'PERSON_NOTED' });
}

test('asking for a person tells staff, and is answered', () => {
  const talk = new Conversation().hear(wish('human_agent'));
  expect(talk.stage).toBe('callingPerson');
  expect(talk.effects).toMatchObject([{ type: 'callPerson' }]);
  talk.send({ type: 'PERSON_CALLED' });
  expect(talk.says).toEqual(['human_agent']);
  expect(talk.context.wantsPerson).toBe(true);
});

test('a person who joins is announced, and what the shopper says then is answered with nothing', () => {
  const talk = new Conversation().send({ type: 'PERSON_JOINED', ref: 'join-1', person: grace, silentMs: 1 });
  expect(talk.effects).toMatchObject([{ type: 'notePerson', params: { what: 'joined', name: 'Grace' } }]);
  talk.send({ type: 'PERSON_NOTED' });
  talk.send({ type: 'MESSAGE_RECEIVED', messageId: 'message-1' as MessageId });
  expect(talk.effects.at(-1)).toMatchObject({
    type: 'reply',
    params: { inReplyTo: 'message-1', ref: 'message-1', plan: [] },
  });
  expect(talk.replied().stage).toBe('withPerson');
});

test('another person neither speaks nor hands back, and joins only in so many words', () => {
  const talk = joined();
  for (const event of [
    { type: 'PERSON_SAID', ref: 'words-1', personId: 'ada' },
    { type: 'PERSON_LEFT', ref: 'left-1', personId: 'ada' },
    { type: 'PERSON_JOINED', ref: 'join-2', person: ada, silentMs: 1 },
  ] as const) {
    expect(talk.send(event).stage).toBe('withPerson');
    expect(talk.effects).toEqual([]);
  }
  talk.send({ type: 'PERSON_JOINED', ref: 'join-2', person: ada, silentMs: 1, takeOver: true });
  expect(talk.effects.at(-1)).toMatchObject({ type: 'notePerson', params: { name: 'Ada', what: 'joined' } });
});

test('news of the shop waits until the person has handed back, and is told then, in order', () => {
  const talk = joined()
    .send({ type: 'CHECKOUT_ENDED', checkoutId: 'c1' as CheckoutId, outcome: 'completed' })
    .send({ type: 'ORDER_NEWS', orderId: 'o1' as OrderId, news: 'shipped', ref: 'shipped-o1' });
  expect(talk.effects).toEqual([]);
  talk.send({ type: 'PERSON_LEFT', ref: 'left-1', personId: 'grace' });
  expect(talk.effects.at(-1)).toMatchObject({ params: { what: 'left', why: 'handed_back' } });
  talk.send({ type: 'PERSON_NOTED' });
  expect(talk.says).toEqual(['checkout_completed']);
  talk.replied();
  expect(talk.says).toEqual(['order_shipped']);
  expect(talk.replied().stage).toBe('ready');
  expect(talk.context.person).toBeUndefined();
});

test('a person who is silent for too long gives the conversation back; each word begins the time anew', () => {
  const talk = joined();
  talk.send({ type: 'DEADLINE_PASSED' }, 15 * MINUTES - 1);
  expect(talk.stage).toBe('withPerson');
  talk
    .send({ type: 'PERSON_SAID', ref: 'words-1', personId: 'grace' }, 10 * MINUTES)
    .send({ type: 'PERSON_NOTED' });
  expect(talk.send({ type: 'DEADLINE_PASSED' }, 24 * MINUTES).stage).toBe('withPerson');
  talk.send({ type: 'DEADLINE_PASSED' }, 25 * MINUTES);
  expect(talk.effects.at(-1)).toMatchObject({ params: { what: 'left', why: 'silent' } });
});

/** Whatever comes, in whatever order, once effects are answered as the host does. */
const events = fc.array(
  fc.oneof(
    fc.constant('shopper' as const),
    fc.constant('join' as const),
    fc.constant('take over' as const),
    fc.constant('say' as const),
    fc.constant('leave' as const),
    fc.constant('time' as const),
    fc.constant('checkout' as const),
    fc.constant('news' as const),
  ),
  { maxLength: 40 },
);

test('whatever happens in whatever order, the assistant says nothing between a person coming and leaving', () => {
  let takeovers = 0;
  fc.assert(
    fc.property(events, (order) => {
      const talk = new Conversation();
      let speaking = false;
      let at = 0;
      for (const [index, what] of order.entries()) {
        at += what === 'time' ? 16 * MINUTES : 1;
        const ref = `ref-${index}`;
        const sent = {
          shopper: { type: 'MESSAGE_RECEIVED', messageId: ref as MessageId },
          join: { type: 'PERSON_JOINED', ref, person: grace, silentMs: 15 * MINUTES },
          'take over': { type: 'PERSON_JOINED', ref, person: ada, silentMs: 15 * MINUTES, takeOver: true },
          say: { type: 'PERSON_SAID', ref, personId: 'grace' },
          leave: { type: 'PERSON_LEFT', ref, personId: 'grace' },
          time: { type: 'DEADLINE_PASSED' },
          checkout: { type: 'CHECKOUT_ENDED', checkoutId: ref as CheckoutId, outcome: 'cancelled' },
          news: { type: 'ORDER_NEWS', orderId: ref as OrderId, news: 'shipped', ref },
        } as const;
        talk.send(sent[what], at);
        // Answers every effect until the machine rests.
        while (talk.effects.length > 0) {
          const [effect] = talk.effects;
          const params = effect?.params as { what?: string; plan?: unknown[] };
          if (effect?.type === 'notePerson') {
            if (params.what === 'joined') takeovers += 1;
            speaking = params.what !== 'left';
            talk.send({ type: 'PERSON_NOTED' }, at);
          } else if (effect?.type === 'reply') {
            if (speaking) expect(params.plan).toEqual([]);
            else expect(params.plan).not.toEqual([]);
            talk.send({ type: 'REPLIED' }, at);
          } else {
            expect(speaking).toBe(false);
            talk.send({ type: 'UNDERSTOOD', understanding: wish('greeting') }, at);
          }
        }
        expect(talk.stage).toBe(speaking ? 'withPerson' : 'ready');
      }
    }),
    { numRuns: 500 },
  );
  expect(takeovers).toBeGreaterThan(100);
});

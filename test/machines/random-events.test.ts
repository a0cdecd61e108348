import fc from 'fast-check';
import { type AnyStateMachine, initialTransition, transition } from 'xstate';
import { checkoutMachine } from '../../machines/checkout.js';
import { conversationMachine } from '../../machines/conversation.js';
import { orderMachine } from '../../machines/order.js';
import { events as checkoutEvents, input as checkoutInput } from './checkout-walk.js';
import { conversationEvents, conversationInput } from './conversation-events.js';
import { events as orderEvents, orderId } from './order-walk.js';

/** More effects than any event can call for, one after another. */
const MOST_EFFECTS = 40;

const MACHINES: [name: string, AnyStateMachine, input: unknown, events: readonly { type: string }[]][] = [
  ['checkout', checkoutMachine as AnyStateMachine, checkoutInput, checkoutEvents],
  ['order', orderMachine as AnyStateMachine, { orderId }, orderEvents],
  ['conversation', conversationMachine as AnyStateMachine, conversationInput, conversationEvents],
];

/**
 * What the host does with a machine, where the world answers whatever it likes: an effect is answered with any event
 * at all, with none, or fails.
 */
test.each(MACHINES)(
  'whatever happens to a %s, it never throws, and rests once its effects fail',
  (_, machine, input, all) => {
    const anyEvent = fc.constantFrom(...all);
    const answers = fc.array(fc.option(anyEvent, { nil: undefined }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(anyEvent, answers), { maxLength: 40 }), (happenings) => {
        let at = 1_000;
        let [snapshot, actions] = initialTransition(machine, input as never);
        const step = (event: { type: string }) => {
          at += 1_000;
          [snapshot, actions] = transition(machine, snapshot, { ...event, at } as never);
        };
        const settle = (given: readonly ({ type: string } | undefined)[]) => {
          const open = [...actions];
          const answer = [...given];
          let done = 0;
          for (let effect = open.shift(); effect; effect = open.shift()) {
            done += 1;
            if (done > MOST_EFFECTS) throw new Error(`it does not rest in ${JSON.stringify(snapshot.value)}`);
            const event =
              answer.length > 0
                ? answer.shift()
                : { type: 'EFFECT_FAILED', effect: effect.type, message: 'down' };
            if (!event) continue;
            step(event);
            open.push(...actions);
          }
        };
        settle([]);
        for (const [event, given] of happenings) {
          step(event);
          settle(given);
        }
        // What continue-as-new carries is plain data.
        expect(JSON.parse(JSON.stringify(snapshot.context))).toEqual(snapshot.context);
      }),
      { numRuns: 400 },
    );
  },
  60_000,
);

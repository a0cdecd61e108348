import { createRest } from '../../../activities/adapters/cache/rest.js';

function restAt() {
  const clock = { now: 0 };
  return { clock, rest: createRest({ failures: 3, restMs: 1_000, now: () => clock.now }) };
}

it('rests after failures in a row, and no more once the time is over', () => {
  const { clock, rest } = restAt();
  rest.failed();
  rest.failed();
  expect(rest.isResting()).toBe(false);
  rest.failed();
  expect(rest.isResting()).toBe(true);
  clock.now = 1_000;
  expect(rest.isResting()).toBe(false);
});

it('rests again at once when the first try after a rest fails', () => {
  const { clock, rest } = restAt();
  for (let n = 0; n < 3; n++) rest.failed();
  clock.now = 1_000;
  rest.failed();
  expect(rest.isResting()).toBe(true);
});

it('forgets failures, and gets up, when something succeeds', () => {
  const { rest } = restAt();
  rest.failed();
  rest.failed();
  rest.succeeded();
  rest.failed();
  expect(rest.isResting()).toBe(false);
  rest.failed();
  rest.failed();
  rest.succeeded();
  expect(rest.isResting()).toBe(false);
});

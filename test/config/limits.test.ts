import { z } from 'zod';
import { limitVariables } from '../../config/limits.js';

const read = (value: string | undefined) =>
  z.object({ LIMIT_TURN: limitVariables.LIMIT_TURN }).safeParse({ LIMIT_TURN: value });

test('a quota is requests in seconds, for each scope that is named', () => {
  expect(read('address:600/60, session:40/10').data?.LIMIT_TURN).toEqual({
    address: { requests: 600, seconds: 60 },
    session: { requests: 40, seconds: 10 },
  });
});

test('"off" is no limit, and unset is a sensible one', () => {
  expect(read('off').data?.LIMIT_TURN).toEqual({});
  expect(Object.keys(read(undefined).data?.LIMIT_TURN ?? {})).toEqual(['address', 'session', 'account']);
});

test.each([
  '',
  '600/60',
  'address:600',
  'address:0/60',
  'address:1/0',
  'planet:1/1',
  'address:-1/60',
  'constructor:1/1',
])('"%s" is refused with how to write it', (text) => {
  expect(read(text).error?.message).toMatch(/address:600\/60,session:60\/60/);
});

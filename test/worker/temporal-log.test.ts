import pino from 'pino';
import { writeTemporalLog } from '../../worker/temporal-log.js';

/** The line that an entry of the SDK becomes. */
function lineOf(meta: Record<string, unknown>, level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' = 'WARN') {
  const lines: Record<string, unknown>[] = [];
  const logger = pino(
    { level: 'debug', base: null, timestamp: false },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  );
  writeTemporalLog(logger, { level, message: 'effect failed', meta, timestampNanos: 0n });
  return lines[0];
}

test.each([
  ['conversation/c-1', { conversationId: 'c-1' }],
  ['checkout/k-1', { checkoutId: 'k-1' }],
  ['order/o-1', { orderId: 'o-1' }],
  ['reconciliation-2026', {}],
])('a line about %s names what it is about', (workflowId, subject) => {
  const meta = { workflowId, runId: 'r', activityType: 'writeReply', sdkComponent: 'worker', isolate: 7 };
  expect(lineOf(meta)).toEqual({
    level: 40,
    msg: 'effect failed',
    ...subject,
    workflowId,
    runId: 'r',
    activityType: 'writeReply',
    component: 'worker',
  });
});

test('an error comes with its stack; chatter of the SDK is for debugging', () => {
  expect(lineOf({ error: new Error('no such table') }, 'ERROR')).toMatchObject({
    level: 50,
    err: { message: 'no such table', stack: expect.stringContaining('no such table') },
  });
  expect(lineOf({}, 'INFO')).toEqual({ level: 20, msg: 'effect failed' });
});

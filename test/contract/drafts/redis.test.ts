import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { createRedisDrafts } from '../../../activities/adapters/drafts/redis.js';
import type { Draft, Drafts } from '../../../activities/ports/index.js';
import type { ConversationId, MessageId } from '../../../domain/index.js';
import { redisUrl } from '../../support/servers.js';

const url = redisUrl();
const describeRedis = url ? describe : describe.skip;

describeRedis('drafts by Redis', () => {
  const open: Drafts[] = [];
  const prefix = `test-${randomUUID()}:`;
  const process = () => {
    const drafts = createRedisDrafts(url as string, { prefix, timeoutMs: 2_000 });
    open.push(drafts);
    return drafts;
  };
  afterEach(async () => {
    for (const drafts of open.splice(0)) await drafts.close();
  });

  const conversation = () => randomUUID() as ConversationId;
  const draft = (text: string): Draft => ({ inReplyTo: randomUUID() as MessageId, text });

  /** Publishes until the subscription stands and something is heard. */
  async function untilHeard(heard: Draft[], publish: () => Promise<void>): Promise<void> {
    while (heard.length === 0) {
      await publish();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  test('reach those who listen to the conversation, in another process', async () => {
    const [worker, api, id] = [process(), process(), conversation()];
    const heard: Draft[] = [];
    api.subscribe(id, (said) => heard.push(said));
    const said = draft('Happy to help.');
    await untilHeard(heard, () => worker.publish(id, said));
    expect(heard[0]).toEqual(said);
  });

  test('reach every tab, until it has gone', async () => {
    const [worker, api, id] = [process(), process(), conversation()];
    const tabs: Draft[][] = [[], []];
    const stops = tabs.map((heard) => api.subscribe(id, (said) => heard.push(said)));
    await untilHeard(tabs[1] as Draft[], () => worker.publish(id, draft('one')));
    expect(tabs[0]).toEqual(tabs[1]);
    stops[0]?.();
    const before = tabs.map(({ length }) => length);
    const last = draft('two');
    await worker.publish(id, last);
    while (tabs[1]?.at(-1)?.text !== 'two') await new Promise((resolve) => setTimeout(resolve, 5));
    expect(tabs[0]).toHaveLength(before[0] as number);
  });

  test('what is no draft is not passed on', async () => {
    const [worker, api, id] = [process(), process(), conversation()];
    const heard: Draft[] = [];
    api.subscribe(id, (said) => heard.push(said));
    await untilHeard(heard, () => worker.publish(id, draft('first')));
    const redis = new Redis(url as string);
    for (const nonsense of ['{', 'null', '{"text":1}'])
      await redis.publish(`${prefix}drafts:${id}`, nonsense);
    redis.disconnect();
    await worker.publish(id, draft('last'));
    while (heard.at(-1)?.text !== 'last') await new Promise((resolve) => setTimeout(resolve, 5));
    expect(new Set(heard.map(({ text }) => text))).toEqual(new Set(['first', 'last']));
  });

  test('without Redis nothing is heard, and nobody is kept waiting or harmed', async () => {
    const nowhere = createRedisDrafts('redis://127.0.0.1:9', { timeoutMs: 50 });
    open.push(nowhere);
    const stop = nowhere.subscribe(conversation(), () => undefined);
    await expect(nowhere.publish(conversation(), draft('lost'))).resolves.toBeUndefined();
    stop();
  });
});

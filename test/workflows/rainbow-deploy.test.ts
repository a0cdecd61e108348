import { randomUUID } from 'node:crypto';
import { drain, WorkerVersions } from '../../dev/deploy/versions.js';
import { until } from '../../dev/until.js';
import { Buyer } from './support/buyer.js';
import { type Guest, startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(120_000);

const PATIENCE = { withinMs: 30_000 };

let shop: Workflows;
let versions: WorkerVersions;
let next: Awaited<ReturnType<Workflows['startWorker']>> | undefined;
/** Shoppers who write through everything that happens, until it is over. */
let load: Promise<void>[] = [];
let isOver = false;
beforeAll(async () => {
  const deployment = `rainbow-${randomUUID().slice(0, 8)}`;
  shop = await startWorkflows({ deployment });
  versions = new WorkerVersions(shop.client, deployment);
  await versions.setCurrent('1', PATIENCE.withinMs);
});
afterAll(async () => {
  isOver = true;
  await Promise.allSettled(load);
  next?.worker.shutdown();
  await next?.running;
  await shop.close();
});

test('two versions serve side by side, then the old one leaves, and no turn and no checkout is lost', async () => {
  const old = await Promise.all([shop.guest(), shop.guest(), shop.guest()]);
  await Promise.all(old.map((guest) => guest.say('hello')));
  const buyer = await Buyer.readyToPay(shop);

  load = old.map(async (guest) => {
    do await guest.say('hello');
    while (!isOver);
  });

  next = await shop.startWorker('2');
  await versions.ramp('2', 50, PATIENCE.withinMs);
  expect(await versions.list()).toMatchObject([
    { buildId: '2', state: 'ramping', percent: 50 },
    { buildId: '1', state: 'current' },
  ]);
  await expect(drain(versions, '1', { ...PATIENCE, onOpen: () => undefined })).rejects.toThrow(
    /1 is current/,
  );
  await versions.setCurrent('2', PATIENCE.withinMs);

  const newcomer = await shop.guest();
  await newcomer.say('hello');
  expect(await versionOf(newcomer)).toBe('2');
  for (const guest of old) expect(await versionOf(guest)).toBe('1');

  // The checkout keeps the old version until it is paid; conversations are moved at once.
  const open: number[] = [];
  const drained = drain(versions, '1', { ...PATIENCE, settleMs: 500, onOpen: (left) => open.push(left) });
  for (const guest of old) {
    await until(async () => (await versionOf(guest)) === '2', {
      what: 'a conversation to be moved',
      timeoutMs: 30_000,
    });
  }
  await until(async () => open.includes(1), { what: 'the checkout alone to stay', timeoutMs: 30_000 });
  expect(await versionOf(buyer)).toBe('1');
  expect(await buyer.pay()).toMatchObject({ state: 'completed' });
  expect(await drained).toBe(true);

  await shop.stopWorker();
  for (const guest of [...old, newcomer]) await guest.say('hello');
  isOver = true;
  await Promise.all(load);

  for (const guest of old) {
    const transcript = await guest.transcript();
    const refs = (kind: string) => transcript.filter((entry) => entry.kind === kind).map(({ ref }) => ref);
    expect(refs('reply').length).toBeGreaterThan(3);
    expect(refs('reply').sort()).toEqual(refs('message').sort());
  }
});

async function versionOf({ handle }: Pick<Guest | Buyer, 'handle'>): Promise<string | undefined> {
  const { raw } = await handle.describe();
  return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId ?? undefined;
}

import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type SandboxUnderTest, sandboxUnderTest } from '../dev/paypal-sandbox/sandbox-under-test.js';
import { testServers } from '../support/servers.js';
import { type Adyen, startAdyen } from '../workflows/support/adyen.js';
import { startWorkflows, type Workflows } from '../workflows/support/shop.js';
import { cases } from './cases.js';

jest.setTimeout(120_000);

const root = path.resolve(import.meta.dirname, '../..');
const file = (name: string) => path.join(import.meta.dirname, 'histories', `${name}.json`);

/**
 * `npm run record-histories` records the cases that have no file yet: what ran in the shop once stays recorded, and
 * workflows that changed must still follow it.
 */
if (process.env.RECORD_HISTORIES) {
  let [shop, adyen, paypal]: [Workflows?, Adyen?, SandboxUnderTest?] = [];
  beforeAll(async () => {
    [adyen, paypal] = await Promise.all([startAdyen(), sandboxUnderTest()]);
    const account = { PAYPAL_CLIENT_ID: 'id', PAYPAL_CLIENT_SECRET: 'secret', PAYPAL_API_URL: paypal.url };
    shop = await startWorkflows({
      holdSeconds: 15,
      paymentOptions: 'card,bank_debit,paypal,adyen',
      environment: { ...adyen.environment, ...account },
    });
    adyen.serves(shop);
  });
  afterEach(() => shop?.repair());
  afterAll(async () => {
    await shop?.close();
    await Promise.all([adyen?.close(), paypal?.close()]);
  });

  test.each(Object.keys(cases).filter((name) => !existsSync(file(name))))('record %s', async (name) => {
    if (!shop || !adyen) throw new Error('the shop is not up');
    const workflowId = (await cases[name]?.(shop, adyen)) ?? '';
    const { temporalProgram, temporalAddress: address } = testServers();
    const show = ['workflow', 'show', '--workflow-id', workflowId, '--output', 'json', '--address', address];
    // Where this clone lies is nobody's business.
    const history = execFileSync(temporalProgram, show, { encoding: 'utf8' }).replaceAll(`${root}/`, '');
    writeFileSync(file(name), history);
  });
} else {
  const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-replay-'));
  const strange = path.join(folder, 'strange.json');
  let failures: Record<string, string | null>;
  beforeAll(async () => {
    // What it would look like to a workflow that asks for another activity than it did when this was recorded.
    const recorded = JSON.parse(readFileSync(file('checkout-paid-after-a-decline'), 'utf8'));
    for (const { activityTaskScheduledEventAttributes: scheduled } of recorded.events) {
      if (scheduled?.activityType.name === 'capturePayment') scheduled.activityType.name = 'giveItAway';
    }
    writeFileSync(strange, JSON.stringify(recorded));
    failures = await replay([...Object.keys(cases).map(file), strange]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(Object.keys(cases))('%s is followed by the workflows of today', (name) => {
    expect(failures[file(name)]).toBeNull();
  });

  test('a workflow that goes another way is found out', () => {
    expect(failures[strange]).toMatch(/determinism/i);
  });
}

/** In a process of its own: Temporal's reader of histories does not work within Jest. */
async function replay(files: string[]): Promise<Record<string, string | null>> {
  const program = path.join(import.meta.dirname, 'replay.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, ...files]);
  // The SDK's own log goes to standard output, too; the answer is the last line.
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import getPort from 'get-port';
import { runningPostgres } from '../../dev/servers/postgres.js';
import { workflowBundles } from '../../dev/settings.js';
import { percentile } from '../figures.js';
import { type Program, startProgram, startShop } from '../shop.js';
import { BenchShopper } from '../shopper.js';

/**
 * `npm run bench -- scale`: how turns are shared by 1, 2 and 4 workers behind two apis on this machine, and what it costs to
 * lose a worker in the middle. On few cores more processes cannot be faster; what counts is that none is in
 * the way of another, and that nothing is lost.
 */
const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    shoppers: { type: 'string', default: '16' },
    products: { type: 'string', default: '5000' },
    json: { type: 'boolean', default: false },
  },
});
const PATIENCE_MS = 60_000;
const SENTENCE = "men's jeans under $50";

interface Round {
  workers: number;
  killed: boolean;
  turnsPerSecond: number;
  p50: number;
  p95: number;
  longest: number;
  /** Requests that were sent again, under the same message id. */
  retries: number;
  /** Messages that were not answered within a minute. */
  lost: number;
}

// What was started ends with us, however we are told to end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const say = (line: string) => process.stderr.write(`${line}\n`);
say('Starting the shop …');
const COOKIE_SECRET = randomBytes(24).toString('hex');
const ENCRYPTION_KEYS = `bench:${randomBytes(32).toString('base64')}`;
const shop = await startShop(Number(flags.products), {
  COOKIE_SECRET,
  ENCRYPTION_KEYS,
  PAYMENT_OPTIONS: 'card',
});
const database = runningPostgres(path.join(shop.data, 'postgres'), 'shoptalk');
if (!database) throw new Error('The database of the shop is not there.');
const environment = {
  TEMPORAL_ADDRESS: shop.temporalAddress,
  DATABASE_URL: database,
  ...(shop.ports.redis && { REDIS_URL: `redis://127.0.0.1:${shop.ports.redis}` }),
  COOKIE_SECRET,
  ENCRYPTION_KEYS,
  LOG_LEVEL: 'info',
  WORKFLOW_BUNDLES: workflowBundles(),
};
const programs: Program[] = [];
try {
  const port = String(await getPort());
  programs.push(await startProgram('api/main.ts', { ...environment, API_PORT: port }, /(listening)/));
  const urls = [shop.url, `http://127.0.0.1:${port}`];
  const workers: Program[] = [];
  const rounds: Round[] = [];
  for (const [count, kills] of [
    [1, false],
    [2, false],
    [4, false],
    [4, true],
  ] as const) {
    const missing = Array.from({ length: Math.max(0, count - 1 - workers.length) }, startWorker);
    workers.push(...(await Promise.all(missing)));
    say(`${count} workers${kills ? ', one killed in the middle' : ''} …`);
    rounds.push(await round(urls, count, kills ? workers.at(-1) : undefined));
  }
  process.stdout.write(flags.json ? `${JSON.stringify(rounds, null, 2)}\n` : `${table(rounds)}\n`);
  if (rounds.some(({ lost }) => lost > 0)) process.exitCode = 1;
} finally {
  for (const program of programs) await program.stop();
  await shop.stop();
}

async function startWorker(): Promise<Program> {
  const env = { ...environment, WORKER_METRICS_PORT: String(await getPort()) };
  const worker = await startProgram('worker/main.ts', env, /"(ready)"/);
  programs.push(worker);
  return worker;
}

async function round(urls: readonly string[], workers: number, victim: Program | undefined): Promise<Round> {
  const times: number[] = [];
  let [retries, lost] = [0, 0];
  const shoppers = await Promise.all(
    Array.from({ length: Number(flags.shoppers) }, async (_, index) => {
      const shopper = new BenchShopper(urls[index % urls.length] ?? shop.url);
      await shopper.open();
      await shopper.say(SENTENCE); // the conversation is there, and the search is cached
      return shopper;
    }),
  );
  const began = performance.now();
  const until = began + Number(flags.seconds) * 1_000;
  const running = shoppers.map(async (shopper) => {
    while (performance.now() < until) {
      const sent = performance.now();
      const messageId = crypto.randomUUID();
      for (;;) {
        const answered = await shopper.say(SENTENCE, undefined, messageId).then(
          () => true,
          () => false,
        );
        if (answered) break;
        if (performance.now() - sent > PATIENCE_MS) {
          lost += 1;
          break;
        }
        retries += 1;
        await pause(200);
      }
      times.push(performance.now() - sent);
    }
  });
  if (victim) {
    await pause((Number(flags.seconds) * 1_000) / 2);
    victim.kill();
  }
  await Promise.all(running);
  const seconds = (performance.now() - began) / 1_000;
  return {
    workers,
    killed: victim !== undefined,
    turnsPerSecond: times.length / seconds,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    longest: Math.max(...times),
    retries,
    lost,
  };
}

function table(rounds: readonly Round[]): string {
  const base = rounds[0]?.turnsPerSecond ?? Number.NaN;
  const rows = rounds.map(({ workers, killed, turnsPerSecond, p50, p95, longest, retries, lost }) => [
    `${workers}${killed ? ', one killed' : ''}`,
    turnsPerSecond.toFixed(1),
    (turnsPerSecond / base).toFixed(2),
    p50.toFixed(0),
    p95.toFixed(0),
    longest.toFixed(0),
    String(retries),
    String(lost),
  ]);
  return [['workers', 'turns/s', 'ratio', 'p50 ms', 'p95 ms', 'longest', 'retries', 'lost'], ...rows]
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(18) : cell.padStart(9))).join(''))
    .join('\n');
}

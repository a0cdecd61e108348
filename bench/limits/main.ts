import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import getPort from 'get-port';
import { runningPostgres } from '../../dev/servers/postgres.js';
import { percentile } from '../figures.js';
import { NO_LIMITS, startProgram, startShop } from '../shop.js';
import { BenchShopper } from '../shopper.js';

/**
 * `npm run bench -- limits`: what limits cost a turn. Two apis of one shop, alike but for this: one counts in Redis, the other
 * counts nothing. One shopper says everything to both, one after the other, each first as often as the other.
 */
const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '300' },
    products: { type: 'string', default: '5000' },
    json: { type: 'boolean', default: false },
  },
});
const WARM_UP = 30;
const say = (line: string) => process.stderr.write(`${line}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

say('Starting the shop …');
const secrets = {
  COOKIE_SECRET: randomBytes(24).toString('hex'),
  ENCRYPTION_KEYS: `bench:${randomBytes(32).toString('base64')}`,
};
const shop = await startShop(Number(flags.products), { ...secrets, PAYMENT_OPTIONS: 'card' });
const database = runningPostgres(path.join(shop.data, 'postgres'), 'shoptalk');
if (!database) throw new Error('The database of the shop is not there.');
if (!shop.ports.redis) throw new Error('There is no Redis on this machine: install redis-server first.');
const environment = {
  TEMPORAL_ADDRESS: shop.temporalAddress,
  DATABASE_URL: database,
  REDIS_URL: `redis://127.0.0.1:${shop.ports.redis}`,
  ...secrets,
  LOG_LEVEL: 'info',
};
const ports = { limited: await getPort(), free: await getPort() };
const apis = [
  await startProgram('api/main.ts', { ...environment, API_PORT: String(ports.limited) }, /(listening)/),
  await startProgram(
    'api/main.ts',
    { ...environment, ...NO_LIMITS, API_PORT: String(ports.free) },
    /(listening)/,
  ),
];
const urls = { limited: `http://127.0.0.1:${ports.limited}`, free: `http://127.0.0.1:${ports.free}` };
type Api = keyof typeof urls;

try {
  const shopper = new BenchShopper(urls.limited);
  await shopper.open();
  const kinds: Record<string, () => Promise<unknown>> = {
    'search, cached': () => shopper.say("men's jeans under $50"),
    'view cart': () => shopper.say('Show my cart', { type: 'view_cart' }),
    'list conversations': () => shopper.list(),
  };
  const times = Object.fromEntries(
    Object.keys(kinds).map((kind) => [kind, { limited: [], free: [] }]),
  ) as Record<string, Record<Api, number[]>>;
  for (let round = -WARM_UP; round < Number(flags.rounds); round++) {
    if (round % 100 === 0) say(`round ${round} of ${flags.rounds}`);
    const order: Api[] = round % 2 === 0 ? ['limited', 'free'] : ['free', 'limited'];
    for (const [kind, turn] of Object.entries(kinds)) {
      for (const api of order) {
        shopper.goTo(urls[api]);
        const before = performance.now();
        await turn();
        if (round >= 0) times[kind]?.[api].push(performance.now() - before);
      }
    }
  }
  const figures = Object.entries(times).map(([kind, { limited, free }]) => ({
    kind,
    runs: limited.length,
    limited: { p50: percentile(limited, 0.5), p95: percentile(limited, 0.95) },
    free: { p50: percentile(free, 0.5), p95: percentile(free, 0.95) },
    ratio50: percentile(limited, 0.5) / percentile(free, 0.5),
    ratio95: percentile(limited, 0.95) / percentile(free, 0.95),
    /** Milliseconds between the two of a pair. */
    difference50: percentile(
      limited.map((time, n) => time - (free[n] ?? time)),
      0.5,
    ),
  }));
  process.stdout.write(flags.json ? `${JSON.stringify(figures, null, 2)}\n` : `${table(figures)}\n`);
} finally {
  for (const api of apis) await api.stop();
  await shop.stop();
}

interface Row {
  kind: string;
  runs: number;
  limited: { p50: number; p95: number };
  free: { p50: number; p95: number };
  ratio50: number;
  ratio95: number;
  difference50: number;
}

function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.kind,
    String(row.runs),
    row.free.p50.toFixed(1),
    row.limited.p50.toFixed(1),
    row.ratio50.toFixed(2),
    row.free.p95.toFixed(1),
    row.limited.p95.toFixed(1),
    row.ratio95.toFixed(2),
    row.difference50.toFixed(2),
  ]);
  return [['', 'runs', 'p50 off', 'p50 on', 'ratio', 'p95 off', 'p95 on', 'ratio', 'pair ms'], ...cells]
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(20) : cell.padStart(9))).join(''))
    .join('\n');
}

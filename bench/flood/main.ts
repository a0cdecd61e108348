import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { percentile } from '../figures.js';
import { DEFAULT_LIMITS, startShop } from '../shop.js';
import { BenchShopper } from '../shopper.js';
import type { FloodOrder, FloodReport } from './flooder.js';

/**
 * `npm run bench -- flood`: shoppers chat alone, then while one source sends a flood, in turns. All limits are those of the
 * shop as it comes, each shopper has an address of their own (127.0.1.x), and so has the flood (127.0.2.x): no proxy, no
 * headers. The flood comes from a process of its own with the lowest priority, for its computing would be another machine's;
 * what it reached is in the report.
 */
const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '2' },
    shoppers: { type: 'string', default: '20' },
    rate: { type: 'string', default: '2000' },
    products: { type: 'string', default: '5000' },
    json: { type: 'boolean', default: false },
  },
});
const WARM_UP_S = 10;
/** How long a shopper reads and types; at this pace nobody meets a limit. */
const THINK_MS = { least: 1_500, most: 3_000 };
const CONNECTIONS = 50;
const SAYS = [
  { text: "men's jeans under $50" },
  { text: 'Show my cart', action: { type: 'view_cart' } },
] as const;

interface Phase {
  name: 'alone' | 'flooded' | 'between';
  times: number[];
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const say = (line: string) => process.stderr.write(`${line}\n`);
const seconds = Number(flags.seconds);

say('Starting the shop …');
const shop = await startShop(Number(flags.products), { ...DEFAULT_LIMITS, PAYMENT_OPTIONS: 'card' });
const port = Number(new URL(shop.url).port);
const ended = new AbortController();
const failures: string[] = [];
let phase: Phase = { name: 'between', times: [] };
try {
  const shoppers = Array.from({ length: Number(flags.shoppers) }, (_, n) => chat(`127.0.1.${n + 1}`));
  await pause(WARM_UP_S * 1_000);
  const [alone, flooded]: [number[], number[]] = [[], []];
  const floods: FloodReport[] = [];
  for (let round = 1; round <= Number(flags.rounds); round++) {
    say(`round ${round} of ${flags.rounds}: alone …`);
    phase = { name: 'alone', times: alone };
    await pause(seconds * 1_000);
    say(`round ${round} of ${flags.rounds}: flooded …`);
    phase = { name: 'flooded', times: flooded };
    // A source that nobody has met before: the first second of a flood counts, too.
    floods.push(
      await flood({
        port,
        from: `127.0.2.${round}`,
        perSecond: Number(flags.rate),
        seconds,
        connections: CONNECTIONS,
      }),
    );
  }
  phase = { name: 'between', times: [] };
  ended.abort();
  await Promise.all(shoppers);
  report({ alone, flooded, floods });
} finally {
  ended.abort();
  await shop.stop();
}

/** One shopper, until all is over. A turn counts for the phase that it began in. */
async function chat(from: string): Promise<void> {
  try {
    const shopper = new BenchShopper(shop.url, from);
    await shopper.open();
    for (let n = 0; !ended.signal.aborted; n++) {
      const { text, ...tap } = SAYS[n % SAYS.length] ?? SAYS[0];
      const { times } = phase;
      const before = performance.now();
      await shopper.say(text, 'action' in tap ? tap.action : undefined);
      times.push(performance.now() - before);
      await pause(THINK_MS.least + Math.random() * (THINK_MS.most - THINK_MS.least));
    }
  } catch (error) {
    failures.push(`${phase.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function flood(order: FloodOrder): Promise<FloodReport> {
  const file = new URL('flooder.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const stop = () => void child.kill('SIGTERM');
  process.once('exit', stop);
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += String(chunk);
  });
  await once(child, 'close');
  process.off('exit', stop);
  return JSON.parse(printed) as FloodReport;
}

function report({
  alone,
  flooded,
  floods,
}: {
  alone: number[];
  flooded: number[];
  floods: FloodReport[];
}): void {
  const of = (times: readonly number[]) => ({
    turns: times.length,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    longest: Math.max(...times),
  });
  const figures = { alone: of(alone), flooded: of(flooded) };
  const ratio50 = figures.flooded.p50 / figures.alone.p50;
  const ratio95 = figures.flooded.p95 / figures.alone.p95;
  const wanted = Number(flags.rate);
  const reached = Math.min(...floods.map(({ perSecond }) => perSecond));
  if (flags.json) {
    process.stdout.write(
      `${JSON.stringify({ ...figures, ratio50, ratio95, wanted, reached, floods, failures }, null, 2)}\n`,
    );
  } else {
    const row = (name: string, { turns, p50, p95, longest }: ReturnType<typeof of>) =>
      [
        name.padEnd(10),
        ...[String(turns), p50.toFixed(1), p95.toFixed(1), longest.toFixed(0)].map((cell) =>
          cell.padStart(9),
        ),
      ].join('');
    const lines = [
      [
        'shoppers'.padEnd(10),
        ...['turns', 'p50 ms', 'p95 ms', 'longest'].map((cell) => cell.padStart(9)),
      ].join(''),
      row('alone', figures.alone),
      row('flooded', figures.flooded),
      `ratio: p50 ${ratio50.toFixed(2)}, p95 ${ratio95.toFixed(2)}`,
      `flood: ${reached} requests/s of ${wanted} that were wanted; answers ${JSON.stringify(floods.map(({ answers }) => answers))}; connections ${floods.map(({ connections }) => connections).join(', ')}`,
      ...failures.map((failure) => `failed: ${failure}`),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
  if (failures.length > 0) process.exitCode = 1;
}

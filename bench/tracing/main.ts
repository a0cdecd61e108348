import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import getPort from 'get-port';
import { runningPostgres } from '../../dev/servers/postgres.js';
import { workflowBundles } from '../../dev/settings.js';
import { figuresOf, table } from '../figures.js';
import { type Program, startProgram, startShop, stopShopsOnSignal, unlessEnding } from '../shop.js';
import { addTaps, BenchShopper } from '../shopper.js';

/**
 * `npm run bench -- tracing`: what traces cost a turn. Three pairs of api and worker on one Postgres and one Temporal, of which
 * one traces nothing, one a tenth of all requests and one each of them; a shopper says the same to one after the
 * other, so that whatever else the machine does slows all of them.
 */
const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '300' },
    products: { type: 'string', default: '5000' },
    json: { type: 'boolean', default: false },
  },
});
const OFF = 'off';
const SENTENCE = "men's jeans under $50";
const WARM_UP = 30;
/** A cart takes 50 lines: a new shopper comes before it is full. */
const ROUNDS_A_SHOPPER = 20;

stopShopsOnSignal();
const say = (line: string) => process.stderr.write(`${line}\n`);
await unlessEnding(run());

async function run(): Promise<void> {
  say('Starting the shop …');
  const COOKIE_SECRET = randomBytes(24).toString('hex');
  const shop = await startShop(Number(flags.products), { COOKIE_SECRET, PAYMENT_OPTIONS: 'card' });
  const collector = await startCollector();
  const programs: Program[] = [];
  try {
    const database = runningPostgres(path.join(shop.data, 'postgres'), 'shoptalk');
    if (!database) throw new Error('The database of the shop is not there.');
    const pair = async (name: string, traced: Record<string, string>): Promise<[string, string]> => {
      const port = String(await getPort());
      const env = {
        TEMPORAL_ADDRESS: shop.temporalAddress,
        DATABASE_URL: database,
        ...(shop.ports.redis && { REDIS_URL: `redis://127.0.0.1:${shop.ports.redis}` }),
        COOKIE_SECRET,
        LOG_LEVEL: 'info',
        WORKFLOW_BUNDLES: workflowBundles(),
        TASK_QUEUE: `tracing ${name}`,
        API_PORT: port,
        WORKER_METRICS_PORT: String(await getPort()),
        ...traced,
      };
      programs.push(await startProgram('worker/main.ts', env, /"(ready)"/));
      programs.push(await startProgram('api/main.ts', env, /(listening)/));
      return [name, `http://127.0.0.1:${port}`];
    };
    const traced = (share: string) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER_ARG: share,
    });
    const shops = [await pair(OFF, {}), await pair('a tenth', traced('0.1')), await pair('all', traced('1'))];
    const figures = figuresOf(await measure(shops), OFF);
    const { batches } = collector;
    process.stdout.write(
      flags.json
        ? `${JSON.stringify({ figures, batches: batches() }, null, 2)}\n`
        : `${table(figures)}\n${batches()} batches of spans were sent\n`,
    );
  } finally {
    for (const program of programs) await program.stop();
    await shop.stop();
    collector.close();
  }
}

/** The turns of a shopper at each shop, whose order changes from round to round. */
async function measure(shops: readonly [string, string][]): Promise<Map<string, number[]>> {
  const samples = new Map<string, number[]>(shops.map(([name]) => [name, []]));
  let shoppers = new Map<string, { shopper: BenchShopper; taps: ReturnType<typeof addTaps> }>();
  const rounds = Number(flags.rounds);
  for (let round = -WARM_UP; round < rounds; round++) {
    if ((round + WARM_UP) % ROUNDS_A_SHOPPER === 0) {
      if (round >= 0) say(`round ${round} of ${rounds}`);
      shoppers = new Map(
        await Promise.all(shops.map(async ([name, url]) => [name, await arrive(url)] as const)),
      );
    }
    for (let place = 0; place < shops.length; place++) {
      const [name] = shops[(place + round + WARM_UP) % shops.length] ?? [OFF];
      const { shopper, taps } = shoppers.get(name) ?? { taps: [] };
      if (!shopper) throw new Error(`nobody shops at ${name}`);
      const began = performance.now();
      await shopper.say(SENTENCE);
      await shopper.say('Add', taps[(round + WARM_UP) % taps.length]);
      await shopper.say('Show my cart', { type: 'view_cart' });
      if (round >= 0) samples.get(name)?.push((performance.now() - began) / 3);
    }
  }
  return samples;
}

async function arrive(url: string) {
  const shopper = new BenchShopper(url);
  await shopper.open();
  return { shopper, taps: addTaps(await shopper.say(SENTENCE)) };
}

/** Takes whatever is sent, and forgets it. */
async function startCollector() {
  let batches = 0;
  const server = createServer((request, response) => {
    batches += 1;
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    batches: () => batches,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { figuresOf, table } from './figures.js';
import { endSignal, touchUpdate } from './floor-workflow.js';
import { startFloorWorker, startShop } from './shop.js';
import { addTaps, BenchShopper } from './shopper.js';

/**
 * What a turn costs beside what Temporal itself costs. In one run, one after another: a bare update
 * with a local activity that does nothing (the floor), and turns of the shop over HTTP, whole.
 */
const FLOOR = 'floor: update, no-op activity';
const SEARCH = "men's jeans under $50";
const WARM_UP = 20;
/** Of so many rounds one is paid for, too: a checkout takes far longer to get there than to measure. */
const PAID_SHARE = 5;
const PAID_WARM_UP = 3;
/** A cart takes 50 lines: a new shopper comes before it is full. */
const ROUNDS_A_SHOPPER = 20;

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    products: { type: 'string', default: '5000' },
    json: { type: 'boolean', default: false },
  },
});
const rounds = wholeNumber('rounds', flags.rounds, 5_000);
const products = wholeNumber('products', flags.products, 1_000_000);

const say = (line: string) => process.stderr.write(`${line}\n`);
say('Starting the shop …');
const shop = await startShop(products);
const stopFloorWorker = await startFloorWorker(shop.temporalAddress, 'bench-floor');
try {
  const samples = await measure();
  const figures = figuresOf(samples, FLOOR);
  process.stdout.write(
    flags.json ? `${JSON.stringify({ rounds, products, figures }, null, 2)}\n` : `${table(figures)}\n`,
  );
} finally {
  await stopFloorWorker();
  await shop.stop();
}

async function measure(): Promise<Map<string, number[]>> {
  const connection = await Connection.connect({ address: shop.temporalAddress });
  const client = new Client({ connection });
  const floor = await client.workflow.start('floor', { workflowId: 'bench/floor', taskQueue: 'bench-floor' });
  const samples = new Map<string, number[]>();
  const time = async (name: string, turn: () => Promise<unknown>, counted: boolean) => {
    const before = performance.now();
    await turn();
    if (counted) samples.set(name, [...(samples.get(name) ?? []), performance.now() - before]);
  };

  let shopper = new BenchShopper(shop.url);
  let taps = addTaps([]);
  for (let round = -WARM_UP; round < rounds; round++) {
    const counted = round >= 0;
    if ((round + WARM_UP) % ROUNDS_A_SHOPPER === 0) {
      shopper = new BenchShopper(shop.url);
      await shopper.open();
      taps = addTaps(await shopper.say(SEARCH));
      if (round % 100 === 0) say(`round ${Math.max(0, round)} of ${rounds}`);
    }
    const tap = taps[(round + WARM_UP) % taps.length];
    await time(FLOOR, () => floor.executeUpdate(touchUpdate), counted);
    await time('search, cached', () => shopper.say(SEARCH), counted);
    await time('add to cart', () => shopper.say('Add', tap), counted);
    await time('view cart', () => shopper.say('Show my cart', { type: 'view_cart' }), counted);
  }
  for (let round = -PAID_WARM_UP; round < rounds / PAID_SHARE; round++) {
    const buyer = new BenchShopper(shop.url);
    await buyer.open();
    const [tap] = addTaps(await buyer.say(SEARCH));
    await buyer.say('Add', tap);
    const checkout = await buyer.goToPayment();
    await time('pay, to the receipt', () => buyer.pay(checkout), round >= 0);
  }
  await floor.signal(endSignal);
  await connection.close();
  return samples;
}

function wholeNumber(name: string, value: string, most: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  say(`--${name} takes a whole number from 1 to ${most}, not "${value}"`);
  process.exit(2);
}

import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { answers, until } from '../../dev/until.js';
import type { BenchShop } from '../shop.js';
import { audit, isSettled } from './audit.js';
import { Books } from './books.js';
import type { Patience } from './browser.js';
import { SandboxFaults } from './faults.js';
import { Killer } from './killer.js';
import { makePlan, type Party } from './plan.js';
import { count, countKills, isBreached, type Report } from './report.js';
import { Shopper, type Story, type Ware } from './shopper.js';
import { sandboxUrl, startStack } from './stack.js';

export interface ChaosOptions {
  seed: number;
  checkouts: number;
  kills: number;
  /** Parties that shop at the same time. */
  atOnce: number;
  /** Units are set aside this long, so that what is left behind is put back within the run. */
  holdSeconds: number;
  /** Leaves data and logs of a run that found something, and says where. */
  keep: boolean;
  say: (line: string) => void;
}

/** How long the last shoppers are bothered with faults; from then on all goes well. */
const LAST_FAULTS_MS = 60_000;
/** How long rivals wait for each other's carts. */
const RIVALS_MS = 20_000;
/** After the last fault everything must have come to its end within this time. */
const SETTLE_MS = 120_000;
/** How far shoppers may be ahead of the kills, and how long they wait for those. */
const AHEAD = 0.1;
const KILLS_MS = 45_000;
const UNITS = 50;

/** Sends shoppers through a shop whose servers are killed and whose payment provider fails, and counts what is wrong then. */
export async function runChaos(options: ChaosOptions): Promise<Report> {
  const plan = makePlan(options);
  options.say('Starting the shop …');
  const shop = await startStack(Math.max(200, plan.parties.length + 20), {
    HOLD_SECONDS: String(options.holdSeconds),
  });
  const books = new Books(shop);
  let keep = options.keep;
  try {
    const startedAt = Date.now();
    const faults = new SandboxFaults(sandboxUrl(shop), options.seed);
    const units = plan.parties.map(({ lastUnit }) => (lastUnit ? 1 : UNITS));
    const wares = await books.stock(units);
    await faults.inject();
    const killer = new Killer(shop, books, plan.kills);
    killer.start();
    const patience: Patience = { until: Number.POSITIVE_INFINITY };
    const shopping = shopAll(shop, plan.parties, wares, { killer, patience, ...options });
    await shopping.enough;
    await killer.stop();
    const struck = await until(() => faults.remove(), {
      what: 'the faults to be removed',
      timeoutMs: 30_000,
    });
    patience.until = Date.now() + SETTLE_MS;
    options.say(`${killer.kills.length} kills are done, and no more faults; waiting for the rest …`);
    const stories = await shopping.stories;

    const temporal = await connect(shop);
    const settleSeconds = await settle(shop, books, temporal);
    const stocked = new Map(wares.map(({ sku }, index) => [sku, units[index] ?? 0]));
    const found = await audit({ books, temporal, sandboxUrl: sandboxUrl(shop), stocked, stories });
    await temporal.connection.close();
    keep &&= isBreached(found);
    if (keep) options.say(`Data and logs stay in ${shop.data}`);
    return {
      seed: options.seed,
      attempted: stories.length,
      endings: count(stories, ({ ending }) => ending),
      ...found,
      ...countKills(killer.kills),
      faults: struck,
      settleSeconds,
      seconds: (Date.now() - startedAt) / 1_000,
    };
  } finally {
    await books.close();
    await shop.stop(keep);
  }
}

/**
 * Some parties at once; nobody gets far ahead of the kills, so that these meet checkouts to the end. It has been
 * `enough` when everybody is done, or when the last have been at it for some time.
 */
function shopAll(
  shop: BenchShop,
  parties: readonly Party[],
  wares: readonly Ware[],
  { atOnce, killer, patience, say }: ChaosOptions & { killer: Killer; patience: Patience },
): { stories: Promise<Story[]>; enough: Promise<unknown> } {
  const stories: Story[] = [];
  const waiting = parties.map((party, index) => ({ party, ware: wares[index], index }));
  const over = new AbortController();
  let allAtIt = () => {};
  const lastFaults = new Promise<void>((resolve) => {
    allAtIt = resolve;
  }).then(() => pause(LAST_FAULTS_MS, undefined, { signal: over.signal }).catch(() => undefined));

  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { party, ware, index } = next;
      if (!ware) throw new Error('every party has a variant of its own');
      const giveUp = Date.now() + KILLS_MS;
      while (killer.progress < index / parties.length - AHEAD && Date.now() < giveUp) await pause(100);
      if (waiting.length === 0) allAtIt();
      stories.push(...(await shopTogether(shop.url, party, ware, patience)));
      if (index % 50 === 49) say(`${stories.length} shoppers are done, ${killer.kills.length} kills`);
    }
  };
  const all = Promise.all(Array.from({ length: atOnce }, lane)).finally(() => over.abort());
  const told = all.then(() => stories);
  told.catch(() => undefined); // whoever awaits it is told, and until then nobody
  return { stories: told, enough: Promise.race([all, lastFaults]) };
}

/** The shoppers of a party fill their carts, and then go for the checkout at the same moment. */
function shopTogether(url: string, { buyers }: Party, ware: Ware, patience: Patience): Promise<Story[]> {
  const rivalsReady = meetingOf(buyers.length);
  return Promise.all(buyers.map((plan) => new Shopper({ url, plan, ware, patience, rivalsReady }).shop()));
}

/** Each call waits until all have called, or long enough. */
export function meetingOf(size: number): () => Promise<void> {
  let here = 0;
  let open = () => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return async () => {
    here += 1;
    if (here >= size) open();
    const timeout = new AbortController();
    await Promise.race([all, pause(RIVALS_MS, undefined, { signal: timeout.signal }).catch(() => undefined)]);
    timeout.abort();
  };
}

/** Waits until nothing is open any more, or the time is up: the audit then says what is. Returns seconds. */
async function settle(shop: BenchShop, books: Books, temporal: Client): Promise<number> {
  const startedAt = Date.now();
  const quiet = async () => (await answers(`${shop.url}/readyz`)) && (await isSettled(books, temporal));
  await until(quiet, { what: 'everything to settle', timeoutMs: SETTLE_MS, everyMs: 500 }).catch(
    () => undefined,
  );
  return (Date.now() - startedAt) / 1_000;
}

async function connect({ temporalAddress }: BenchShop): Promise<Client & { connection: Connection }> {
  const connection = await until(() => Connection.connect({ address: temporalAddress }), {
    what: 'Temporal to answer',
    timeoutMs: 60_000,
  });
  return new Client({ connection }) as Client & { connection: Connection };
}

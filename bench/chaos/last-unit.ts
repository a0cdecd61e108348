import { Client, Connection } from '@temporalio/client';
import { until } from '../../dev/until.js';
import { audit, isSettled } from './audit.js';
import { Books } from './books.js';
import type { BuyerPlan } from './plan.js';
import { count, type Report } from './report.js';
import { meetingOf } from './run.js';
import { Shopper } from './shopper.js';
import { sandboxUrl, startStack } from './stack.js';

/** Everybody has this long from the first cart to a clear answer. */
const PATIENCE_MS = 900_000;

/** So many buyers at once for one unit, without faults: one order, and a clear answer for everybody else. */
export async function runLastUnit(buyers: number, say: (line: string) => void): Promise<Report> {
  say('Starting the shop …');
  const shop = await startStack(200);
  const books = new Books(shop);
  try {
    const startedAt = Date.now();
    const [ware] = await books.stock([1]);
    if (!ware) throw new Error('there is nothing to sell');
    const rivalsReady = meetingOf(buyers);
    const plans = Array.from({ length: buyers }, (_, index): BuyerPlan => {
      return { number: index + 1, paying: 'plainly', doubling: 'nothing', comesBack: true };
    });
    const patience = { until: startedAt + PATIENCE_MS };
    const stories = await Promise.all(
      plans.map((plan) => new Shopper({ url: shop.url, plan, ware, patience, rivalsReady }).shop()),
    );
    const settlingSince = Date.now();
    const connection = await Connection.connect({ address: shop.temporalAddress });
    const temporal = new Client({ connection });
    await until(() => isSettled(books, temporal), {
      what: 'every checkout to end',
      timeoutMs: 60_000,
    }).catch(() => undefined);
    const found = await audit({
      books,
      temporal,
      sandboxUrl: sandboxUrl(shop),
      stocked: new Map([[ware.sku, 1]]),
      stories,
    });
    await connection.close();
    const seconds = (Date.now() - startedAt) / 1_000;
    const settleSeconds = (Date.now() - settlingSince) / 1_000;
    return {
      ...{ seed: 0, attempted: buyers, endings: count(stories, ({ ending }) => ending) },
      ...{ ...found, kills: {}, killsAt: {}, faults: {}, settleSeconds, seconds },
    };
  } finally {
    await books.close();
    await shop.stop();
  }
}

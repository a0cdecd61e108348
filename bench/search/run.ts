import { parseArgs } from 'node:util';
import { createPostgresCatalog } from '../../activities/adapters/catalog/postgres.js';
import { readSynonyms } from '../../activities/adapters/catalog/text/synonyms-file.js';
import { openDemoDatabase } from '../../dev/demo-catalog/throwaway.js';
import { percentile } from '../figures.js';
import { SEARCHES } from './searches.js';

const PAGE = 20;
const WARM_UP = 5;
const MOST_PRODUCTS = 1_000_000;
const say = (line: string) => process.stderr.write(`${line}\n`);

interface SearchFigures {
  name: string;
  products: number;
  runs: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
}

/**
 * How long a search takes, in catalogs of several sizes: one after another, past any cache of ours, each a page of
 * twenty with facets. The line `all` is over all searches; the last compares it with the smallest catalog.
 */
export async function benchSearch(args: string[]): Promise<void> {
  const { values: flags } = parseArgs({
    args,
    options: {
      products: { type: 'string', default: '30000,1000000' },
      rounds: { type: 'string', default: '30' },
      json: { type: 'boolean', default: false },
    },
  });
  const sizes = flags.products.split(',').map((size) => wholeNumber('products', size, MOST_PRODUCTS));
  const rounds = wholeNumber('rounds', flags.rounds, 1_000);
  const figures: SearchFigures[] = [];
  for (const products of sizes.toSorted((a, b) => a - b)) figures.push(...(await measure(products, rounds)));
  const ofAll = figures.filter(({ name }) => name === 'all');
  const [smallest] = ofAll;
  const largest = ofAll.at(-1);
  const ratio50 = smallest && largest ? largest.p50 / smallest.p50 : undefined;
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ rounds, figures, ratio50 }, null, 2)}\n`
      : `${table(figures)}\np50 of the largest over that of the smallest: ${ratio50?.toFixed(2)}\n`,
  );
}

async function measure(products: number, rounds: number): Promise<SearchFigures[]> {
  say(`Making a catalog of ${products} products …`);
  const database = await openDemoDatabase({ products, seed: 1 });
  try {
    const catalog = createPostgresCatalog(database.pool, { synonyms: readSynonyms() });
    const samples = new Map<string, number[]>(Object.keys(SEARCHES).map((name) => [name, []]));
    for (let round = -WARM_UP; round < rounds; round++) {
      for (const [name, query] of Object.entries(SEARCHES)) {
        const before = performance.now();
        await catalog.search({ ...query, limit: PAGE, facets: true });
        if (round >= 0) samples.get(name)?.push(performance.now() - before);
      }
    }
    samples.set('all', [...samples.values()].flat());
    return [...samples].map(([name, times]) => ({
      name,
      products,
      runs: times.length,
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
    }));
  } finally {
    await database.close();
  }
}

function table(figures: readonly SearchFigures[]): string {
  const rows = figures.map(({ name, products, runs, p50, p95 }) => [
    name,
    String(products),
    String(runs),
    p50.toFixed(1),
    p95.toFixed(1),
  ]);
  return [['search', 'products', 'runs', 'p50 ms', 'p95 ms'], ...rows]
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(34) : cell.padStart(10))).join(''))
    .join('\n');
}

function wholeNumber(name: string, value: string, most: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new Error(`--${name} takes whole numbers from 1 to ${most}, not "${value}"`);
}

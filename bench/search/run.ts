import { parseArgs } from 'node:util';
import { createPostgresCatalog } from '../../activities/adapters/catalog/postgres.js';
import { readSynonyms } from '../../activities/adapters/catalog/text/synonyms-file.js';
import { openDemoDatabase } from '../../dev/demo-catalog/throwaway.js';
import { percentile } from '../figures.js';
import { type CachedFigures, measureCached } from './cached.js';
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
  const cached: CachedFigures[] = [];
  for (const products of sizes.toSorted((a, b) => a - b)) {
    const measured = await measure(products, rounds);
    figures.push(...measured.figures);
    if (measured.cached) cached.push(measured.cached);
  }
  const ofAll = figures.filter(({ name }) => name === 'all');
  const [smallest] = ofAll;
  const largest = ofAll.at(-1);
  const ratio50 = smallest && largest ? largest.p50 / smallest.p50 : undefined;
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ rounds, figures, ratio50, cached }, null, 2)}\n`
      : `${table(figures)}\np50 of the largest over that of the smallest: ${ratio50?.toFixed(2)}\n${cached.map(sentence).join('')}`,
  );
}

interface Measured {
  figures: SearchFigures[];
  /** Absent where no Redis is installed. */
  cached?: CachedFigures;
}

async function measure(products: number, rounds: number): Promise<Measured> {
  say(`Making a catalog of ${products} products …`);
  const database = await openDemoDatabase({ products, seed: 1, redis: true });
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
    const figures = [...samples].map(([name, times]) => ({
      name,
      products,
      runs: times.length,
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
    }));
    const { url: databaseUrl, redisUrl } = database;
    if (!redisUrl) {
      say('No Redis is installed; searches through the cache are not measured.');
      return { figures };
    }
    return { figures, cached: await measureCached({ databaseUrl, redisUrl, rounds }) };
  } finally {
    await database.close();
  }
}

function sentence({ products, cached, ratio50, searchesOfAHundred }: CachedFigures): string {
  return `${products} products, through the cache: p50 ${cached.p50.toFixed(1)} ms, ${ratio50.toFixed(2)} of that without; searches made for a hundred identical ones at once: ${searchesOfAHundred}\n`;
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

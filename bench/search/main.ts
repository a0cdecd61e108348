import path from 'node:path';
import { parseArgs } from 'node:util';
import { type CachedFigures, measureCached } from './cached.js';
import { startServers } from './servers.js';

/**
 * What a search costs, by the size of the catalog, without and with the cache; and how often the catalog is searched
 * when a hundred ask for the same at once. The filtered top 20 with facets, on demo catalogs of its own.
 */
const USAGE = `npm run bench -- search [options]
  --products N,N   sizes of the catalogs, smallest first (default 30000,1000000; a million takes minutes to make)
  --rounds N       how often each wish is asked for (default 30)
  --data FOLDER    keep the catalogs there for the next run
  --json           figures for machines`;

const say = (line: string) => process.stderr.write(`${line}\n`);

const { values: flags } = parseArgs({
  options: {
    products: { type: 'string', default: '30000,1000000' },
    rounds: { type: 'string', default: '30' },
    data: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (flags.help) {
  console.log(USAGE);
  process.exit(0);
}
const sizes = flags.products.split(',').map((size) => wholeNumber('products', size, 1_000_000));
const rounds = wholeNumber('rounds', flags.rounds, 10_000);

const servers = await startServers(flags.data && path.resolve(flags.data));
// However this ends, what it started ends with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void servers.close().finally(() => process.exit(130)));
}
try {
  const figures: CachedFigures[] = [];
  for (const products of sizes) {
    say(`A catalog of ${products} products …`);
    const databaseUrl = await servers.database(products, progress(products));
    say('Searching …');
    figures.push(await measureCached({ databaseUrl, redisUrl: servers.redisUrl, rounds }));
  }
  const growth = (figures.at(-1)?.uncached.p50 ?? Number.NaN) / (figures[0]?.uncached.p50 ?? Number.NaN);
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ rounds, figures, growth50: growth }, null, 2)}\n`
      : `${searchTable(figures)}\n\n${table(figures)}\nuncached p50, largest over smallest: ${growth.toFixed(2)}\n`,
  );
} finally {
  await servers.close();
}

function table(figures: readonly CachedFigures[]): string {
  const head = ['products', 'p50 ms', 'p95 ms', 'cached p50', 'cached p95', 'ratio p50', 'of 100 at once'];
  const rows = figures.map(({ products, uncached, cached, ratio50, searchesOfAHundred }) => [
    String(products),
    ...[uncached.p50, uncached.p95, cached.p50, cached.p95].map((value) => value.toFixed(1)),
    ratio50.toFixed(3),
    String(searchesOfAHundred),
  ]);
  return [head, ...rows].map((row) => row.map((cell) => cell.padStart(15)).join('')).join('\n');
}

/** Each search, in each catalog, without the cache: p50 and p95. */
function searchTable(all: readonly CachedFigures[]): string {
  const head = [
    'p50 / p95 ms, uncached'.padEnd(30),
    ...all.map(({ products }) => String(products).padStart(18)),
  ];
  const names = Object.keys(all[0]?.searches ?? {});
  const rows = names.map((name) => [
    name.padEnd(30),
    ...all.map(({ searches }) => {
      const { p50 = Number.NaN, p95 = Number.NaN } = searches[name] ?? {};
      return `${p50.toFixed(1)} / ${p95.toFixed(1)}`.padStart(18);
    }),
  ]);
  return [head, ...rows].map((row) => row.join('')).join('\n');
}

/** Says every tenth of the way. */
function progress(total: number): (done: number) => void {
  let said = 0;
  return (done) => {
    const tenth = Math.floor((done / total) * 10);
    if (tenth > said && total >= 100_000) say(`  ${tenth * 10} %`);
    said = tenth;
  };
}

function wholeNumber(name: string, value: string, most: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  say(`--${name} takes whole numbers from 1 to ${most}, not "${value}"`);
  process.exit(2);
}

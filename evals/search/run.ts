import { parseArgs } from 'node:util';
import { createPostgresCatalog } from '../../activities/adapters/catalog/postgres.js';
import { readSynonyms } from '../../activities/adapters/catalog/text/synonyms-file.js';
import { createRulesUnderstander } from '../../activities/adapters/understanding/rules.js';
import { openDemoDatabase } from '../../dev/demo-catalog/throwaway.js';
import type { ProductId } from '../../domain/index.js';
import { type Scores, scoreSearch } from './score.js';

const MOST_PRODUCTS = 100_000;
const COULD_GO_BETTER = 0.9;

/**
 * Searches a demo catalog of its own for everything in `cases/`, and prints how well that went.
 * @returns the exit code: 1 when something was shown that breaks a constraint
 */
export async function runSearchEvals(args: string[]): Promise<number> {
  const { values: flags } = parseArgs({
    args,
    options: {
      products: { type: 'string', default: '5000' },
      json: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  });
  const products = Number(flags.products);
  if (!Number.isInteger(products) || products < 1 || products > MOST_PRODUCTS) {
    throw new Error(`--products takes a whole number from 1 to ${MOST_PRODUCTS}, not "${flags.products}"`);
  }
  const database = await openDemoDatabase({ products, seed: 1 });
  try {
    const catalog = createPostgresCatalog(database.pool, { synonyms: readSynonyms() });
    const { rows } = await database.pool.query<{ id: ProductId }>('select id from products where listed');
    const scores = await scoreSearch({
      catalog,
      understander: createRulesUnderstander(() => catalog.vocabulary()),
      products: await catalog.get(rows.map(({ id }) => id)),
    });
    process.stdout.write(
      flags.json ? `${JSON.stringify({ products, ...scores }, null, 2)}\n` : tableOf(scores, flags.verbose),
    );
    return scores.figures.some(({ violationRate }) => violationRate > 0) ? 1 : 0;
  } finally {
    await database.close();
  }
}

function tableOf({ figures, cases }: Scores, verbose: boolean): string {
  const rows = figures.map(({ mode, group, queries, ndcg, violationRate }) => [
    `${mode}: ${group}`,
    String(queries),
    ndcg.toFixed(3),
    violationRate.toFixed(4),
  ]);
  const weak = verbose
    ? cases
        .filter(({ ndcg = 1, violations }) => ndcg < COULD_GO_BETTER || violations > 0)
        .map(({ mode, query, ndcg, violations }) => [
          `${mode}: ${query}`,
          '',
          ndcg?.toFixed(3) ?? '',
          String(violations),
        ])
    : [];
  return [['', 'queries', 'nDCG@10', 'violations'], ...rows, ...weak]
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(44) : cell.padStart(11))).join(''))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

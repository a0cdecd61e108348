import { createPostgresCatalog } from '../../../activities/adapters/catalog/postgres.js';
import { readSynonyms } from '../../../activities/adapters/catalog/text/synonyms-file.js';
import { createRulesUnderstander } from '../../../activities/adapters/understanding/rules.js';
import type { ProductId } from '../../../domain/index.js';
import { type Scores, scoreSearch } from '../../../evals/search/score.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';

/** What was reached once is kept: a change that makes search worse for people fails here. */
const FLOOR = { understood: 0.91, text: 0.92 } as const;

describe('search, judged by what people look for', () => {
  let database: TestDatabase;
  let scores: Scores;
  beforeAll(async () => {
    database = await testDatabase();
    const catalog = createPostgresCatalog(database.pool, { synonyms: readSynonyms() });
    const { rows } = await database.pool.query<{ id: ProductId }>('select id from products');
    scores = await scoreSearch({
      catalog,
      understander: createRulesUnderstander(() => catalog.vocabulary()),
      products: await catalog.get(rows.map(({ id }) => id)),
    });
  }, 120_000);
  afterAll(() => database.close());

  it('asks at least 150 different things', () => {
    expect(new Set(scores.cases.map(({ query }) => query)).size).toBeGreaterThanOrEqual(150);
  });

  it('never shows what breaks a constraint', () => {
    expect(scores.cases.filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it.each(['understood', 'text'] as const)('is as good as it was: %s', (mode) => {
    const all = scores.figures.find((each) => each.mode === mode && each.group === 'all');
    expect(all?.ndcg).toBeGreaterThanOrEqual(FLOOR[mode]);
  });
});

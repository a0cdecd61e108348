import { createPostgresCatalog } from '../../../activities/adapters/catalog/postgres.js';
import { createRulesUnderstander } from '../../../activities/adapters/understanding/rules.js';
import type { Catalog } from '../../../activities/ports/index.js';
import { answerBatch } from '../../../dev/search/batch.js';
import { type Reader, wishOf } from '../../../dev/search/wish.js';
import type { ProductId } from '../../../domain/index.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let catalog: Catalog;
let reader: Reader;
beforeAll(async () => {
  database = await testDatabase();
  catalog = createPostgresCatalog(database.pool);
  const vocabulary = await catalog.vocabulary();
  reader = { vocabulary, currency: 'USD', understander: createRulesUnderstander(async () => vocabulary) };
});
afterAll(() => database.close());

interface Row {
  id: number;
  sku: string;
  name: string;
  brand: string;
  category: string;
  department: string;
  retail_price: number;
}

async function run(lines: readonly string[]) {
  const problems: { line: number; problem: string }[] = [];
  const written: string[] = [];
  async function* input() {
    yield Buffer.from(lines.join('\n'));
  }
  const outcome = await answerBatch(input(), async (line) => void written.push(line), {
    catalog,
    reader,
    onProblem: (line, problem) => problems.push({ line, problem }),
  });
  const rows = written.map((line) => JSON.parse(line) as { id: unknown; results?: Row[]; error?: string });
  return { outcome, problems, rows };
}

/** The results of one query. */
async function resultsOf(query: string, constraints?: object): Promise<Row[]> {
  const { rows } = await run([JSON.stringify({ id: 1, query, constraints })]);
  return rows[0]?.results ?? [];
}

it('answers two hundred lines in their order, and tells which ones cannot be', async () => {
  const lines = Array.from({ length: 200 }, (_, index) => {
    if (index % 40 === 13) return '{"id": broken';
    if (index % 40 === 26) return JSON.stringify({ id: `q${index}`, query: 'jeans', constraints: { no: 1 } });
    const queries = ["men's jeans under $60", 'black dress', 'wool sweater for women', 'socks', 'xyzzy'];
    return JSON.stringify({ id: `q${index}`, query: queries[index % queries.length] });
  });
  const { outcome, problems, rows } = await run(lines);
  const unreadable = [13, 53, 93, 133, 173];
  const wrong = [26, 66, 106, 146, 186];
  expect(outcome).toEqual({ answered: 190, problems: 10 });
  expect(problems.map(({ line }) => line)).toEqual(
    [...unreadable, ...wrong].map((index) => index + 1).sort((a, b) => a - b),
  );
  const expected = lines.map((_, index) => index).filter((index) => !unreadable.includes(index));
  expect(rows.map(({ id }) => id)).toEqual(expected.map((index) => `q${index}`));
  for (const { id, results, error } of rows) {
    const isWrong = wrong.includes(Number(String(id).slice(1)));
    expect([id, error !== undefined, results === undefined]).toEqual([id, isWrong, isWrong]);
    expect(results?.length ?? 0).toBeLessThanOrEqual(10);
  }
  expect(rows.find(({ id }) => id === 'q0')?.results?.length).toBeGreaterThan(0);
});

it('gives what the chat would show, with the fields that are promised and the price in major units', async () => {
  const results = await resultsOf("men's jeans under $60");
  const { items } = await catalog.search({
    constraints: { category: 'Jeans', department: 'Men', priceMax: 6_000 },
    limit: 10,
  });
  expect(results).toEqual(
    items.map(({ id, sku, name, brand, category, department, price }) => ({
      id,
      sku,
      name,
      brand,
      category,
      department,
      retail_price: price.amount / 100,
    })),
  );
  expect(results.length).toBeGreaterThan(0);
});

it('lets constraints win over what the words say', async () => {
  const results = await resultsOf("women's jeans under $50", {
    department: 'men',
    price_max: 80,
    price_min: 51,
  });
  expect(results.length).toBeGreaterThan(0);
  for (const { department, category, retail_price: price } of results) {
    expect([department, category]).toEqual(['Men', 'Jeans']);
    expect(price).toBeGreaterThanOrEqual(51);
    expect(price).toBeLessThanOrEqual(80);
  }
});

it('reads constraints in other ways of writing, and by other names of colours and sizes', async () => {
  const results = await resultsOf('', {
    category: 'tops AND tees',
    department: "women's",
    size: 'medium',
    color: 'navy',
  });
  expect(results.length).toBeGreaterThan(0);
  const products = await catalog.get(results.map(({ id }) => id as ProductId));
  for (const { category, department, variants } of products) {
    expect([category, department]).toEqual(['Tops & Tees', 'Women']);
    expect(variants).toContainEqual(
      expect.objectContaining({ size: 'M', colour: 'blue', available: expect.any(Number) }),
    );
  }
});

it('is exact about the cent', async () => {
  const { rows } = await database.pool.query<{ price: number }>(
    'select retail_price as price from products where retail_price % 100 = 99 order by id limit 1',
  );
  const price = (rows[0]?.price ?? 0) / 100;
  const results = await resultsOf('', { price_min: price, price_max: price });
  expect(results.length).toBeGreaterThan(0);
  expect(new Set(results.map(({ retail_price: each }) => each))).toEqual(new Set([price]));
});

it.each([
  ['USD', 1_999],
  ['JPY', 19],
] as const)(
  'reads prices in major units of %s, and rounds a limit so that it holds',
  async (currency, priceMax) => {
    const query = { id: 1, query: '', constraints: { price_max: 19.99 } };
    expect(await wishOf(query, { ...reader, currency })).toEqual({ priceMax });
  },
);

it.each([
  ['a brand that is not there', { brand: 'Nobody' }],
  ['a category that is not there', { category: 'Spaceships' }],
  ['prices that nothing can lie between', { price_min: 50, price_max: 20 }],
])('finds nothing for %s, rather than something else', async (_, constraints) => {
  expect(await resultsOf('jeans', constraints)).toEqual([]);
});

it.each([
  [{ department: 'Martians' }, /department: "Martians" is none of Men, Women, Kids/],
  [{ color: 'loud' }, /color: "loud" is no colour the shop knows/],
])('says so when a constraint %j means nothing', async (constraints, message) => {
  const { rows, outcome } = await run([JSON.stringify({ id: 1, query: 'jeans', constraints })]);
  expect(rows).toEqual([{ id: 1, error: expect.stringMatching(message) }]);
  expect(outcome).toEqual({ answered: 0, problems: 1 });
});

describe('words that nothing has all of', () => {
  it('give way, those first that nothing has, and constraints hold', async () => {
    const exact = await resultsOf('ankle', { category: 'Socks', price_max: 12 });
    expect(exact.length).toBeGreaterThan(0);
    expect(await resultsOf('qwxzq ankle', { category: 'Socks', price_max: 12 })).toEqual(exact);
  });

  it('give way one by one when each of them is known', async () => {
    const results = await resultsOf('ankle bootcut', { department: 'Men' });
    expect(results.length).toBeGreaterThan(0);
    for (const { name, department } of results) {
      expect(name).toMatch(/ankle|bootcut/i);
      expect(department).toBe('Men');
    }
  });

  it('and nothing else that is asked for find nothing', async () => {
    expect(await resultsOf('qwxzq zzyxq')).toEqual([]);
  });
});

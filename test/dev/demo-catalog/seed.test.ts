import pg from 'pg';
import { seedDemoCatalog } from '../../../dev/demo-catalog/index.js';
import { migrate } from '../../../dev/migrate.js';
import { emptyDatabase, type TestDatabase } from '../../support/servers.js';

describe('seeding the demo catalog', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await emptyDatabase();
    await migrate(database.url);
  });
  afterEach(() => database.close());

  const count = async (table: 'products' | 'variants') =>
    Number((await database.pool.query(`select count(*) from ${table}`)).rows[0].count);
  const version = async () =>
    Number((await database.pool.query('select version from catalog_state')).rows[0].version);

  it('fills an empty catalog, tells how far it is, and bumps the version', async () => {
    const steps: number[] = [];
    const before = await version();
    const outcome = await seedDemoCatalog(database.pool, {
      products: 1_200,
      seed: 1,
      onProgress: (done) => steps.push(done),
    });
    expect(outcome).toEqual({ seeded: true, products: 1_200 });
    expect(steps).toEqual([1_000, 1_200]);
    expect(await count('products')).toBe(1_200);
    expect(await count('variants')).toBeGreaterThan(6_000);
    expect(await version()).toBe(before + 1);
  });

  it('leaves a catalog alone that has products', async () => {
    await seedDemoCatalog(database.pool, { products: 20 });
    expect(await seedDemoCatalog(database.pool, { products: 50 })).toEqual({ seeded: false, products: 20 });
    expect(await count('products')).toBe(20);
  });

  it('needs one connection, which is all that the start has', async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    expect(await seedDemoCatalog(pool, { products: 30 })).toEqual({ seeded: true, products: 30 });
    expect(await seedDemoCatalog(pool)).toEqual({ seeded: false, products: 30 });
    await pool.end();
  });

  it('is done once when two processes seed at the same time', async () => {
    const outcomes = await Promise.all([1, 2].map(() => seedDemoCatalog(database.pool, { products: 60 })));
    expect(outcomes.map(({ seeded }) => seeded).sort()).toEqual([false, true]);
    expect(await count('products')).toBe(60);
  });
});

import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createMemoryCache } from '../../../activities/adapters/cache/memory.js';
import { createRedisCache } from '../../../activities/adapters/cache/redis.js';
import { createCachedCatalog } from '../../../activities/adapters/catalog/cached.js';
import { createPostgresCatalog } from '../../../activities/adapters/catalog/postgres.js';
import type { Cache, Catalog, SearchQuery } from '../../../activities/ports/index.js';
import type { ProductId } from '../../../domain/index.js';
import { redisUrl } from '../../support/servers.js';
import { AISLE, type Harness, ids, openHarness, skuOf } from './harness.js';
import { describeCatalog } from './suite.js';

jest.setTimeout(60_000);

describeCatalog('Postgres behind a cache', ({ pool }) =>
  createCachedCatalog(createPostgresCatalog(pool), createMemoryCache()),
);

const whereRedisIs = redisUrl() ? describe : describe.skip;

whereRedisIs('two processes that share Postgres and Redis', () => {
  const searched: SearchQuery[] = [];
  let shop: Harness;
  let caches: Cache[];
  let catalogs: Catalog[];
  beforeAll(async () => {
    const prefix = `test:${randomBytes(4).toString('hex')}:`;
    // A busy machine may take longer than the 80 ms that production allows.
    caches = [1, 2].map(() => createRedisCache(redisUrl() ?? '', { prefix, timeoutMs: 5_000 }));
    for (const cache of caches) while (!(await cache.ping())) await pause(10);
    shop = await openHarness(({ pool }) => {
      const postgres = createPostgresCatalog(pool);
      const counted: Catalog = {
        ...postgres,
        search(query) {
          searched.push(query);
          return postgres.search(query);
        },
      };
      catalogs = caches.map((cache) => createCachedCatalog(counted, cache));
      return postgres;
    });
  });
  beforeEach(() => searched.splice(0));
  afterAll(async () => {
    for (const cache of caches) await cache.close();
    await shop.close();
  });

  it('search once for a hundred identical wishes at once', async () => {
    const wish: SearchQuery = { constraints: { category: 'Jeans', priceMax: 9_000 } };
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, index) => catalogs[index % 2]?.search(wish)),
    );
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(results[0]?.total).toBeGreaterThan(0);
    expect(searched).toEqual([wish]);
  });

  it('show a new price and new stock in the very next search, in both', async () => {
    const [id, category] = [860_001, `${AISLE} changes`];
    await shop.stock({
      id,
      category,
      name: 'Thing',
      price: 4_000,
      variants: [{ size: 'M', colour: 'blue', stock: 1 }],
    });
    const see = () =>
      Promise.all(
        catalogs.map(async (catalog) => {
          const { items, total } = await catalog.search({ constraints: { category, size: 'M' } });
          return [total, items[0]?.price.amount];
        }),
      );
    expect(await see()).toEqual(Array(2).fill([1, 4_000]));
    await shop.setPrice(id, 3_500);
    expect(await see()).toEqual(Array(2).fill([1, 3_500]));
    await shop.setStock(skuOf(id, 'M', 'blue'), 0);
    expect(await see()).toEqual(Array(2).fill([0, undefined]));
    await shop.setStock(skuOf(id, 'M', 'blue'), 2);
    expect(await see()).toEqual(Array(2).fill([1, 3_500]));
  });

  it('remember which products are alike, and show them at the price and the availability of now', async () => {
    const category = `${AISLE} alike`;
    const [asked, one, other] = [860_011, 860_012, 860_013];
    for (const id of [asked, one, other])
      await shop.stock({
        id,
        category,
        name: 'Thing',
        price: 4_000,
        variants: [{ size: 'M', colour: 'blue', stock: 3 }],
      });
    const see = async () => {
      const products = (await catalogs[0]?.similar(asked as ProductId)) ?? [];
      return { order: ids(products), prices: products.map(({ price }) => price.amount) };
    };
    expect(await see()).toEqual({ order: [one, other], prices: [4_000, 4_000] });
    await shop.setPrice(other, 4_100);
    await shop.setStock(skuOf(one, 'M', 'blue'), 0);
    expect(await see()).toEqual({ order: [other, one], prices: [4_100, 4_000] });
  });
});

import { createPostgresCatalogLoads } from '../../../activities/adapters/catalog-loads/postgres.js';
import type { CatalogLoads } from '../../../activities/ports/index.js';
import type { Sku } from '../../../domain/index.js';
import { openShop, product, products, type Shop } from './support.js';

let shop: Shop;
let loads: CatalogLoads;
beforeAll(async () => {
  shop = await openShop();
  loads = createPostgresCatalogLoads(shop.pool);
  const id = await loads.begin('test');
  await loads.write(id, 0, products(20));
  await loads.publish(id);
});
afterAll(() => shop.close());

async function merge(...batch: Parameters<CatalogLoads['write']>[2]) {
  const id = await loads.begin('test', { mode: 'merge' });
  await loads.write(id, 0, batch);
  return loads.publish(id);
}

describe('a load that merges', () => {
  it('changes what it names, adds what is new, and leaves all else', async () => {
    const [version, id] = [await shop.version(), await shop.idOf('P1')];
    const outcome = await merge(product('P1', { retailPrice: 3_100, name: 'Renamed' }), product('EXTRA'));
    expect(outcome).toMatchObject({ version: version + 1, products: 21, variants: 21 });
    expect(await shop.one(`select id, name, retail_price from products where sku = 'P1'`)).toEqual({
      id,
      name: 'Renamed',
      retail_price: 3_100,
    });
    expect(await shop.one(`select name, retail_price from products where sku = 'P2'`)).toEqual({
      name: 'Thing P2',
      retail_price: 4_900,
    });
  });

  it('does not touch rows that stay the same', async () => {
    const place = () =>
      shop.one(
        `select p.xmin, v.xmin as v from products p join variants v on v.product_id = p.id where p.sku = 'P3'`,
      );
    const before = await place();
    const created = await shop.one<{ at: Date }>(`select created_at as at from products where sku = 'P3'`);
    await merge(product('P3'));
    expect(await place()).toEqual(before);
    expect(await shop.one(`select created_at as at from products where sku = 'P3'`)).toEqual(created);
  });

  it('sets stock where the source says one, less what was sold meanwhile, and keeps it where it says none', async () => {
    const id = await loads.begin('test', { mode: 'merge' });
    const silent = { sku: 'P5-M' as Sku, size: 'M', colour: 'blue' } as const;
    const stated = { sku: 'P4-M' as Sku, size: 'M', colour: 'blue', stock: 50 } as const;
    await loads.write(id, 0, [product('P4', { variants: [stated] }), product('P5', { variants: [silent] })]);
    await shop.pool.query(`update variants set stock = stock - 2 where sku in ('P4-M', 'P5-M')`);
    await loads.publish(id);
    expect([await shop.stockOf('P4-M'), await shop.stockOf('P5-M')]).toEqual([48, 3]);
  });

  it('gives no product the number of another', async () => {
    const id = await shop.idOf('P6');
    await merge(product('CLAIMS', { id }));
    expect(await shop.idOf('P6')).toBe(id);
    expect(await shop.idOf('CLAIMS')).not.toBe(id);
  });
});

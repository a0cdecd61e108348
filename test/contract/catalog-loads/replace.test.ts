import { createPostgresCarts } from '../../../activities/adapters/carts/postgres.js';
import { createPostgresCatalog } from '../../../activities/adapters/catalog/postgres.js';
import { createPostgresCatalogLoads } from '../../../activities/adapters/catalog-loads/postgres.js';
import type { CatalogLoads } from '../../../activities/ports/index.js';
import type { ConversationId, Sku } from '../../../domain/index.js';
import { openShop, product, products, type Shop } from './support.js';

let shop: Shop;
let loads: CatalogLoads;
beforeAll(async () => {
  shop = await openShop();
  loads = createPostgresCatalogLoads(shop.pool);
});
afterAll(() => shop.close());

async function load(...batches: Parameters<CatalogLoads['write']>[2][]) {
  const id = await loads.begin('test');
  for (const [number, batch] of batches.entries()) await loads.write(id, number, batch);
  return loads.publish(id);
}

describe('a load that replaces the catalog', () => {
  it('puts its products in the place of all others, and bumps the version once', async () => {
    const before = await shop.version();
    const outcome = await load(products(30), [product('LAST')]);
    expect(outcome).toMatchObject({
      version: before + 1,
      products: 31,
      variants: 31,
      withdrawn: 0,
      leftOut: [],
    });
    expect(await shop.version()).toBe(before + 1);
    expect(await shop.listed()).toBe(31);
    expect(await loads.recent(1)).toMatchObject([{ state: 'published', products: 31, version: before + 1 }]);
  });

  it('serves the old catalog until it is published', async () => {
    const [listed, version] = [await shop.listed(), await shop.version()];
    const id = await loads.begin('test');
    await loads.write(id, 0, products(10));
    expect([await shop.listed(), await shop.version()]).toEqual([listed, version]);
    await loads.discard(id);
    expect([await shop.listed(), await shop.version()]).toEqual([listed, version]);
  });

  it('keeps the number of a known SKU, takes a number of the source, and makes one where there is none', async () => {
    await load([product('A', { id: 501 }), product('B')]);
    const b = await shop.idOf('B');
    expect(await shop.idOf('A')).toBe(501);
    expect(b).toBeGreaterThan(1_000_000_000);
    await load([product('NEW', { id: 501 }), product('B', { id: 77 }), product('A')]);
    expect(await shop.idOf('A')).toBe(501);
    expect(await shop.idOf('B')).toBe(b);
    expect(await shop.idOf('NEW')).toBeGreaterThan(1_000_000_000);
  });

  it('has the indexes, keys and triggers of the tables it replaces, by the same names', async () => {
    const parts = async () =>
      (
        await shop.pool.query(
          `select indexdef as part from pg_indexes where schemaname = 'public' and tablename in ('products', 'variants')
           union all select conrelid::regclass || ': ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
             where conrelid::regclass::text in ('products', 'variants') or confrelid::regclass::text in ('products', 'variants')
           union all select pg_get_triggerdef(oid) from pg_trigger
             where tgrelid in ('products'::regclass, 'variants'::regclass) and not tgisinternal
           union all select attrelid::regclass || '.' || attname || ' ' || attnotnull || attgenerated::text from pg_attribute
             where attrelid in ('products'::regclass, 'variants'::regclass) and attnum > 0
           order by 1`,
        )
      ).rows;
    const before = await parts();
    await load(products(3));
    await load(products(3));
    expect(await parts()).toEqual(before);
    expect(before.length).toBeGreaterThan(30);
  });

  it('is found by search, also through connections that have searched before', async () => {
    const catalog = createPostgresCatalog(shop.pool);
    const query = { constraints: { text: 'zebra' } };
    expect((await catalog.search(query)).total).toBe(0);
    await load([product('Z', { name: 'Zebra Jeans' })]);
    expect((await catalog.search(query)).items.map(({ name }) => name)).toEqual(['Zebra Jeans']);
    expect((await catalog.search({ constraints: {} })).total).toBe(1);
  });

  it('adds the variants of a product that comes again, and leaves out a SKU that came before', async () => {
    const large = { sku: 'A-L' as Sku, size: 'L', colour: 'red', stock: 1 } as const;
    const twice = { ...large, sku: 'A-M' as Sku, stock: 99 };
    const outcome = await load([product('A')], [product('B'), product('A', { variants: [large, twice] })]);
    expect(outcome).toMatchObject({ products: 2, variants: 3 });
    expect(outcome.leftOut).toEqual([{ sku: 'A-M', reason: 'this SKU came before' }]);
    expect(await shop.stockOf('A-M')).toBe(5);
  });

  it('writes a batch once, however often it is sent', async () => {
    const id = await loads.begin('test');
    await loads.write(id, 0, products(5));
    await loads.write(id, 0, products(5));
    expect(await loads.written(id)).toEqual([0]);
    const first = await loads.publish(id);
    expect(first.products).toBe(5);
    expect(await loads.publish(id)).toEqual(first);
    await expect(loads.write(id, 1, products(1))).rejects.toThrow('published already');
  });

  it('refuses to empty the shop', async () => {
    const listed = await shop.listed();
    const id = await loads.begin('test');
    await expect(loads.publish(id)).rejects.toThrow('would have emptied the shop');
    await loads.discard(id);
    expect(await shop.listed()).toBe(listed);
  });

  it('stores whatever text a product has', async () => {
    const odd = 'tab\there, back\\slash, line\nbreak, \\N, quote \' ", ünï, 👖, end\0';
    await load([product('ODD', { name: odd, description: odd })]);
    const stored = await shop.one<{ name: string; description: string }>(
      'select name, description from products',
    );
    expect(stored.name).toBe(odd.replace('\0', ''));
    expect(stored.description).toBe(stored.name);
  });
});

describe('what a catalog that is replaced leaves behind', () => {
  it('keeps carts, holds and promises on SKUs that the new one lacks: unlisted, and not to be had', async () => {
    await load(products(3, 'OLD'));
    const conversation = await shop.cartWith('OLD1-M');
    await shop.hold('OLD2-M', 2);
    const outcome = await load(products(4, 'NEW'));
    expect(outcome).toMatchObject({ products: 4, withdrawn: 2 });

    const cart = await createPostgresCarts(shop.pool, { currency: 'USD' }).read(
      conversation as ConversationId,
    );
    expect(cart.lines).toMatchObject([{ sku: 'OLD1-M', available: 0 }]);
    // What a checkout was promised stays there for it, and for nobody else.
    expect(
      await shop.one(`select stock, available_units(sku) as free from variants where sku = 'OLD2-M'`),
    ).toEqual({
      stock: 2,
      free: 0,
    });
    expect(await shop.stockOf('OLD3-M')).toBeUndefined();
    const found = await createPostgresCatalog(shop.pool).search({ constraints: { text: 'OLD1' } });
    expect(found.total).toBe(0);
  });

  it('lists a product again that comes back', async () => {
    await load(products(2, 'BACK'));
    await shop.cartWith('BACK1-M');
    const id = await shop.idOf('BACK1');
    await load(products(1, 'NEW'));
    expect(await shop.listed()).toBe(1);
    await load(products(1, 'BACK'));
    expect([await shop.idOf('BACK1'), await shop.stockOf('BACK1-M'), await shop.listed()]).toEqual([
      id,
      5,
      1,
    ]);
  });

  it('gives the withdrawn product another number when the new catalog needs its own', async () => {
    await load([product('OLD', { id: 7 })]);
    await shop.cartWith('OLD-M');
    await load([product('NEW', { id: 7 })]);
    expect(await shop.idOf('NEW')).toBe(7);
    expect(await shop.idOf('OLD')).toBeGreaterThan(1_000_000_000);
  });
});

describe('stock', () => {
  const silent = (sku: string) =>
    product(sku, { variants: [{ sku: `${sku}-M` as Sku, size: 'M', colour: 'blue' }] });
  const sell = (sku: string, units: number) =>
    shop.pool.query('update variants set stock = stock - $2 where sku = $1', [sku, units]);

  it('is what the source says; where it says nothing, known variants keep theirs and new ones have none', async () => {
    await load(products(2));
    await load([
      product('P1', { variants: [{ sku: 'P1-M' as Sku, size: 'M', colour: 'blue', stock: 9 }] }),
      silent('P2'),
      silent('P3'),
    ]);
    expect([await shop.stockOf('P1-M'), await shop.stockOf('P2-M'), await shop.stockOf('P3-M')]).toEqual([
      9, 5, 0,
    ]);
  });

  it('is less by what was sold while the load was under way', async () => {
    await load(products(2));
    const id = await loads.begin('test');
    await loads.write(id, 0, [product('P1')]);
    await sell('P1-M', 2);
    await sell('P2-M', 1);
    await loads.write(id, 1, [silent('P2')]);
    await sell('P2-M', 1);
    await loads.publish(id);
    expect([await shop.stockOf('P1-M'), await shop.stockOf('P2-M')]).toEqual([3, 3]);
    // Once it is over, nothing is noted any more.
    await sell('P1-M', 1);
    expect(await shop.one('select count(*)::integer as n from catalog_stock_moves')).toEqual({ n: 3 });
  });
});

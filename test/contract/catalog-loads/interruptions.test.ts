import pg from 'pg';
import { createPostgresCatalogLoads } from '../../../activities/adapters/catalog-loads/postgres.js';
import { type CatalogLoads, LoadUnderWay } from '../../../activities/ports/index.js';
import { openShop, product, products, type Shop } from './support.js';

let shop: Shop;
let loads: CatalogLoads;
beforeAll(async () => {
  shop = await openShop();
  loads = createPostgresCatalogLoads(shop.pool);
});
afterAll(() => shop.close());

async function publish(...batch: Parameters<CatalogLoads['write']>[2]) {
  const id = await loads.begin('test');
  await loads.write(id, 0, batch);
  return loads.publish(id);
}

/** A loader in a process of its own, as far as the database can tell; `kill` ends its connections. */
function anotherProcess() {
  const name = `loader ${Math.random()}`;
  const pool = new pg.Pool({ connectionString: shop.url, application_name: name });
  pool.on('error', () => undefined);
  return {
    loads: createPostgresCatalogLoads(pool),
    async kill() {
      await shop.pool.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
        [name],
      );
      // Not awaited: a pool waits for connections that are lent, and nobody gives these back.
      void pool.end();
    },
  };
}

describe('two loads', () => {
  it('are not under way at one time: the second is told of the first', async () => {
    const other = anotherProcess();
    const id = await other.loads.begin('file first.tsv');
    await expect(loads.begin('file second.tsv')).rejects.toThrow(LoadUnderWay);
    await expect(loads.begin('file second.tsv')).rejects.toThrow(/file first\.tsv.* since \d\d:\d\d/);
    await expect(loads.write(id, 0, products(1))).rejects.toThrow(LoadUnderWay);
    await other.loads.discard(id);
    await loads.discard(await loads.begin('file second.tsv'));
    await other.kill();
  });
});

describe('a loader that is killed', () => {
  it('leaves the old catalog, and room for the next load', async () => {
    await publish(...products(4, 'OLD'));
    const version = await shop.version();
    const other = anotherProcess();
    await other.loads.write(await other.loads.begin('file killed.tsv'), 0, products(9, 'HALF'));
    await other.kill();
    expect([await shop.listed(), await shop.version()]).toEqual([4, version]);

    await publish(...products(5, 'NEXT'));
    expect(await shop.listed()).toBe(5);
    expect(await loads.recent(2)).toMatchObject([
      { source: 'test', state: 'published' },
      { source: 'file killed.tsv', state: 'discarded' },
    ]);
    const left = await shop.one(
      `select count(*)::integer as n from pg_class where relnamespace::regnamespace::text in ('loading', 'retired') and relkind = 'r'`,
    );
    expect(left).toEqual({ n: 0 });
  });

  it('is taken up by another when its load may be resumed', async () => {
    const other = anotherProcess();
    const id = await other.loads.begin('bigquery', { resumable: true });
    await other.loads.write(id, 0, products(3, 'R'));
    await other.kill();
    // Silent for a moment only: it goes on, and nobody else may begin.
    await expect(loads.begin('file other.tsv')).rejects.toThrow('10 minutes');
    expect(await loads.written(id)).toEqual([0]);
    await loads.write(id, 1, [product('R4')]);
    expect(await loads.publish(id)).toMatchObject({ products: 4 });
  });

  it('is given up when it may be resumed, and nobody did for long', async () => {
    const other = anotherProcess();
    const id = await other.loads.begin('bigquery', { resumable: true });
    await other.kill();
    await shop.pool.query(
      `update catalog_loads set touched_at = now() - interval '11 minutes' where id = $1`,
      [id],
    );
    await loads.discard(await loads.begin('file other.tsv'));
    expect(await loads.recent(2)).toMatchObject([{ source: 'file other.tsv' }, { id, state: 'discarded' }]);
  });
});

describe('the switch-over', () => {
  it('shows readers the old or the new catalog, whole, and never an empty shop', async () => {
    const count = 40;
    const of = (letter: string) => products(count, letter, { brand: letter });
    await publish(...of('A'));
    let reading = true;
    const seen = new Set<string>();
    const read = async () => {
      while (reading) {
        const { rows } = await shop.pool.query(
          `select string_agg(distinct p.brand, '+') as brands, count(*)::integer as n, sum(available_units(v.sku))::integer as units
           from products p join variants v on v.product_id = p.id where p.listed`,
        );
        seen.add(`${rows[0].brands} ${rows[0].n} ${rows[0].units}`);
      }
    };
    const readers = [read(), read(), read()];
    for (const letter of ['B', 'C', 'D']) await publish(...of(letter));
    reading = false;
    await Promise.all(readers);
    const whole = ['A', 'B', 'C', 'D'].map((letter) => `${letter} ${count} ${count * 5}`);
    expect([...seen].filter((each) => !whole.includes(each))).toEqual([]);
    expect(seen).toContain(whole[3]);
  });

  it('gives way to a transaction that stays open, and says so; the load can then be published', async () => {
    await publish(...products(2));
    const client = await shop.pool.connect();
    client.on('error', () => undefined);
    await client.query('begin');
    await client.query('select from products limit 1');
    const hasty = createPostgresCatalogLoads(shop.pool, { patienceMs: [10, 10] });
    const id = await hasty.begin('test');
    await hasty.write(id, 0, products(3));
    await expect(hasty.publish(id)).rejects.toThrow('the old one serves on');
    expect(await shop.listed()).toBe(2);
    await client.query('commit');
    client.release();
    expect(await hasty.publish(id)).toMatchObject({ products: 3 });
  });

  it('waits for a checkout that is taking stock, and then knows what it took', async () => {
    await publish(...products(2));
    const client = await shop.pool.connect();
    await client.query('begin');
    const id = await loads.begin('test', { mode: 'replace' });
    await loads.write(id, 0, products(2));
    await client.query(`select from variants where sku = 'P1-M' for update`);
    await client.query(`update variants set stock = stock - 3 where sku = 'P1-M'`);
    const steps: string[] = [];
    const published = loads.publish(id, (step) => {
      steps.push(step);
      // It is trying to switch now; the sale ends only then.
      if (step === 'switch-over') client.query('commit').then(() => client.release());
    });
    await published;
    expect(steps).toContain('switch-over');
    expect(await shop.stockOf('P1-M')).toBe(2);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '../../dev/migrate.js';
import { emptyDatabase, type TestDatabase } from '../support/servers.js';

describe('migrate', () => {
  let database: TestDatabase;
  let folder: string;
  beforeEach(async () => {
    database = await emptyDatabase();
    folder = await mkdtemp(path.join(tmpdir(), 'shoptalk-migrations-'));
    await writeFile(path.join(folder, '0001_shelves.sql'), 'create table shelves (id integer primary key);');
    await writeFile(
      path.join(folder, '0002_books.sql'),
      'create table books (shelf integer references shelves);',
    );
  });
  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('applies the shop’s own schema to an empty database', async () => {
    expect(await migrate(database.url)).toContain('0001_shop.sql');
    await expect(database.pool.query('select from products')).resolves.toMatchObject({ rowCount: 0 });
  });

  it('applies each file once, in order of name', async () => {
    expect(await migrate(database.url, folder)).toEqual(['0001_shelves.sql', '0002_books.sql']);
    expect(await migrate(database.url, folder)).toEqual([]);
    await writeFile(path.join(folder, '0003_more.sql'), 'alter table books add title text;');
    expect(await migrate(database.url, folder)).toEqual(['0003_more.sql']);
  });

  it('applies each file once when several processes migrate at the same time', async () => {
    const ran = await Promise.all(Array.from({ length: 5 }, () => migrate(database.url, folder)));
    expect(ran.flat().sort()).toEqual(['0001_shelves.sql', '0002_books.sql']);
  });

  it('names the file that fails, undoes it, and goes on from there once it is mended', async () => {
    await writeFile(path.join(folder, '0003_more.sql'), 'alter table books add title text; select nonsense;');
    await expect(migrate(database.url, folder)).rejects.toThrow(/0003_more\.sql failed: .*nonsense/);
    await writeFile(path.join(folder, '0003_more.sql'), 'alter table books add title text;');
    expect(await migrate(database.url, folder)).toEqual(['0003_more.sql']);
  });
});

import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '../../dev/migrate.js';
import { emptyDatabase, type TestDatabase } from '../support/servers.js';
import { broken, contracted, readSchema, type Schema } from './support/schema.js';

/** Those before came before anybody ran two versions at once. */
const FIRST_HELD = '0015';
const MIGRATIONS = path.join(__dirname, '../../db/migrations');

let database: TestDatabase;
beforeEach(async () => {
  database = await emptyDatabase();
});
afterEach(() => database.close());

test('what the release before does still works after each migration, but for what is contracted on purpose', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'shoptalk-steps-'));
  let before: Schema | undefined;
  for (const name of (await readdir(MIGRATIONS)).sort()) {
    await copyFile(path.join(MIGRATIONS, name), path.join(folder, name));
    if (name < FIRST_HELD) continue;
    before ??= await schemaWith(folder, name);
    await migrate(database.url, folder);
    const after = await readSchema(database.pool);
    const allowed = contracted(await readFile(path.join(MIGRATIONS, name), 'utf8'));
    const surprises = broken(before, after).filter(
      (line) => !allowed.some((what) => line === `${what} is gone`),
    );
    expect({ [name]: surprises }).toEqual({ [name]: [] });
    before = after;
  }
  await rm(folder, { recursive: true });
});

/** The schema that a migration finds. */
async function schemaWith(folder: string, without: string): Promise<Schema> {
  const file = path.join(folder, without);
  await rm(file);
  await migrate(database.url, folder);
  await copyFile(path.join(MIGRATIONS, without), file);
  return readSchema(database.pool);
}

describe('of a change it is said', () => {
  const TABLE = 'create table books (id integer primary key, title text not null, pages integer)';
  it.each([
    ['alter table books add note text', []],
    ["alter table books add state text not null default 'new'", []],
    ['create table shelves (id integer primary key)', []],
    ['alter table books alter pages type bigint', []],
    ['alter table books alter title drop not null', []],
    [
      'drop table books',
      ['table books', 'column books.id', 'column books.title', 'column books.pages'].map(gone),
    ],
    ['alter table books drop pages', [gone('column books.pages')]],
    [
      'alter table books rename title to name',
      [gone('column books.title'), 'column books.name is new and must be given'],
    ],
    ['alter table books alter pages type text', ['column books.pages was integer and is text']],
    ['alter table books alter pages set not null', ['column books.pages must now be given']],
    ['alter table books add shelf integer not null', ['column books.shelf is new and must be given']],
  ])('%s', async (change, sentences) => {
    await database.pool.query(TABLE);
    const before = await readSchema(database.pool);
    await database.pool.query(change);
    expect(broken(before, await readSchema(database.pool)).sort()).toEqual([...sentences].sort());
  });
});

test('what is contracted names its release', () => {
  expect(
    contracted('-- contract: column books.pages, unused since 0.4.0\nalter table books drop pages;'),
  ).toEqual(['column books.pages']);
  expect(contracted('-- contract: column books.pages\nalter table books drop pages;')).toEqual([]);
});

function gone(name: string): string {
  return `${name} is gone`;
}

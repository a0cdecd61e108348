import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { seedDemoCatalog } from '../../dev/demo-catalog/index.js';
import { grantRights } from '../../dev/roles.js';
import { type TestDatabase, testDatabase } from '../support/servers.js';

jest.setTimeout(60_000);

let database: TestDatabase;
const pools: pg.Pool[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database?.close();
});

function poolOf(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 1 });
  pools.push(pool);
  return pool;
}

const DENIED = { code: '42501' };

test.each([
  ['api', 'update variants set stock = 1'],
  ['api', 'update products set retail_price = 1'],
  ['api', 'insert into orders (id) values (gen_random_uuid())'],
  ['api', "update orders set state = 'paid'"],
  ['api', 'update checkouts set version = 1'],
  ['api', 'delete from conversations'],
  ['api', "update audit_log set reason = ''"],
  ['api', 'delete from audit_log'],
  ['api', 'delete from data_keys'],
  ['worker', 'select name from accounts'],
  ['worker', 'select token_hash from sessions'],
  ['worker', 'select text from case_notes'],
  ['worker', 'select from audit_log'],
  ['worker', "update audit_log set reason = ''"],
  ['worker', 'update products set retail_price = 1'],
  ['worker', 'update promotions set amount = 1'],
  ['worker', 'delete from orders'],
  ...['api', 'worker'].flatMap((role) => [
    [role, 'create table t ()'],
    [role, 'alter table orders disable trigger all'],
    [role, 'drop table orders'],
    [role, 'truncate orders'],
    [role, 'create function f() returns int language sql as $$ select 1 $$'],
    [role, 'select from schema_migrations'],
  ]),
] as ['api' | 'worker', string][])('the %s may not: %s', async (role, statement) => {
  const pool = poolOf(database.urlAs(role));
  await expect(pool.query(statement)).rejects.toMatchObject(DENIED);
});

test('whoever a login names gets in with the rights of its process, and with a new password once it is changed', async () => {
  const name = `api_${randomBytes(4).toString('hex')}`;
  const login = (password: string) => Object.assign(new URL(database.url), { username: name, password }).href;
  try {
    await grantRights(database.url, { api: login("it's first") });
    const pool = poolOf(login("it's first"));
    await expect(pool.query('select from orders')).resolves.toBeDefined();
    await expect(pool.query('update variants set stock = 1')).rejects.toMatchObject(DENIED);
    await grantRights(database.url, { api: login('second') });
    await expect(poolOf(login("it's first")).query('select 1')).rejects.toMatchObject({ code: '28P01' });
    await expect(poolOf(login('second')).query('select 1')).resolves.toBeDefined();
  } finally {
    await Promise.all(pools.splice(0).map((pool) => pool.end()));
    await database.pool.query(`drop role ${name}`);
  }
});

test('who may not make roles is told what to do', async () => {
  await expect(grantRights(database.urlAs('api'))).rejects.toThrow('DATABASE_URL is to log in as an owner');
});

test('a new catalog is read, and its stock changed, as the old one was', async () => {
  await seedDemoCatalog(database.pool, { products: 20, seed: 2 });
  const worker = poolOf(database.urlAs('worker'));
  const { rowCount } = await worker.query('update variants set stock = stock');
  expect(rowCount).toBeGreaterThan(20);
  await expect(worker.query('update products set name = name')).rejects.toMatchObject(DENIED);
  await expect(poolOf(database.urlAs('api')).query('select from products, variants')).resolves.toBeDefined();
});

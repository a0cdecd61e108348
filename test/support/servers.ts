/**
 * Real servers for tests of the `servers` project. They are started once per test run on free ports, in a
 * process of their own, and stopped with it:
 *
 * - `testDatabase()`     a fresh Postgres database: schema applied, 1,000 demo products in it
 * - `emptyDatabase()`    a fresh Postgres database with nothing in it
 * - `temporalAddress()`  a Temporal development server; keep tests apart by task queue and workflow ids
 * - `redisUrl()`         a Redis, or undefined where none is installed; keep tests apart by key prefix
 *
 * @example
 * let database: TestDatabase;
 * beforeAll(async () => { database = await testDatabase(); });
 * afterAll(() => database.close());
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { ROLES, type RoleName } from '../../dev/roles.js';

/** What servers-main.ts prints and global-setup.mjs hands on. */
export interface TestServers {
  /** Maintenance database of the Postgres server, as its superuser. */
  postgresUrl: string;
  templateDatabase: string;
  redisUrl: string | undefined;
  temporalAddress: string;
  /** The Temporal CLI, for tests that start a server of their own. */
  temporalProgram: string;
}

export interface TestDatabase {
  url: string;
  /** The same with the rights that a process has, and no more; `url` and `pool` have all. */
  urlAs(role: RoleName): string;
  pool: pg.Pool;
  /** Ends the pool and drops the database. */
  close(): Promise<void>;
}

/** Addresses of the servers that run for the tests. */
export function testServers(): TestServers {
  return {
    postgresUrl: required('TEST_DATABASE_URL'),
    templateDatabase: required('TEST_TEMPLATE_DATABASE'),
    redisUrl: process.env.TEST_REDIS_URL,
    temporalAddress: required('TEST_TEMPORAL_ADDRESS'),
    temporalProgram: required('TEST_TEMPORAL_PROGRAM'),
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(
    `${name} is not set: servers run for the folders of the project "servers" (jest.config.mjs).`,
  );
}

export const temporalAddress = () => testServers().temporalAddress;

export const redisUrl = () => testServers().redisUrl;

export const testDatabase = () => createDatabase(testServers().templateDatabase);

export const emptyDatabase = () => createDatabase('template0');

async function createDatabase(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(`create database ${name} template ${template} strategy file_copy`);
  const url = Object.assign(new URL(testServers().postgresUrl), { pathname: `/${name}` }).href;
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  pool.on('error', () => undefined); // sessions that are ended by a drop or a test of restarts
  return {
    url,
    urlAs: (role) => {
      const limited = new URL(url);
      limited.searchParams.set('options', `-c role=${ROLES[role]}`);
      return limited.href;
    },
    pool,
    close: async () => {
      await pool.end();
      await asSuperuser(`drop database if exists ${name} with (force)`);
    },
  };
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: testServers().postgresUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

import { inTransaction } from '../../../activities/adapters/postgres/transaction.js';
import { inTransaction as inSandboxTransaction } from '../../../dev/provider-sandbox/transaction.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';

jest.setTimeout(60_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test.each([
  ['of the shop', inTransaction],
  ['of the sandbox', inSandboxTransaction],
])(
  'a server that dies between two statements %s fails the transaction and leaves the process alone',
  async (_, run) => {
    const work = run(database.pool, async (client) => {
      const { rows } = await client.query('select pg_backend_pid() as pid');
      const cut = new Promise((resolve) => client.once('end', resolve));
      await database.pool.query('select pg_terminate_backend($1)', [rows[0].pid]);
      await cut;
      await client.query('select 1');
    });
    await expect(work).rejects.toThrow();
    // A connection that was lost is not lent again.
    expect(await run(database.pool, async (client) => (await client.query('select 1 as one')).rows)).toEqual([
      { one: 1 },
    ]);
  },
);

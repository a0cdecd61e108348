import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Starts the servers of this test run (servers-main.ts) and hands their addresses to the tests. */
export default async function globalSetup() {
  const args = ['--import', 'tsx', path.join(import.meta.dirname, 'servers-main.ts')];
  const servers = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => servers.once('exit', resolve));
  globalThis.stopTestServers = async () => {
    servers.stdin.end();
    await ended;
  };
  const [line] = await Promise.race([
    createInterface(servers.stdout)
      [Symbol.asyncIterator]()
      .next()
      .then(({ value }) => [value]),
    ended.then(() => []),
  ]);
  if (!line) throw new Error('The test servers did not start; the reason is printed above.');
  const { postgresUrl, templateDatabase, redisUrl, temporalAddress, temporalProgram } = JSON.parse(line);
  Object.assign(process.env, {
    TEST_DATABASE_URL: postgresUrl,
    TEST_TEMPLATE_DATABASE: templateDatabase,
    TEST_TEMPORAL_ADDRESS: temporalAddress,
    TEST_TEMPORAL_PROGRAM: temporalProgram,
    ...(redisUrl && { TEST_REDIS_URL: redisUrl }),
  });
}

/** The whole shop on one machine: what `npm start` does, in order. */
import pg from 'pg';
import { announce, bold, dim, progress, warn } from './announce.js';
import { stockFirstCatalog } from './first-catalog.js';
import { migrate } from './migrate.js';
import { dataFolder } from './paths.js';
import { grantRights } from './roles.js';
import { AlreadyRunning, RunRecord } from './run-record.js';
import { registerSearchAttributes } from './search-attributes.js';
import { type Flags, readFlags, readSettings, usage, withoutFiles } from './settings.js';
import { beginAnew, Stack, type Temporal } from './stack.js';

const startedAt = Date.now();
let stack: Stack | undefined;
let stopping: Promise<void> | undefined;

process.on('SIGINT', () => void stop('Ctrl-C'));
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGHUP', () => void stop('the terminal closed'));

try {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) console.log(usage);
  else await start(flags);
} catch (error) {
  if (error instanceof AlreadyRunning) {
    console.log(error.message);
    process.exit(0);
  }
  if (!stopping) {
    warn('Stopped', error instanceof Error ? error.message : String(error));
    await stack?.stop();
    process.exit(1);
  }
}

async function start(flags: Flags): Promise<void> {
  const settings = await readSettings();
  let data = dataFolder(flags.data);
  const record = RunRecord.claim(data.run);
  stack = new Stack(settings, data, record);
  await stack.clearLeftOver();
  if (flags.fresh) {
    beginAnew(data);
    data = dataFolder(flags.data);
    stack = new Stack(settings, data, record);
    announce('Data', 'begins anew');
  }
  stack.languageModel();
  const ports = await stack.shopPorts();
  const apiUrl = `http://127.0.0.1:${ports.api}`;

  const [temporal, redisUrl, mail, identity, { logins, payments }] = await Promise.all([
    prepareTemporal(stack, apiUrl),
    stack.redis(),
    stack.mail(),
    stack.identity(apiUrl),
    preparePostgres(stack, apiUrl, flags.products),
  ]);
  const environment = {
    TEMPORAL_ADDRESS: temporal.address,
    ...(temporal.uiUrl && { TEMPORAL_UI_URL: temporal.uiUrl }),
    ...(redisUrl && { REDIS_URL: redisUrl }),
    ...payments,
    ...mail.environment,
    ...identity.environment,
    API_HOST: settings.API_HOST,
    API_PORT: String(ports.api),
    WORKER_METRICS_PORT: String(ports.workerMetrics),
    WORKER_SDK_METRICS_PORT: String(ports.sdkMetrics),
    COOKIE_SECRET: settings.COOKIE_SECRET ?? stack.secrets.COOKIE_SECRET,
    STAFF_TOKEN: settings.STAFF_TOKEN ?? stack.secrets.STAFF_TOKEN,
    ENCRYPTION_KEYS: settings.ENCRYPTION_KEYS ?? stack.secrets.ENCRYPTION_KEYS,
  };
  await stack.shop({
    api: withoutFiles({ ...environment, DATABASE_URL: logins.api }),
    worker: withoutFiles({ ...environment, DATABASE_URL: logins.worker }),
  });
  record.ready(apiUrl);
  printTable(stack, temporal, { mail: mail.shownAt, identity: identity.shownAt }, ports);
  console.log(bold(`Shoptalk is ready: ${apiUrl}`));
}

async function prepareTemporal(stack: Stack, apiUrl: string): Promise<Temporal> {
  const temporal = await stack.temporal(apiUrl);
  await registerSearchAttributes({ address: temporal.address }, stack.settings.TEMPORAL_NAMESPACE).catch(
    (error: Error) => {
      // A managed cluster may forbid it; its owner then registers them, as the README says.
      warn('Temporal', `could not register search attributes: ${error.message}`);
    },
  );
  return temporal;
}

async function preparePostgres(stack: Stack, apiUrl: string, products: number) {
  const databaseUrl = await stack.postgres();
  const database = databaseUrl('shoptalk');
  const ran = await migrate(database);
  if (ran.length > 0) announce('Schema', `applied ${ran.join(', ')}`);
  const logins = stack.databaseLogins(database);
  if (logins.api !== database || logins.worker !== database) await grantRights(database, logins);
  const pool = new pg.Pool({ connectionString: database, max: 1 });
  const onProgress = (done: number, total: number) =>
    progress('Catalog', `${done} of ${total} products made`);
  const options = { products, onProgress };
  const catalog = await stockFirstCatalog(pool, stack.settings, options).finally(() => pool.end());
  announce('Catalog', catalog);
  const payments = {
    ...(await stack.payments(databaseUrl, apiUrl)),
    ...(await stack.paypal(databaseUrl, apiUrl)),
    ...(await stack.adyen(databaseUrl, apiUrl)),
  };
  return { logins, payments };
}

function printTable(
  stack: Stack,
  temporal: Temporal,
  shownAt: { mail: string; identity: string },
  ports: { api: number; workerMetrics: number },
): void {
  const api = `http://127.0.0.1:${ports.api}`;
  const rows = [
    ['Shop', api],
    ['Support', `${api}/support/`],
    ['Temporal UI', temporal.uiUrl ?? `that of ${temporal.address}`],
    ['Metrics', `${api}/metrics and http://127.0.0.1:${ports.workerMetrics}/metrics`],
    ['Mail', shownAt.mail],
    ['Sign-in', shownAt.identity],
    ['API docs', `${api}/docs`],
    ['Staff token', `STAFF_TOKEN in ${relative(stack.data.secrets)}`],
    ['Logs', `${relative(stack.data.logs)}/<name>.log`],
  ];
  console.log(`\n${rows.map(([name = '', value]) => `  ${name.padEnd(12)} ${value}`).join('\n')}\n`);
  console.log(dim(`Started in ${((Date.now() - startedAt) / 1000).toFixed(1)} s. Ctrl-C stops everything.`));
}

function relative(file: string): string {
  return file.startsWith(`${process.cwd()}/`) ? file.slice(process.cwd().length + 1) : file;
}

/** Stops what was started; a second Ctrl-C does not interrupt that. */
function stop(why: string): Promise<void> {
  stopping ??= (async () => {
    warn('Stopping', `(${why}); the worker finishes what it has begun, which takes some seconds`);
    await stack?.stop();
    announce('Stopped', 'everything that this start began; the data stays');
    process.exit(0);
  })();
  return stopping;
}

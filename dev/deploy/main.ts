/**
 * `npm run deploy -- …`: says which version of the workers gets what, at TEMPORAL_ADDRESS, for WORKER_DEPLOYMENT.
 *
 *   npm run deploy -- status
 *   npm run deploy -- ramp 3f2c1ab 10       # a tenth of what begins goes to that version
 *   npm run deploy -- current 3f2c1ab       # all of it does
 *   npm run deploy -- drain 9e8d7c6         # until nothing stays with that version and its workers may be stopped
 */
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { readDeploymentConfig } from '../../config/index.js';
import { temporalConnection } from '../../config/temporal.js';
import { drain, WorkerVersions } from './versions.js';

const USAGE =
  'npm run deploy -- status | ramp BUILD_ID PERCENT | current BUILD_ID | drain BUILD_ID   [--wait SECONDS, default 120]';

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { wait: { type: 'string', default: '120' } },
  });
  const [act, buildId, share] = positionals;
  const withinMs = Number(values.wait) * 1_000;
  if (!(withinMs >= 0)) throw new Error(USAGE);
  const config = readDeploymentConfig();
  const connection = await Connection.connect(temporalConnection(config));
  const client = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE });
  const versions = new WorkerVersions(client, config.WORKER_DEPLOYMENT);
  try {
    if (act === 'status') console.table(await versions.list());
    else if (act === 'current' && buildId) {
      await versions.setCurrent(buildId, withinMs);
      console.log(`Everything that begins goes to ${buildId}.`);
    } else if (act === 'ramp' && buildId && Number(share) >= 0 && Number(share) <= 100) {
      await versions.ramp(buildId, Number(share), withinMs);
      console.log(`${share} percent of what begins goes to ${buildId}.`);
    } else if (act === 'drain' && buildId) {
      const onOpen = (open: number) => console.log(`${open} open workflows stay with ${buildId} …`);
      const isDrained = await drain(versions, buildId, { withinMs, onOpen });
      if (!isDrained)
        throw new Error(`Workflows stay with ${buildId}: keep its workers, and drain again later.`);
      console.log(`Nothing stays with ${buildId}: its workers can be stopped.`);
    } else throw new Error(USAGE);
  } finally {
    await connection.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});

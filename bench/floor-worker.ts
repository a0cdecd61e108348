import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';

/** A worker process for the floor alone, so that it costs the shop's worker nothing. */
const [address = '127.0.0.1:7233', taskQueue = 'floor'] = process.argv.slice(2);
const connection = await NativeConnection.connect({ address });
const worker = await Worker.create({
  connection,
  taskQueue,
  workflowsPath: fileURLToPath(new URL('floor-workflow.ts', import.meta.url)),
  activities: { async noop() {} },
});
process.stdout.write('ready\n');
await worker.run();
await connection.close();

import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

/** A worker for the sample workflows on a task queue of its own. */
export async function startSampleWorker(address: string) {
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const taskQueue = `api-test-${process.pid}-${Date.now()}`;
  const native = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection: native,
    taskQueue,
    workflowsPath: path.join(import.meta.dirname, 'sample-workflows.ts'),
  });
  const running = worker.run();
  const connection = await Connection.connect({ address });
  return {
    taskQueue,
    client: new Client({ connection }),
    async close() {
      worker.shutdown();
      await running;
      await connection.close();
      await native.close();
    },
  };
}

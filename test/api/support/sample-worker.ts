import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { SampleActivities } from './sample-workflows.js';

/** A worker for the sample workflows, on a task queue of its own. */
export async function startSampleWorker(address: string, activities: SampleActivities = countingReplies()) {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const taskQueue = `api-test-${process.pid}-${Date.now()}`;
  const native = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection: native,
    taskQueue,
    activities,
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

/** The n-th message of a conversation is answered with seq n; the same one with the same, as in Postgres. */
function countingReplies(): SampleActivities {
  const conversations = new Map<string, string[]>();
  return {
    async reply(conversationId, messageId) {
      const messages = conversations.get(conversationId) ?? [];
      conversations.set(conversationId, messages);
      if (!messages.includes(messageId)) messages.push(messageId);
      return messages.indexOf(messageId) + 1;
    },
  };
}

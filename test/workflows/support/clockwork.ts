import { randomUUID } from 'node:crypto';
import type { Workflows } from './shop.js';

/** One run of what the shop does by the clock; returns its result. */
export function run(shop: Workflows, workflowType: string, ...args: object[]): Promise<unknown> {
  const workflowId = `${workflowType}-${randomUUID()}`;
  return shop.client.workflow.execute(workflowType, { workflowId, taskQueue: shop.taskQueue, args });
}

/** Everything that was recorded of one workflow, as text. */
export async function historyOf(shop: Workflows, workflowId: string): Promise<string> {
  return JSON.stringify(await shop.client.workflow.getHandle(workflowId).fetchHistory(), (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString() : value,
  );
}

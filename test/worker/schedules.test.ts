import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { readConfig } from '../../config/index.js';
import { ensureSchedules } from '../../worker/schedules.js';
import { SCHEDULES } from '../../workflows/schedules.js';
import { temporalAddress } from '../support/servers.js';

let connection: Connection;
let client: Client;
beforeAll(async () => {
  connection = await Connection.connect({ address: temporalAddress() });
  client = new Client({ connection });
});
afterAll(() => connection.close());

function scheduled(queue: string): Promise<void> {
  const least = { COOKIE_SECRET: 'a secret of sixteen', DATABASE_URL: 'postgres://nowhere/shop' };
  return ensureSchedules(readConfig({ ...least, TEMPORAL_ADDRESS: temporalAddress(), TASK_QUEUE: queue }));
}

test('shops of one namespace each do their own work by the clock, however often their workers start', async () => {
  const queues = [`one-${randomUUID()}`, `other-${randomUUID()}`];
  await Promise.all(queues.map(scheduled));
  await Promise.all(queues.map(scheduled));
  for (const queue of queues) {
    for (const { id, workflowType } of SCHEDULES) {
      const { action } = await client.schedule.getHandle(`${id}@${queue}`).describe();
      expect(action).toMatchObject({ type: 'startWorkflow', taskQueue: queue, workflowType });
    }
  }
});

test('a shop by itself has schedules by their plain names', async () => {
  await scheduled('shoptalk');
  for (const { id } of SCHEDULES)
    expect((await client.schedule.getHandle(id).describe()).action).toMatchObject({ taskQueue: 'shoptalk' });
});

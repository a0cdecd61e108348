import {
  Client,
  Connection,
  type DataConverter,
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import type { Config } from '../config/index.js';
import { DEFAULT_TASK_QUEUE, queueOf } from '../config/queues.js';
import { temporalConnection } from '../config/temporal.js';
import { catalogSyncSchedule, SCHEDULES, type ShopSchedule } from '../workflows/schedules.js';

/** Makes the schedules that are missing and brings the others up to date; ops may pause them, which stays. */
export async function ensureSchedules(config: Config, dataConverter?: DataConverter): Promise<void> {
  const connection = await Connection.connect(temporalConnection(config));
  try {
    const client = new Client({
      connection,
      namespace: config.TEMPORAL_NAMESPACE,
      ...(dataConverter && { dataConverter }),
    });
    for (const schedule of schedulesOf(config))
      await ensureSchedule(client, schedule, scheduleIdFor(config, schedule), queueOf(config, 'background'));
  } finally {
    await connection.close();
  }
}

function schedulesOf(config: Config): ShopSchedule[] {
  if (config.CATALOG !== 'bigquery') return [...SCHEDULES];
  return [...SCHEDULES, catalogSyncSchedule(config.CATALOG_SYNC_MINUTES * 60_000)];
}

/** Of several shops in one namespace each has its own, known by its queue. */
function scheduleIdFor({ TASK_QUEUE }: Config, { id }: ShopSchedule): string {
  return TASK_QUEUE === DEFAULT_TASK_QUEUE ? id : `${id}@${TASK_QUEUE}`;
}

async function ensureSchedule(
  client: Client,
  { workflowType, everyMs, note }: ShopSchedule,
  scheduleId: string,
  taskQueue: string,
): Promise<void> {
  const action = {
    type: 'startWorkflow',
    workflowType,
    workflowId: scheduleId,
    taskQueue,
    args: [],
  } as const;
  const spec = { intervals: [{ every: everyMs }] };
  const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' } as const;
  try {
    await client.schedule.create({
      scheduleId,
      spec,
      action,
      policies,
      state: { note, triggerImmediately: true },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule
      .getHandle(scheduleId)
      .update(({ state }) => ({ spec, action, policies, state: { ...state, note } }));
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { DefaultLogger, type LogEntry, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import pino, { type Logger } from 'pino';
import { type Config, readConfig } from '../config/index.js';
import { composeActivities } from './activities.js';
import { bundleWorkflows } from './bundle.js';
import { WorkerMetrics } from './metrics.js';
import { watchReconciliation } from './reconciliation-metrics.js';
import { ensureSchedules } from './schedules.js';

/** The worker process: runs workflows and their activities until it is told to stop, then drains. */
async function main(): Promise<void> {
  const config = readConfig();
  const logger = pino({
    level: config.LOG_LEVEL,
    base: { process: 'worker' },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
  Runtime.install({
    logger: new DefaultLogger('INFO', (entry) => logEntry(logger, entry)),
    shutdownSignals: ['SIGTERM', 'SIGINT'],
  });

  const metrics = new WorkerMetrics();
  let worker: Worker | undefined;
  const takesTasks = () => worker?.getState() === 'RUNNING';
  const server = metrics.serve(config.WORKER_METRICS_HOST, config.WORKER_METRICS_PORT, takesTasks);
  const { activities, lastReconciliation, outboxCounts, close } = composeActivities(
    config,
    logger,
    metrics.registry,
  );
  metrics.watchOutbox(outboxCounts);
  watchReconciliation(metrics.registry, lastReconciliation);
  const [connection, workflowBundle] = await Promise.all([connect(config, logger), bundleWorkflows()]);
  worker = await Worker.create({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue: config.TASK_QUEUE,
    workflowBundle,
    activities,
    interceptors: { activity: [metrics.interceptor] },
    shutdownGraceTime: '10s',
  });
  await ensureSchedules(config).catch((err) => logger.warn({ err }, 'schedules could not be checked'));
  logger.info({ taskQueue: config.TASK_QUEUE }, 'ready');
  await worker.run();
  await connection.close();
  await close();
  server.close();
}

/** Temporal may come up after the worker: waits for it, and says so. */
async function connect({ TEMPORAL_ADDRESS: address }: Config, logger: Logger): Promise<NativeConnection> {
  for (;;) {
    try {
      return await NativeConnection.connect({ address });
    } catch (error) {
      logger.warn(
        { address, reason: String(error) },
        'Temporal does not answer yet; trying again in a second',
      );
      await pause(1_000);
    }
  }
}

function logEntry(logger: Logger, { level, message, meta }: LogEntry): void {
  const { error, workflowId, runId, activityType, effect, sdkComponent } = (meta ?? {}) as Record<
    string,
    unknown
  >;
  const fields = { err: error, workflowId, runId, activityType, effect, component: sdkComponent };
  if (level === 'ERROR') logger.error(fields, message);
  else if (level === 'WARN') logger.warn(fields, message);
  else logger.debug(fields, message);
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});

import { setTimeout as pause } from 'node:timers/promises';
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  type RuntimeOptions,
  Worker,
  type WorkerOptions,
} from '@temporalio/worker';
import pino, { type Logger } from 'pino';
import { openTracing } from '../activities/adapters/tracing/open-tracing.js';
import { workerVersion } from '../config/deployment.js';
import { type Config, readConfig } from '../config/index.js';
import { workQueues } from '../config/queues.js';
import { resolveSecrets } from '../config/secrets.js';
import { temporalConnection } from '../config/temporal.js';
import { tracingSettings } from '../config/tracing.js';
import { composeActivities } from './activities.js';
import { workflowBundle } from './bundle.js';
import { activityCaller, callerOfActivity } from './caller.js';
import { WorkerMetrics } from './metrics.js';
import { watchReconciliation } from './reconciliation-metrics.js';
import { ensureSchedules } from './schedules.js';
import { shopMetrics, watchShop } from './shop-metrics.js';
import { writeTemporalLog } from './temporal-log.js';
import { tracedActivities, tracingSinks } from './tracing.js';
import { versionedWorker } from './versioning.js';

/** The worker process: runs workflows and their activities until it is told to stop, then drains. */
async function main(): Promise<void> {
  const config = readConfig(await resolveSecrets());
  const version = workerVersion(config);
  const queues = workQueues(config);
  const logger = pino({
    level: config.LOG_LEVEL,
    base: { process: 'worker' },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: callerOfActivity,
  });
  Runtime.install({
    logger: new DefaultLogger(config.LOG_LEVEL === 'debug' ? 'DEBUG' : 'INFO', (entry) =>
      writeTemporalLog(logger, entry),
    ),
    shutdownSignals: ['SIGTERM', 'SIGINT'],
    ...temporalMetrics(config),
  });

  const tracing = await openTracing(tracingSettings(config), {
    service: 'shoptalk-worker',
    onFailure: (reason) => logger.warn({ reason }, 'traces could not be sent'),
  });
  const metrics = new WorkerMetrics();
  const workers: Worker[] = [];
  const takesTasks = () => workers.length > 0 && workers.every((worker) => worker.getState() === 'RUNNING');
  const server = metrics.serve(config.WORKER_METRICS_HOST, config.WORKER_METRICS_PORT, takesTasks);
  const composed = composeActivities(config, logger, metrics.registry, tracing);
  metrics.watchOutbox(composed.outboxCounts);
  metrics.watchDependencies(composed.checks);
  watchReconciliation(metrics.registry, composed.lastReconciliation);
  watchShop(metrics.registry, composed.shopFigures);
  const [connection, bundle] = await Promise.all([
    connect(config, logger),
    workflowBundle(config.WORKFLOW_BUNDLES, (err) =>
      logger.warn({ err }, 'the bundle of workflows was not kept; the next start makes it again'),
    ),
  ]);
  const options: Omit<WorkerOptions, 'taskQueue'> = {
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    workflowBundle: bundle,
    activities: composed.activities,
    ...versionedWorker(version),
    interceptors: {
      activity: [
        activityCaller,
        ...(tracing ? [tracedActivities(tracing)] : []),
        metrics.interceptor,
        shopMetrics(metrics.registry),
      ],
    },
    ...(tracing && { sinks: tracingSinks(tracing) }),
    ...(composed.dataConverter && { dataConverter: composed.dataConverter }),
    shutdownGraceTime: '10s',
  };
  for (const queue of queues) workers.push(await Worker.create({ ...options, ...queue }));
  if (!composed.dataConverter)
    logger.warn('ENCRYPTION_KEYS is not set: workflow histories are not encrypted');
  await ensureSchedules(config, composed.dataConverter).catch((err) =>
    logger.warn({ err }, 'schedules could not be checked'),
  );
  logger.info({ taskQueues: queues.map(({ taskQueue }) => taskQueue), version }, 'ready');
  await Promise.all(workers.map((worker) => worker.run()));
  await connection.close();
  await composed.close();
  await tracing?.close();
  server.close();
}

/** The SDK's own figures (pollers, slots, schedule-to-start) on a port of their own, where one is set. */
function temporalMetrics({
  WORKER_METRICS_HOST: host,
  WORKER_SDK_METRICS_PORT: port,
}: Config): RuntimeOptions {
  if (port === undefined) return {};
  return {
    telemetryOptions: {
      metrics: {
        prometheus: {
          bindAddress: `${host}:${port}`,
          useSecondsForDurations: true,
          unitSuffix: true,
          countersTotalSuffix: true,
        },
      },
    },
  };
}

/** Temporal may come up after the worker: waits for it, and says so. */
async function connect(config: Config, logger: Logger): Promise<NativeConnection> {
  const options = temporalConnection(config);
  for (;;) {
    try {
      return await NativeConnection.connect(options);
    } catch (error) {
      logger.warn(
        { address: options.address, reason: String(error) },
        'Temporal does not answer yet; trying again in a second',
      );
      await pause(1_000);
    }
  }
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});

import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import { createJobMetrics } from '../../../activities/adapters/bigquery/job-metrics.js';
import { openCache } from '../../../activities/adapters/cache/open-cache.js';
import { createMetrics } from '../../../api/metrics.js';
import { languageMetrics } from '../../../worker/language-metrics.js';
import { WorkerMetrics } from '../../../worker/metrics.js';
import { watchReconciliation } from '../../../worker/reconciliation-metrics.js';
import { retentionMetrics } from '../../../worker/retention-metrics.js';
import { shopMetrics, watchShop } from '../../../worker/shop-metrics.js';

export interface Described {
  name: string;
  help: string;
  type: string;
  labelNames: string[];
}

const IN_MEMORY = { redisUrl: undefined, databaseUrl: 'postgres://127.0.0.1/shop', memoryBytes: 1_000_000 };
const NOBODY = () => Promise.reject(new Error('nobody is asked in this test'));

/** Every metric of our own that api and worker can have, by process; those of Node itself are left out. */
export function ourMetrics(): Record<'api' | 'worker', Described[]> {
  const api = createMetrics();
  openCache(IN_MEMORY, api.registry);
  api.watchConnections({ connected: true }, { waitingCount: 0 } as Pool);
  api.watchDependencies(async () => ({}));
  api.watch('shoptalk_event_streams', 'Open event streams', () => 0);

  const worker = new WorkerMetrics();
  openCache(IN_MEMORY, worker.registry);
  worker.watchOutbox(NOBODY);
  worker.watchDependencies({});
  watchReconciliation(worker.registry, NOBODY);
  watchShop(worker.registry, NOBODY);
  shopMetrics(worker.registry);
  retentionMetrics(worker.registry);
  languageMetrics(worker.registry).watchCircuit(() => false);
  createJobMetrics(worker.registry);
  return { api: describedIn(api.registry), worker: describedIn(worker.registry) };
}

function describedIn(registry: Registry): Described[] {
  return (registry.getMetricsAsArray() as unknown as (Described & { type: string })[])
    .filter(({ name }) => !/^(process|nodejs)_/.test(name))
    .map(({ name, help, type, labelNames }) => ({ name, help, type, labelNames }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** The rows of the table in docs/operations.md. */
export function metricsTable(): string {
  const { api, worker } = ourMetrics();
  const both = new Map<string, Described & { of: string[] }>();
  for (const [process, metrics] of Object.entries({ api, worker }))
    for (const metric of metrics) {
      const known = both.get(metric.name);
      if (known) known.of.push(process);
      else both.set(metric.name, { ...metric, of: [process] });
    }
  const rows = [...both.values()]
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    .map(({ name, type, labelNames, of, help }) => {
      const labels = labelNames.map((label) => `\`${label}\``).join(', ') || '';
      return `| \`${name}\` | ${type} | ${labels} | ${of.join(', ')} | ${help} |`;
    });
  return ['| metric | kind | labels | of | meaning |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

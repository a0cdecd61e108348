import { Counter, Histogram, type Registry } from 'prom-client';
import type { JobStatistics } from '../activities/adapters/bigquery/jobs.js';

/** What BigQuery jobs take and cost. Purposes and outcomes are closed lists, so that the series stay few. */
export function createBigQueryMetrics(registry: Registry): (job: JobStatistics) => void {
  const registers = [registry];
  const labelNames = ['purpose'] as const;
  const durations = new Histogram({
    name: 'shoptalk_bigquery_job_duration_seconds',
    help: 'Time from the call to the last row of a BigQuery job, tries included, by purpose and outcome',
    labelNames: ['purpose', 'outcome'],
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers,
  });
  const counter = (name: string, help: string) => new Counter({ name, help, labelNames, registers });
  const processed = counter('shoptalk_bigquery_processed_bytes_total', 'Bytes that BigQuery jobs have read');
  const billed = counter('shoptalk_bigquery_billed_bytes_total', 'Bytes that BigQuery has billed');
  const slots = counter('shoptalk_bigquery_slot_seconds_total', 'Slot time that BigQuery jobs have taken');
  const hits = counter(
    'shoptalk_bigquery_cache_hits_total',
    'BigQuery jobs answered from its cache of results',
  );
  const retries = counter('shoptalk_bigquery_retries_total', 'Tries of BigQuery jobs after the first');
  return ({ purpose, outcome, latencyMs, tries, bytesProcessed, bytesBilled, slotMs, cacheHit }) => {
    durations.observe({ purpose, outcome }, latencyMs / 1_000);
    processed.inc({ purpose }, bytesProcessed);
    billed.inc({ purpose }, bytesBilled);
    slots.inc({ purpose }, slotMs / 1_000);
    retries.inc({ purpose }, tries - 1);
    if (cacheHit) hits.inc({ purpose });
  };
}

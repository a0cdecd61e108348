import { Counter, Histogram, type Registry } from 'prom-client';
import type { JobStatistics } from './jobs.js';

/** Counts in `registry` what BigQuery jobs take and cost. Purposes and outcomes are closed lists: the series stay few. */
export function createJobMetrics(registry: Registry): (job: JobStatistics) => void {
  const registers = [registry];
  const labelNames = ['purpose'] as const;
  const durations = new Histogram({
    name: 'shoptalk_bigquery_job_duration_seconds',
    help: 'Time from the call to the last row of a BigQuery job, tries included, by purpose and outcome',
    labelNames: ['purpose', 'outcome'],
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers,
  });
  const counter = (name: string, help: string) =>
    new Counter({ name: `shoptalk_bigquery_${name}_total`, help, labelNames, registers });
  const processed = counter('processed_bytes', 'Bytes that BigQuery jobs have read');
  const billed = counter('billed_bytes', 'Bytes that BigQuery has billed');
  const slots = counter('slot_seconds', 'Slot time that BigQuery jobs have taken');
  const hits = counter('cache_hits', 'BigQuery jobs answered from its cache of results');
  const retries = counter('retries', 'Tries of BigQuery jobs after the first');
  return ({ purpose, outcome, latencyMs, tries, bytesProcessed, bytesBilled, slotMs, cacheHit }) => {
    durations.observe({ purpose, outcome }, latencyMs / 1_000);
    processed.inc({ purpose }, bytesProcessed);
    billed.inc({ purpose }, bytesBilled);
    slots.inc({ purpose }, slotMs / 1_000);
    retries.inc({ purpose }, tries - 1);
    if (cacheHit) hits.inc({ purpose });
  };
}

import { Counter, type Registry } from 'prom-client';
import type { RetentionRule } from '../domain/index.js';

/** Counts what the clock removes; returns who is to be told of it. */
export function retentionMetrics(registry: Registry): (rule: RetentionRule, removed: number) => void {
  const removals = new Counter({
    name: 'shoptalk_retention_removed_total',
    help: 'What the clock has removed because it was kept long enough, by rule',
    labelNames: ['rule'] as const,
    registers: [registry],
  });
  return (rule, removed) => removals.inc({ rule }, removed);
}

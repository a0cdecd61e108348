import { Gauge, type Registry } from 'prom-client';
import type { ReconciliationBooks } from '../activities/ports/index.js';
import { FINDINGS, type FindingKind } from '../domain/index.js';

/**
 * What the last reconciliation left for people, read from the books when it is asked for: every worker says the
 * same, whichever of them did the comparing.
 */
export function watchReconciliation(registry: Registry, lastRun: ReconciliationBooks['lastRun']): void {
  const findings = new Gauge({
    name: 'shoptalk_reconciliation_findings',
    help: 'What the last reconciliation found and could not repair, by kind',
    labelNames: ['kind'],
    registers: [registry],
  });
  new Gauge({
    name: 'shoptalk_reconciliation_last_run_timestamp_seconds',
    help: 'When the last reconciliation ended',
    registers: [registry],
    async collect() {
      // Without a database the figures stay as they were; their age is what the alert looks at.
      const run = await lastRun().catch(() => undefined);
      if (!run) return;
      this.set(run.finishedAt / 1_000);
      for (const kind of Object.keys(FINDINGS) as FindingKind[]) findings.set({ kind }, run.open[kind] ?? 0);
    },
  });
}

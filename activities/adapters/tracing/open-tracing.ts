import type pg from 'pg';
import type { Tracing } from '../../ports/index.js';

export interface TracingSettings {
  /** Base address of an OTLP/HTTP collector; without one nothing is traced, and nothing of OpenTelemetry is loaded. */
  endpoint: string | undefined;
  headers: Record<string, string>;
  /** Share of traces that are kept, 0 to 1. */
  ratio: number;
}

export interface TracedProcess {
  /** Name of the process, such as `shoptalk-api`. */
  service: string;
  /** Told when spans could not be sent. */
  onFailure(reason: string): void;
}

/** Tracing that also watches what the process speaks to: Redis and HTTP from the beginning, Postgres by its pool. */
export interface ProcessTracing extends Tracing {
  watchPool(pool: pg.Pool): void;
}

/** Begins to trace this process, if a collector is named. Call it once, before connections are made. */
export async function openTracing(
  settings: TracingSettings,
  traced: TracedProcess,
): Promise<ProcessTracing | undefined> {
  if (!settings.endpoint) return undefined;
  const { createOtlpTracing } = await import('./otlp.js');
  return createOtlpTracing({ ...settings, endpoint: settings.endpoint }, traced);
}

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Buckets in seconds, close together where people start to notice. */
const SECONDS = [0.005, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 20];

export type TurnOutcome = 'replied' | 'repeated' | 'refused' | 'unavailable' | 'failed';

/** The figures of one api process. Labels come from closed sets: route templates, methods, status codes. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: 'http_requests_total',
      help: 'Requests answered',
      labelNames: ['route', 'method', 'status'] as const,
      registers,
    }),
    duration: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time to answer a request; event streams are not in it',
      labelNames: ['route', 'method', 'status'] as const,
      buckets: SECONDS,
      registers,
    }),
    turns: new Histogram({
      name: 'shoptalk_turn_duration_seconds',
      help: 'Time from a message to its reply, by how it went',
      labelNames: ['outcome'] as const,
      buckets: SECONDS,
      registers,
    }),
    webhooks: new Counter({
      name: 'shoptalk_webhooks_total',
      help: 'Webhooks of payment providers, by what became of them',
      labelNames: ['provider', 'outcome'] as const,
      registers,
    }),
    /** Adds figures read at the moment of scraping. */
    watch(name: string, help: string, read: () => number) {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
    /** Adds the figures of the process itself; once, by the composition root. */
    watchProcess: () => collectDefaultMetrics({ register: registry }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

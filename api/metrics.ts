import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Intent } from '../domain/index.js';
import type { TurnSpent } from '../workflows/turn-times.js';
import type { CheckResults } from './health-checks.js';

/** Buckets in seconds, close together where people start to notice. */
const SECONDS = [0.005, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 20];

export type TurnOutcome = 'replied' | 'repeated' | 'refused' | 'unavailable' | 'failed';

/** The figures of one api process. Labels come from closed sets: route templates, methods, status codes, intents, servers. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const turns = new Histogram({
    name: 'shoptalk_turn_duration_seconds',
    help: 'Time from a message to its reply, by how it went and what the shopper wanted; intent is "none" where no turn was taken',
    labelNames: ['outcome', 'intent'] as const,
    buckets: SECONDS,
    registers,
  });
  const parts = new Histogram({
    name: 'shoptalk_turn_part_seconds',
    help: 'Where the time of answered turns went; "queue" is what the worker did not spend: waiting for Temporal and for a worker',
    labelNames: ['part'] as const,
    buckets: SECONDS,
    registers,
  });
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
    /** Notes a turn that took so many seconds as the shopper saw it, and what its worker spent them on. */
    turn(seconds: number, outcome: TurnOutcome, spent?: TurnSpent) {
      const intent: Intent | 'none' = spent?.intent ?? 'none';
      turns.observe({ outcome, intent }, seconds);
      if (!spent) return;
      let queue = seconds;
      for (const [part, ms] of Object.entries(spent.ms)) {
        parts.observe({ part }, ms / 1_000);
        queue -= ms / 1_000;
      }
      parts.observe({ part: 'queue' }, Math.max(0, queue));
    },
    floods: new Counter({
      name: 'shoptalk_flood_refusals_total',
      help: 'Requests turned away because their address sent too many; they are in no other figure',
      registers,
    }),
    refusals: new Counter({
      name: 'shoptalk_limit_refusals_total',
      help: 'Requests refused by a limit, by policy',
      labelNames: ['policy'] as const,
      registers,
    }),
    challenges: new Counter({
      name: 'shoptalk_challenges_total',
      help: 'Work asked of who looks automated, by purpose and what became of it: asked, good, wrong, expired, spent',
      labelNames: ['purpose', 'outcome'] as const,
      registers,
    }),
    workflowCalls: new Histogram({
      name: 'shoptalk_workflow_call_duration_seconds',
      help: 'Time that calls to workflows take, by call and outcome',
      labelNames: ['call', 'outcome'] as const,
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
    /** Adds how the connections behind us do. */
    watchConnections(feed: { readonly connected: boolean }, pool: { readonly waitingCount: number }) {
      this.watch('shoptalk_event_feed_connected', '1 while entries are announced by Postgres', () =>
        Number(feed.connected),
      );
      this.watch(
        'shoptalk_database_waiting',
        'Requests that wait for a database connection',
        () => pool.waitingCount,
      );
    },
    /** Adds whether each server answers, asked at the moment of scraping. */
    watchDependencies(ask: () => Promise<CheckResults>) {
      new Gauge({
        name: 'shoptalk_dependency_up',
        help: '1 while a server that this process leans on answers, by its name',
        labelNames: ['dependency'] as const,
        registers,
        async collect() {
          for (const [dependency, state] of Object.entries(await ask()))
            this.set({ dependency }, Number(state === 'ok'));
        },
      });
    },
    /** Adds the figures of the process itself; once, by the composition root. */
    watchProcess: () => collectDefaultMetrics({ register: registry }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

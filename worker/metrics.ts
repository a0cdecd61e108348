import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type {
  ActivityExecuteInput,
  ActivityInboundCallsInterceptor,
  ActivityInterceptorsFactory,
} from '@temporalio/worker';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** How long a server may take to say that it is there. */
const CHECK_MS = 1_500;

/** The worker's metrics: one registry a process. */
export class WorkerMetrics {
  readonly registry = new Registry();
  #dependencies: Record<string, () => Promise<unknown>> = {};
  readonly #durations = new Histogram({
    name: 'shoptalk_activity_duration_seconds',
    help: 'Time that activities take, by activity and outcome',
    labelNames: ['activity', 'outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Times every activity, local ones too. */
  readonly interceptor: ActivityInterceptorsFactory = ({ info }) => {
    const inbound: ActivityInboundCallsInterceptor = {
      execute: async (input: ActivityExecuteInput, next) => {
        const stop = this.#durations.startTimer({ activity: info.activityType });
        try {
          const result = await next(input);
          stop({ outcome: 'done' });
          return result;
        } catch (error) {
          stop({ outcome: 'failed' });
          throw error;
        }
      },
    };
    return { inbound };
  };

  /** What waits in the outbox, asked whenever somebody looks; the last known while Postgres does not answer. */
  watchOutbox(counts: () => Promise<{ pending: number; parked: number }>): void {
    const registers = [this.registry];
    const pending = new Gauge({
      name: 'shoptalk_outbox_pending',
      help: 'Messages to shoppers that wait to be sent',
      registers,
      async collect() {
        const now = await counts().catch(() => undefined);
        if (!now) return;
        pending.set(now.pending);
        parked.set(now.parked);
      },
    });
    const parked = new Gauge({
      name: 'shoptalk_outbox_parked',
      help: 'Messages to shoppers that could not be sent and need a person',
      registers,
    });
  }

  /**
   * What the worker leans on, asked whenever somebody looks. It takes tasks without any of them: activities are tried
   * again until their server is back, so that none of these makes the worker unready.
   */
  watchDependencies(checks: Record<string, () => Promise<unknown>>): void {
    this.#dependencies = checks;
    const states = () => this.#states();
    new Gauge({
      name: 'shoptalk_dependency_up',
      help: '1 while a server that this process leans on answers, by its name',
      labelNames: ['dependency'],
      registers: [this.registry],
      async collect() {
        for (const [dependency, state] of Object.entries(await states()))
          this.set({ dependency }, Number(state === 'ok'));
      },
    });
  }

  async #states(): Promise<Record<string, 'ok' | 'down'>> {
    const ask = async ([name, check]: [string, () => Promise<unknown>]) => {
      const late = pause(CHECK_MS, undefined, { ref: false }).then(() => Promise.reject(new Error('late')));
      const state = await Promise.race([check(), late]).then(
        () => 'ok' as const,
        () => 'down' as const,
      );
      return [name, state] as const;
    };
    return Object.fromEntries(await Promise.all(Object.entries(this.#dependencies).map(ask)));
  }

  /**
   * Serves `/metrics`, `/livez`, and `/readyz`: 200 while the worker takes tasks, else 503, with how the
   * servers behind it do.
   * @param takesTasks whether it does.
   */
  serve(host: string, port: number, takesTasks: () => boolean): Server {
    const server = createServer(async (request, response) => {
      if (request.url === '/livez') return void response.end('ok\n');
      if (request.url === '/readyz') {
        const checks = await this.#states();
        const ready = takesTasks();
        response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' });
        return void response.end(JSON.stringify({ status: ready ? 'ok' : 'unavailable', checks }));
      }
      if (request.url !== '/metrics') return void response.writeHead(404).end('look at /metrics\n');
      response.setHeader('content-type', this.registry.contentType).end(await this.registry.metrics());
    });
    return server.listen(port, host);
  }
}

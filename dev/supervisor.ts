import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines, startLog } from './logs.js';
import { endProcess, isRunning, markOf, type ProcessMark } from './processes.js';
import { environment } from './settings.js';
import { until } from './until.js';

/** A process to keep alive. */
export interface ServiceSpec {
  name: string;
  command: string;
  args: string[];
  /** Added to the environment of this process. */
  env?: Record<string, string>;
  cwd?: string;
  /** Run as somebody else; for servers that refuse to run as root. */
  user?: { uid: number; gid: number } | undefined;
  stopSignal: 'SIGTERM' | 'SIGINT';
  /** Whether it does its work yet; asked until true. */
  ready: () => Promise<boolean>;
  readyWithinMs: number;
}

export interface SupervisorOptions {
  /** Folder of `<name>.log`. */
  logs: string;
  announce: (name: string, sentence: string) => void;
  /** Told of each process started, so that a later run can find it. */
  record?: (child: ProcessMark & { name: string; stopSignal: string }) => void;
  /** Wait before the first restart; doubled up to 30 times as long. Default 500. */
  backoffMs?: number;
}

interface Service {
  spec: ServiceSpec;
  child?: ChildProcess;
  mark?: ProcessMark | undefined;
  failures: number;
}

/** A process that lived this long was well; its next restart is quick again. */
const WELL_AFTER_MS = 30_000;
/** Time to end in good order before it is ended by force. */
const GRACE_MS = 20_000;

/**
 * Starts processes, starts them again when they end unasked, and stops exactly those.
 * Children lead process groups of their own: a Ctrl-C in the terminal reaches this process alone,
 * which then stops them in order.
 */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #services: Service[] = [];
  readonly #stopping = new AbortController();

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** Starts a service and returns once it is ready; throws with the end of its log when it does not get there. */
  async start(spec: ServiceSpec): Promise<void> {
    this.#stopping.signal.throwIfAborted();
    const service: Service = { spec, failures: 0 };
    this.#services.push(service);
    const ended = this.#launch(service);
    await this.#readyOrEnded(service, ended);
    void this.#keepAlive(service, ended);
  }

  /** The pid of a service at this moment, for messages and tests. */
  pidOf(name: string): number | undefined {
    return this.#services.find(({ spec }) => spec.name === name)?.child?.pid;
  }

  /** Stops the services, one after the other: those in `order` first, then the rest, last started first. */
  async stop(order: readonly string[] = []): Promise<void> {
    this.#stopping.abort(new Error('Shoptalk is stopping.'));
    const rank = ({ spec }: Service) => (order.includes(spec.name) ? order.indexOf(spec.name) : order.length);
    const services = this.#services.toReversed().sort((a, b) => rank(a) - rank(b));
    for (const { mark, spec } of services) {
      if (!mark || !isRunning(mark)) continue;
      const byItself = await endProcess(mark, spec.stopSignal, GRACE_MS);
      if (!byItself)
        this.#options.announce(spec.name, `did not stop within ${GRACE_MS / 1000} s and was killed`);
    }
  }

  /** Spawns the process; the promise tells how it ended. */
  #launch(service: Service): Promise<string> {
    const { spec } = service;
    const log = openSync(this.#logFile(spec), 'a');
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: { ...environment, ...spec.env },
      // Straight into the file: a child that outlives us must not die of a broken pipe.
      stdio: ['ignore', log, log],
      detached: true,
      ...spec.user,
    });
    closeSync(log);
    service.child = child;
    service.mark = child.pid === undefined ? undefined : markOf(child.pid);
    if (service.mark) {
      this.#options.record?.({ name: spec.name, stopSignal: spec.stopSignal, ...service.mark });
    }
    return new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
    });
  }

  async #readyOrEnded({ spec }: Service, ended: Promise<string>): Promise<void> {
    const over = new AbortController();
    const end = ended.then((how) => {
      over.abort();
      throw new Error(`${spec.name} did not start (${how}). ${this.#seeLog(spec)}`);
    });
    const ready = until(spec.ready, {
      what: `${spec.name} to be ready`,
      timeoutMs: spec.readyWithinMs,
      signal: AbortSignal.any([over.signal, this.#stopping.signal]),
    }).catch((error: Error) => {
      if (this.#stopping.signal.aborted) throw error;
      throw new Error(`${error.message} ${this.#seeLog(spec)}`, { cause: error });
    });
    await Promise.race([ready, end]);
  }

  /** Restarts the service each time it ends, until `stop`. */
  async #keepAlive(service: Service, firstEnd: Promise<string>): Promise<void> {
    const { name } = service.spec;
    let ended = firstEnd;
    let startedAt = Date.now();
    for (;;) {
      const how = await ended;
      if (this.#stopping.signal.aborted) return;
      if (Date.now() - startedAt > WELL_AFTER_MS) service.failures = 0;
      const wait = (this.#options.backoffMs ?? 500) * Math.min(2 ** service.failures, 30);
      service.failures += 1;
      this.#options.announce(name, `ended unasked (${how}); starting it again in ${wait / 1000} s`);
      await sleep(wait, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      if (this.#stopping.signal.aborted) return;
      startedAt = Date.now();
      ended = this.#launch(service);
      await this.#readyOrEnded(service, ended).then(
        () =>
          this.#options.announce(
            name,
            `is back after ${((Date.now() - startedAt + wait) / 1000).toFixed(1)} s`,
          ),
        (error: Error) => this.#stopping.signal.aborted || this.#options.announce(name, error.message),
      );
    }
  }

  #logFile({ name }: ServiceSpec): string {
    return startLog(path.join(this.#options.logs, `${name}.log`));
  }

  #seeLog(spec: ServiceSpec): string {
    const file = path.join(this.#options.logs, `${spec.name}.log`);
    return `The end of ${path.relative(process.cwd(), file)}:\n${lastLines(file, 12)}`;
  }
}

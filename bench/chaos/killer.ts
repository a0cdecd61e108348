import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isRunning } from '../../dev/processes.js';
import type { RunChild } from '../../dev/run-record.js';
import { answers } from '../../dev/until.js';
import type { BenchShop } from '../shop.js';
import type { Books } from './books.js';
import { type KillPlan, type Step, VICTIMS, type Victim } from './plan.js';

export interface Kill {
  victim: Victim;
  /** What a checkout was in the middle of, or `random`. */
  at: Step | 'random';
}

/** How long a step is waited for that no checkout gets to; then the kill is made at random. */
const PATIENCE_MS = 5_000;
const WATCH_EVERY_MS = 15;
/** A victim that does not come back within this time is left alone. */
const BACK_WITHIN_MS = 60_000;

/**
 * Ends processes of the stack with SIGKILL, one after the other as planned, each when a checkout is seen in the
 * step that is next. Only processes that the stack has written down as its own are ended; it starts them again.
 */
export class Killer {
  readonly kills: Kill[] = [];
  readonly #shop: BenchShop;
  readonly #books: Books;
  readonly #plan: readonly KillPlan[];
  #stopped = false;
  #running: Promise<void> | undefined;

  constructor(shop: BenchShop, books: Books, plan: readonly KillPlan[]) {
    this.#shop = shop;
    this.#books = books;
    this.#plan = plan;
  }

  start(): void {
    this.#running = this.#kill();
  }

  /** Kills no more. Returns when the last kill is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /** Share of the plan that is done, 0 to 1. */
  get progress(): number {
    return this.#plan.length === 0 ? 1 : this.kills.length / this.#plan.length;
  }

  async #kill(): Promise<void> {
    for (const { victim, at, afterMs } of this.#plan) {
      await pause(afterMs);
      await this.#wellAgain();
      const seen = at !== undefined && (await this.#sees(at));
      if (this.#stopped) return;
      if (this.#end(victim)) this.kills.push({ victim, at: seen ? at : 'random' });
    }
  }

  async #sees(step: Step): Promise<boolean> {
    const until = Date.now() + PATIENCE_MS;
    while (Date.now() < until && !this.#stopped) {
      const steps = await this.#books.stepsUnderWay().catch(() => new Set());
      if (steps.has(step)) return true;
      await pause(WATCH_EVERY_MS);
    }
    return false;
  }

  /**
   * Waits until everybody does their work again: killing what is only starting would test nothing, and a shop that
   * is never whole could not go on.
   */
  async #wellAgain(): Promise<void> {
    const until = Date.now() + BACK_WITHIN_MS;
    while (Date.now() < until && !this.#stopped) {
      const well = await Promise.all(VICTIMS.map((victim) => this.#isWell(victim)));
      if (well.every(Boolean)) return;
      await pause(100);
    }
  }

  async #isWell(victim: Victim): Promise<boolean> {
    const child = this.#child(victim);
    if (!child) return true; // there is none in this stack, such as a Redis
    return isRunning(child) && (await this.#works(victim));
  }

  async #works(victim: Victim): Promise<boolean> {
    const { ports, url } = this.#shop;
    const pages: Partial<Record<Victim, string>> = {
      worker: `http://127.0.0.1:${ports['worker-metrics']}/livez`,
      api: `${url}/livez`,
      temporal: `${url}/readyz`,
      postgres: `${url}/readyz`,
    };
    const page = pages[victim];
    return page === undefined || (await answers(page).catch(() => false));
  }

  #end(victim: Victim): boolean {
    const child = this.#child(victim);
    if (!child || !isRunning(child)) return false;
    process.kill(child.pid, 'SIGKILL');
    return true;
  }

  #child(victim: Victim): RunChild | undefined {
    const record = readFileSync(path.join(this.#shop.data, 'run.json'), 'utf8');
    const { children } = JSON.parse(record) as { children: RunChild[] };
    return children.find(({ name }) => name === victim);
  }
}

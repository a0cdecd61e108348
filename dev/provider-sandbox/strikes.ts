import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from 'koa';
import type { Faults, FaultWish } from './faults.js';

type ServerErrorPhase = Extract<FaultWish, { kind: 'server_error' }>['phase'];

/** The faults that strike one call, and when. A provider's own errors are made by the provider. */
export class Strikes {
  readonly #faults: readonly FaultWish[];

  /** @param operation what faults go by, such as `orders.create`. */
  constructor(faults: Faults, operation: string) {
    this.#faults = faults.strike(operation);
  }

  /** Before execution the connection is cut: nothing happens. */
  get dropsRequest(): boolean {
    return this.#has('drop_request');
  }

  /** After execution the connection is cut: it happened, and nobody hears. */
  get dropsReply(): boolean {
    return this.#has('drop_reply');
  }

  get limitsRate(): boolean {
    return this.#has('rate_limit');
  }

  get forbids(): boolean {
    return this.#has('forbidden');
  }

  /** The status of the server error that strikes in a phase, if one does. */
  serverError(phase: ServerErrorPhase): number | undefined {
    const fault = this.#faults.find((wish) => wish.kind === 'server_error' && wish.phase === phase);
    return fault?.kind === 'server_error' ? fault.status : undefined;
  }

  /** Takes as long as latency faults say. */
  async delay(): Promise<void> {
    for (const fault of this.#faults) if (fault.kind === 'latency') await pause(fault.ms);
  }

  #has(kind: FaultWish['kind']): boolean {
    return this.#faults.some((fault) => fault.kind === kind);
  }
}

/** The caller never hears back, as when a network or a machine goes down. */
export function cutConnection(ctx: Context): void {
  ctx.respond = false;
  ctx.req.socket.destroy();
}

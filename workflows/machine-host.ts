import { ApplicationFailure, isCancellation, log } from '@temporalio/workflow';
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventFrom,
  type InputFrom,
  initialTransition,
  type SnapshotFrom,
  transition,
} from 'xstate';
import type { EffectFailed, EffectMap } from '../machines/effects.js';

/** An event as it is sent to the host, which adds the time. */
export type Untimed<Event> = Event extends { at: number } ? Omit<Event, 'at'> : never;

/** How each effect of a machine is done; what it answers goes back into the machine. */
export type EffectTable<Effects extends EffectMap, Event> = {
  [Name in keyof Effects]: (params: Effects[Name]) => Promise<Untimed<Event> | undefined>;
};

interface ActionToRun {
  type: string;
  params: unknown;
}

export interface HostOptions<Snapshot, EffectName> {
  /** Called after every transition, before its effects are done. */
  onStep?: (snapshot: Snapshot) => Promise<void> | void;
  /**
   * Effects that nobody waits for, such as a word to another workflow: done once the machine rests and whoever sent
   * the event has its answer, before the next event is taken. They answer nothing, and a failure is logged alone.
   */
  afterwards?: readonly EffectName[];
}

/**
 * Runs a machine durably: steps it with XState's pure functions, does its effects one after another
 * through the table, feeds their answers back, and comes to rest when nothing is left to do. Events
 * that arrive meanwhile wait their turn. An effect that fails for good becomes `EFFECT_FAILED`: the
 * machine, not the host, knows what that means.
 */
export class MachineHost<Machine extends AnyStateMachine, Effects extends EffectMap> {
  readonly #machine: Machine;
  readonly #effects: EffectTable<Effects, EventFrom<Machine>>;
  readonly #onStep: (snapshot: SnapshotFrom<Machine>) => Promise<void> | void;
  readonly #afterwards: ReadonlySet<string>;
  #putOff: ActionToRun[] = [];
  #snapshot: SnapshotFrom<Machine> | undefined;
  #tail: Promise<void> = Promise.resolve();

  constructor(
    machine: Machine,
    effects: EffectTable<Effects, EventFrom<Machine>>,
    options: HostOptions<SnapshotFrom<Machine>, keyof Effects & string> = {},
  ) {
    this.#machine = machine;
    this.#effects = effects;
    this.#onStep = options.onStep ?? (() => {});
    this.#afterwards = new Set(options.afterwards);
  }

  /** Where the machine stands. Throws `not_now` before it was started or restored. */
  get snapshot(): SnapshotFrom<Machine> {
    if (!this.#snapshot) throw ApplicationFailure.nonRetryable('it is just starting; ask again', 'not_now');
    return this.#snapshot;
  }

  /** Whether the machine would take the event as it stands now. */
  can(event: Untimed<EventFrom<Machine>>): boolean {
    return (this.snapshot as AnyMachineSnapshot).can(this.#timed(event));
  }

  /**
   * Makes the machine from its input and does its first effects.
   * @param atRest see `send`.
   */
  start(input: InputFrom<Machine>, atRest?: () => Promise<void>): Promise<void> {
    return this.#enqueue(async () => {
      const [snapshot, actions] = initialTransition(this.#machine as AnyStateMachine, input);
      this.#snapshot = snapshot as SnapshotFrom<Machine>;
      await this.#settle(actions as ActionToRun[]);
      await atRest?.();
    });
  }

  /** Takes up a machine at rest where an earlier run left it. */
  restore(left: {
    value: SnapshotFrom<Machine>['value'];
    context: SnapshotFrom<Machine>['context'];
  }): Promise<void> {
    return this.#enqueue(async () => {
      this.#snapshot = this.#machine.resolveState(left) as SnapshotFrom<Machine>;
      await this.#onStep(this.snapshot);
    });
  }

  /**
   * Sends an event once all earlier ones have been dealt with; resolves when the machine rests again.
   * @param refused called instead when the machine does not take the event by then.
   * @param atRest done before the next event is taken: whatever asks for activities belongs in here, because two
   * local activities at once cannot be replayed (temporalio/sdk-typescript#1744).
   */
  send(
    event: Untimed<EventFrom<Machine>>,
    refused?: () => void,
    atRest?: () => Promise<void>,
  ): Promise<void> {
    return this.#enqueue(async () => {
      if (refused && !this.can(event)) return refused();
      await this.#settle(this.#step(event));
      await atRest?.();
    });
  }

  /** Resolves when all that was sent so far is dealt with, what nobody waits for included. */
  get quiet(): Promise<void> {
    return this.#tail;
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const run = this.#tail.then(work);
    this.#tail = run
      .catch(() => {})
      .then(() => this.#catchUp())
      .catch(() => {});
    return run;
  }

  async #catchUp(): Promise<void> {
    for (const action of this.#putOff.splice(0)) await this.#perform(action);
  }

  #step(event: Untimed<EventFrom<Machine>>): ActionToRun[] {
    const [snapshot, actions] = transition(this.#machine, this.snapshot, this.#timed(event));
    this.#snapshot = snapshot;
    return actions as ActionToRun[];
  }

  async #settle(first: ActionToRun[]): Promise<void> {
    const batches = [first];
    for (let actions = batches.shift(); actions; actions = batches.shift()) {
      await this.#onStep(this.snapshot);
      for (const action of actions) {
        if (this.#afterwards.has(action.type)) {
          this.#putOff.push(action);
          continue;
        }
        const answer = await this.#perform(action);
        if (answer) batches.push(this.#step(answer));
      }
    }
  }

  async #perform({ type, params }: ActionToRun): Promise<Untimed<EventFrom<Machine>> | undefined> {
    const perform = this.#effects[type as keyof Effects];
    if (!perform)
      throw ApplicationFailure.nonRetryable(`the host does not know the effect "${type}"`, 'internal');
    try {
      return await perform(params as Effects[keyof Effects]);
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.warn('effect failed', { effect: type, error });
      const failed: EffectFailed = { type: 'EFFECT_FAILED', effect: type, message: messageOf(error) };
      return failed as unknown as Untimed<EventFrom<Machine>>;
    }
  }

  #timed(event: Untimed<EventFrom<Machine>>): EventFrom<Machine> {
    return { ...event, at: Date.now() } as unknown as EventFrom<Machine>;
  }
}

/** The innermost message: Temporal wraps what an activity threw. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? messageOf(error.cause) : error.message;
}

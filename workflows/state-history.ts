/** A state and when it was entered, ISO 8601. */
export interface Entered<State extends string> {
  state: State;
  at: string;
}

/** So many states are remembered: a checkout that asks a silent provider for days passes through thousands. */
const MOST = 200;

/** The states that a workflow has passed through, for queries: the first and the newest of them. */
export class StateHistory<State extends string> {
  readonly #entries: Entered<State>[] = [];

  /** Notes a state, at the workflow's time; the same one again is a new entry. */
  enter(state: State): void {
    this.#entries.push({ state, at: new Date().toISOString() });
    // How it began stays; what is forgotten is the oldest of what came after.
    if (this.#entries.length > MOST) this.#entries.splice(1, 1);
  }

  list(): Entered<State>[] {
    return [...this.#entries];
  }

  get now(): Entered<State> | undefined {
    return this.#entries.at(-1);
  }
}

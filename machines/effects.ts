/**
 * Effects are what a machine asks its host to do: named actions with params, and no code of their own.
 * A machine names them in a map `name → params`; the host answers each with an event, or with none.
 */
// biome-ignore lint/suspicious/noExplicitAny: a map of effects may carry params of any shape
export type EffectMap = Record<string, any>;

/** The implementation that `setup({ actions })` wants for an effect: its type, and nothing to run. */
export function effect<Params>() {
  return (_: unknown, _params: Params): void => {};
}

/** What a machine is told when an effect could not be done at all. */
export interface EffectFailed {
  type: 'EFFECT_FAILED';
  effect: string;
  message: string;
}

/** Every event reaches a machine with the time of the host's clock, in epoch milliseconds. */
export type Timed<Event> = Event & { at: number };

import type { z } from 'zod';
import type { Call } from './call.js';
import type { StripeFailure } from './errors.js';
import { checkParameters } from './parameters.js';

/** What goes back over the wire. */
export interface Answer {
  status: number;
  body: object;
}

/** A call that passed validation and waits to be executed. */
export type Prepared = (call: Call) => Promise<Answer>;

/** One operation of the API; `name` is what faults go by, such as `payment_intents.confirm`. */
export interface Operation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/v1`, with `:id` where an object is named. */
  readonly path: string;
  /** Checks the parameters, before execution begins; throws a `StripeFailure`. */
  prepare(parameters: Record<string, unknown>, id: string): Prepared;
}

interface Definition<Schema extends z.ZodType> {
  name: string;
  method: Operation['method'];
  path: string;
  parameters: Schema;
  /** Returns the object to answer with, or an `Answer` that is kept together with its effects though it is a refusal. */
  execute(call: Call, parameters: z.output<Schema>, id: string): Promise<object | Refusal>;
}

/** A refusal whose effects stay, such as a declined card: the failed charge is on record. */
export class Refusal {
  readonly failure: StripeFailure;
  constructor(failure: StripeFailure) {
    this.failure = failure;
  }
}

export function operation<Schema extends z.ZodType>(definition: Definition<Schema>): Operation {
  const { name, method, path, parameters: schema, execute } = definition;
  return {
    name,
    method,
    path,
    prepare(parameters, id) {
      const checked = checkParameters(schema, parameters);
      return async (call) => {
        const outcome = await execute(call, checked, id);
        if (outcome instanceof Refusal) return answerOf(outcome.failure);
        return { status: 200, body: await call.expand(outcome, expansions(parameters)) };
      };
    },
  };
}

export function answerOf(failure: StripeFailure): Answer {
  return { status: failure.status, body: { error: failure.body } };
}

function expansions({ expand }: Record<string, unknown>): string[] {
  return Array.isArray(expand) ? expand.map(String) : [];
}

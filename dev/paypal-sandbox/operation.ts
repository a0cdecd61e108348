import { z } from 'zod';
import type { Call } from './call.js';
import { invalidRequest, type PayPalFailure } from './errors.js';

/** What goes back over the wire. */
export interface Answer {
  status: number;
  body: object | undefined;
}

/** One operation of the API; `name` is what faults go by, such as `orders.authorize`. */
export interface Operation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** With `:id` where an object is named. */
  readonly path: string;
  /** Checks the body, before execution begins; throws a `PayPalFailure`. */
  prepare(body: unknown, id: string): (call: Call) => Promise<Answer>;
}

/** A refusal whose effects stay, such as a declined instrument: the order remembers it. */
export class Refusal {
  readonly failure: PayPalFailure;
  constructor(failure: PayPalFailure) {
    this.failure = failure;
  }
}

interface Definition<Schema extends z.ZodType> {
  name: string;
  method: Operation['method'];
  path: string;
  body: Schema;
  /** Of success; default 200. */
  status?: number;
  /** Returns the object to answer with, if any. */
  execute(call: Call, body: z.output<Schema>, id: string): Promise<object | Refusal | undefined>;
}

export function operation<Schema extends z.ZodType>(definition: Definition<Schema>): Operation {
  const { name, method, path, body: schema, status = 200, execute } = definition;
  return {
    name,
    method,
    path,
    prepare(body, id) {
      const checked = schema.safeParse(body);
      if (!checked.success) throw malformed(checked.error);
      return async (call) => {
        const outcome = await execute(call, checked.data, id);
        if (outcome instanceof Refusal) return { status: outcome.failure.status, body: outcome.failure.body };
        return { status: outcome === undefined ? 204 : status, body: outcome };
      };
    },
  };
}

function malformed({ issues: [issue] }: z.ZodError): PayPalFailure {
  return invalidRequest(
    'INVALID_PARAMETER_VALUE',
    issue?.message ?? 'The body could not be read.',
    issue && `/${issue.path.join('/')}`,
  );
}

/** The body of calls that need none. */
export const NOTHING = z.unknown();

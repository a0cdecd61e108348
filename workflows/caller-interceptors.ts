import type { Headers } from '@temporalio/common';
import {
  AsyncLocalStorage,
  proxySinks,
  type Sinks,
  type WorkflowInterceptorsFactory,
  workflowInfo,
} from '@temporalio/workflow';
import { type Caller, callerFields, callerIn, placeOf, withCaller } from './caller.js';

/** What a workflow did for a caller whose request is traced; the worker makes a span of it. */
export interface HandledForCaller {
  name: string;
  /** Its place in the trace, that of the caller, and when it began, epoch milliseconds. */
  traceparent: string;
  parent: string;
  startedAt: number;
  failed: boolean;
}

export interface CallerSinks extends Sinks {
  tracing: { handled(what: HandledForCaller): void };
}

/**
 * Hands on, from whoever calls a workflow to whatever it calls, on whose behalf that is, and names them in its log
 * lines. Headers are no part of what is compared on replay, and nothing here draws on the workflow's randomness, so that
 * histories replay with or without a caller.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  const current = new AsyncLocalStorage<Caller>();
  const { tracing } = proxySinks<CallerSinks>();
  let handled = 0;

  const onBehalf = <Input extends { headers: Headers }>(input: Input): Input => ({
    ...input,
    headers: withCaller(input.headers, current.getStore() ?? {}),
  });

  const handle = async <Result>(
    name: string,
    headers: Headers,
    work: () => Promise<Result>,
  ): Promise<Result> => {
    const caller = callerIn(headers);
    const place = placeOf(caller.traceparent);
    if (!caller.traceparent || !place?.sampled) return current.run(caller, work);
    const startedAt = Date.now();
    handled += 1;
    const spanId = spanIdFrom(`${workflowInfo().runId}/${handled}`);
    const traceparent = `00-${place.traceId}-${spanId}-01`;
    const tell = (failed: boolean) =>
      tracing.handled({ name, traceparent, parent: caller.traceparent ?? '', startedAt, failed });
    try {
      const result = await current.run({ ...caller, traceparent }, work);
      tell(false);
      return result;
    } catch (error) {
      tell(true);
      throw error;
    }
  };

  return {
    inbound: [
      {
        execute: (input, next) => current.run(callerIn(input.headers), () => next(input)),
        handleUpdate: (input, next) => handle(`update ${input.name}`, input.headers, () => next(input)),
        handleSignal: (input, next) => handle(`signal ${input.signalName}`, input.headers, () => next(input)),
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(onBehalf(input)),
        scheduleLocalActivity: (input, next) => next(onBehalf(input)),
        startChildWorkflowExecution: (input, next) => next(onBehalf(input)),
        signalWorkflow: (input, next) => next(onBehalf(input)),
        getLogAttributes: (input, next) => next({ ...input, ...callerFields(current.getStore() ?? {}) }),
      },
    ],
  };
};

/** FNV-1a, 64 bits: the same on every replay, and as good as never the same for two spans of a trace. */
function spanIdFrom(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const character of text) {
    hash ^= BigInt(character.codePointAt(0) ?? 0);
    hash = BigInt.asUintN(64, hash * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

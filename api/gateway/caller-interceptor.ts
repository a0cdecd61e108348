import type { WorkflowClientInterceptor } from '@temporalio/client';
import { type Caller, withCaller } from '../../workflows/messages.js';

/** Tells workflows on whose behalf they are called, so that what they log and trace is found by the request. */
export function callerInterceptor(caller: () => Caller): WorkflowClientInterceptor {
  return {
    startUpdate: (input, next) => next({ ...input, headers: withCaller(input.headers, caller()) }),
    startUpdateWithStart: (input, next) =>
      next({
        ...input,
        workflowStartHeaders: withCaller(input.workflowStartHeaders, caller()),
        updateHeaders: withCaller(input.updateHeaders, caller()),
      }),
    signal: (input, next) => next({ ...input, headers: withCaller(input.headers, caller()) }),
    signalWithStart: (input, next) => next({ ...input, headers: withCaller(input.headers, caller()) }),
  };
}

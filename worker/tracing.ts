import type { ActivityInterceptorsFactory, InjectedSinks } from '@temporalio/worker';
import type { Tracing } from '../activities/ports/index.js';
import { callerIn } from '../workflows/caller.js';
import type { CallerSinks } from '../workflows/caller-interceptors.js';

/** Makes each activity a span of the trace of the request that asked for it; what nobody asked for is not traced. */
export function tracedActivities(tracing: Tracing): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      execute(input, next) {
        const { traceparent } = callerIn(input.headers);
        if (!traceparent) return next(input);
        const attributes = {
          'temporal.workflow.type': info.workflowType,
          'temporal.workflow.id': info.workflowExecution?.workflowId,
          'temporal.activity.local': info.isLocal,
          'temporal.activity.attempt': info.attempt,
        };
        const name = `activity ${info.activityType}`;
        return tracing.run({ name, kind: 'internal', attributes, parent: traceparent }, () => next(input));
      },
    },
  });
}

/** Makes spans of what workflows did; on replay they did it before. */
export function tracingSinks(tracing: Tracing): InjectedSinks<CallerSinks> {
  return {
    tracing: {
      handled: {
        fn({ workflowType, workflowId }, handled) {
          const attributes = { 'temporal.workflow.type': workflowType, 'temporal.workflow.id': workflowId };
          tracing.note({ ...handled, attributes });
        },
        callDuringReplay: false,
      },
    },
  };
}

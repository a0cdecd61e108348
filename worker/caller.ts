import { AsyncLocalStorage } from 'node:async_hooks';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { callerFields, callerIn } from '../workflows/caller.js';
import { subjectOf } from './temporal-log.js';

const current = new AsyncLocalStorage<Record<string, string>>();

/** What every log line of an activity says: which request asked for it, and which conversation, checkout or order it is about. */
export const callerOfActivity = (): Record<string, string> => current.getStore() ?? {};

/** Reads who called an activity's workflow out of the headers that came along. */
export const activityCaller: ActivityInterceptorsFactory = ({ info }) => {
  let fields: Record<string, string> = {};
  return {
    inbound: {
      execute(input, next) {
        fields = callerFields(callerIn(input.headers));
        return current.run({ ...subjectOf(info.workflowExecution?.workflowId), ...fields }, () =>
          next(input),
        );
      },
    },
    outbound: { getLogAttributes: (input, next) => next({ ...input, ...fields }) },
  };
};

import type { LogEntry } from '@temporalio/worker';
import type { Logger } from 'pino';

/** What a workflow is about, by the first part of its id: the same names as in the api's log lines. */
const SUBJECTS: Record<string, string> = {
  conversation: 'conversationId',
  checkout: 'checkoutId',
  order: 'orderId',
};

/** What is taken over of what the SDK says beside a message; the rest would repeat itself in every line. */
const KEPT = [
  'requestId',
  'traceId',
  'workflowId',
  'runId',
  'activityType',
  'activityId',
  'attempt',
  'effect',
  'taskQueue',
] as const;

/**
 * Writes what the SDK, workflows and activities log as lines of ours. A line about `conversation/<id>` carries
 * `conversationId`, so that one search finds what api and worker said of it.
 */
export function writeTemporalLog(logger: Logger, { level, message, meta }: LogEntry): void {
  const said = (meta ?? {}) as Record<string, unknown>;
  const kept = KEPT.filter((name) => said[name] !== undefined).map((name) => [name, said[name]]);
  const fields = {
    ...subjectOf(said.workflowId),
    ...Object.fromEntries(kept),
    ...(said.error !== undefined && { err: said.error }),
    ...(said.sdkComponent !== undefined && { component: said.sdkComponent }),
  };
  if (level === 'ERROR') logger.error(fields, message);
  else if (level === 'WARN') logger.warn(fields, message);
  else logger.debug(fields, message);
}

/** The field that says in log lines what a workflow is about; none for workflows of the shop's own. */
export function subjectOf(workflowId: unknown): Record<string, string> {
  const [kind = '', id] = String(workflowId ?? '').split('/');
  const name = SUBJECTS[kind];
  return name && id ? { [name]: id } : {};
}

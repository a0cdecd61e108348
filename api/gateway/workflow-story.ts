import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { TimelineEntry } from '../../domain/index.js';

/** The parts of Temporal's history events that are told; times are protobuf timestamps. */
interface HistoryEvent {
  eventId?: unknown;
  eventTime?: { seconds?: unknown; nanos?: number | null } | null;
  activityTaskScheduledEventAttributes?: { activityType?: { name?: string | null } | null } | null;
  activityTaskStartedEventAttributes?: {
    scheduledEventId?: unknown;
    attempt?: number | null;
    lastFailure?: { message?: string | null } | null;
  } | null;
  activityTaskCompletedEventAttributes?: { scheduledEventId?: unknown } | null;
  activityTaskFailedEventAttributes?: {
    scheduledEventId?: unknown;
    failure?: { message?: string | null } | null;
  } | null;
  activityTaskTimedOutEventAttributes?: { scheduledEventId?: unknown } | null;
  workflowExecutionSignaledEventAttributes?: { signalName?: string | null } | null;
  workflowExecutionUpdateAcceptedEventAttributes?: {
    acceptedRequest?: { input?: { name?: string | null } | null } | null;
  } | null;
  timerFiredEventAttributes?: object | null;
  workflowExecutionStartedEventAttributes?: object | null;
  workflowExecutionCompletedEventAttributes?: object | null;
  workflowExecutionFailedEventAttributes?: { failure?: { message?: string | null } | null } | null;
}

/** What Temporal knows of a workflow, in order: activities with their attempts, messages, timers. Payloads are not read. */
export async function workflowStory(client: Client, workflowId: string): Promise<TimelineEntry[]> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    const [{ events }, { raw }] = await Promise.all([handle.fetchHistory(), handle.describe()]);
    const told = storyOf((events ?? []) as HistoryEvent[]);
    const now = new Date().toISOString();
    const pending = (raw.pendingActivities ?? []).map(({ activityType, attempt, lastFailure }) => ({
      at: now,
      source: 'workflow' as const,
      title: `${activityType?.name ?? 'an activity'} is under way`,
      detail: [attempt && `attempt ${attempt}`, lastFailure?.message].filter(Boolean).join(' · '),
      ...(lastFailure && { isTrouble: true }),
    }));
    return [...told, ...pending];
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return [];
    throw error;
  }
}

/** @param events of one run, oldest first. */
export function storyOf(events: readonly HistoryEvent[]): TimelineEntry[] {
  const scheduled = new Map<string, { name: string; attempts: number; failure?: string }>();
  return events.flatMap((event): TimelineEntry[] => {
    const at = timeOf(event);
    const tell = (title: string, detail?: string, isTrouble?: boolean): TimelineEntry[] => [
      { at, source: 'workflow', title, ...(detail && { detail }), ...(isTrouble && { isTrouble }) },
    ];
    const {
      activityTaskScheduledEventAttributes: begun,
      activityTaskStartedEventAttributes: started,
      activityTaskCompletedEventAttributes: done,
      activityTaskFailedEventAttributes: failed,
      activityTaskTimedOutEventAttributes: late,
    } = event;
    if (begun)
      scheduled.set(String(event.eventId), { name: begun.activityType?.name ?? 'activity', attempts: 1 });
    const activity = scheduled.get(String((started ?? done ?? failed ?? late)?.scheduledEventId));
    if (started && activity) {
      activity.attempts = started.attempt ?? 1;
      if (started.lastFailure?.message) activity.failure = started.lastFailure.message;
    }
    if (done && activity) return tell(`${activity.name} is done`, triesOf(activity), activity.attempts > 1);
    if (failed && activity)
      return tell(
        `${activity.name} failed`,
        [triesOf(activity), failed.failure?.message].filter(Boolean).join(' · '),
        true,
      );
    if (late && activity) return tell(`${activity.name} took too long`, triesOf(activity), true);
    if (event.workflowExecutionStartedEventAttributes) return tell('The workflow starts');
    if (event.workflowExecutionSignaledEventAttributes)
      return tell(`Signal: ${event.workflowExecutionSignaledEventAttributes.signalName}`);
    if (event.workflowExecutionUpdateAcceptedEventAttributes)
      return tell(
        `Update: ${event.workflowExecutionUpdateAcceptedEventAttributes.acceptedRequest?.input?.name ?? ''}`,
      );
    if (event.timerFiredEventAttributes) return tell('A deadline passes');
    if (event.workflowExecutionCompletedEventAttributes) return tell('The workflow ends');
    if (event.workflowExecutionFailedEventAttributes)
      return tell(
        'The workflow failed',
        event.workflowExecutionFailedEventAttributes.failure?.message ?? undefined,
        true,
      );
    return [];
  });
}

function triesOf({ attempts, failure }: { attempts: number; failure?: string }): string | undefined {
  if (attempts === 1) return undefined;
  return [`attempt ${attempts}`, failure && `before: ${failure}`].filter(Boolean).join(' · ');
}

function timeOf({ eventTime }: HistoryEvent): string {
  const milliseconds = Number(String(eventTime?.seconds ?? 0)) * 1_000 + (eventTime?.nanos ?? 0) / 1e6;
  return new Date(milliseconds).toISOString();
}

import { z } from 'zod';
import type { Config } from './index.js';

/** Turns are conversations; payments are checkouts and orders; background is what runs by the clock: mail, copies, comparisons. */
const KINDS = ['turns', 'payments', 'background'] as const;
export type WorkKind = (typeof KINDS)[number];

export const DEFAULT_TASK_QUEUE = 'shoptalk';

const queue = z.string().min(1).max(200);
const count = z.coerce.number().int().min(1);
const rate = z.coerce.number().positive();

/** The variables about who does which work, and how much of it at once; part of the one schema in index.ts. */
export const queueVariables = {
  TASK_QUEUE: queue
    .default(DEFAULT_TASK_QUEUE)
    .describe('task queue of conversations, and of all work that has none of its own'),
  TASK_QUEUE_PAYMENTS: queue
    .optional()
    .describe('task queue of checkouts and orders that begin from now on; without it they go with the turns'),
  TASK_QUEUE_BACKGROUND: queue
    .optional()
    .describe(
      'task queue of what runs by the clock: mail, reconciliation, copies of the catalog; without it that goes with the turns',
    ),
  WORKER_QUEUES: z
    .string()
    .default(KINDS.join(','))
    .transform((list) =>
      list
        .split(',')
        .map((kind) => kind.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.enum(KINDS)).min(1))
    .describe('kinds of work that this worker takes: turns, payments, background'),
  PAYMENTS_PER_SECOND: rate
    .optional()
    .describe(
      'activities of TASK_QUEUE_PAYMENTS that all workers together begin in a second, such as what a provider allows; kept by Temporal',
    ),
  BACKGROUND_PER_SECOND: rate
    .optional()
    .describe(
      'activities of TASK_QUEUE_BACKGROUND that all workers together begin in a second; kept by Temporal',
    ),
  WORKER_WORKFLOW_TASKS: count
    .min(2)
    .default(40)
    .describe(
      'workflow tasks that this worker does at once, of each queue: with rules alone, the turns under way',
    ),
  WORKER_LOCAL_ACTIVITIES: count
    .default(100)
    .describe('local activities, such as searches, that this worker does at once, of each queue'),
  WORKER_ACTIVITIES: count
    .default(100)
    .describe(
      'activities, such as calls of payment providers and of a language model, that this worker does at once, of each queue',
    ),
  WORKER_CACHED_WORKFLOWS: count
    .optional()
    .describe(
      'workflows that this worker keeps in memory between their tasks, of each queue; without it, by the memory that there is',
    ),
};

type QueueConfig = Pick<Config, keyof typeof queueVariables>;

/** The task queue of a kind of work. */
export function queueOf(config: QueueConfig, kind: WorkKind): string {
  const own = {
    turns: undefined,
    payments: config.TASK_QUEUE_PAYMENTS,
    background: config.TASK_QUEUE_BACKGROUND,
  }[kind];
  return own ?? config.TASK_QUEUE;
}

/** A queue that this worker takes work from, and how much; in the words of Temporal's `WorkerOptions`. */
export interface WorkQueue {
  taskQueue: string;
  maxConcurrentWorkflowTaskExecutions: number;
  maxConcurrentLocalActivityExecutions: number;
  maxConcurrentActivityTaskExecutions: number;
  maxCachedWorkflows?: number;
  maxTaskQueueActivitiesPerSecond?: number;
}

/**
 * The queues that this worker serves, each once.
 * @throws when a rate is set for work that shares the queue of the turns, which it would hold up
 */
export function workQueues(config: QueueConfig): WorkQueue[] {
  const rates = {
    turns: undefined,
    payments: config.PAYMENTS_PER_SECOND,
    background: config.BACKGROUND_PER_SECOND,
  };
  const queues = new Map<string, WorkQueue>();
  for (const kind of KINDS) {
    const taskQueue = queueOf(config, kind);
    if (rates[kind] !== undefined && sharesQueue(config, kind)) {
      const name = kind.toUpperCase();
      throw new Error(
        `${name}_PER_SECOND is for a queue that has no other work: set TASK_QUEUE_${name} to a name of its own.`,
      );
    }
    if (!config.WORKER_QUEUES.includes(kind)) continue;
    queues.set(taskQueue, {
      taskQueue,
      maxConcurrentWorkflowTaskExecutions: config.WORKER_WORKFLOW_TASKS,
      maxConcurrentLocalActivityExecutions: config.WORKER_LOCAL_ACTIVITIES,
      maxConcurrentActivityTaskExecutions: config.WORKER_ACTIVITIES,
      ...(config.WORKER_CACHED_WORKFLOWS && { maxCachedWorkflows: config.WORKER_CACHED_WORKFLOWS }),
      ...(rates[kind] !== undefined && { maxTaskQueueActivitiesPerSecond: rates[kind] }),
    });
  }
  return [...queues.values()];
}

function sharesQueue(config: QueueConfig, kind: WorkKind): boolean {
  return KINDS.some((other) => other !== kind && queueOf(config, other) === queueOf(config, kind));
}

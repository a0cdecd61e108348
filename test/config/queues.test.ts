import { readConfig } from '../../config/index.js';
import { queueOf, workQueues } from '../../config/queues.js';

const configOf = (variables: Record<string, string> = {}) =>
  readConfig({ COOKIE_SECRET: 'a secret of sixteen', ...variables });
const OWN = { TASK_QUEUE_PAYMENTS: 'pay', TASK_QUEUE_BACKGROUND: 'later' };

describe('queues per kind of work', () => {
  it('are one, which the worker serves once, when nothing is set', () => {
    expect(workQueues(configOf()).map(({ taskQueue }) => taskQueue)).toEqual(['shoptalk']);
    for (const kind of ['turns', 'payments', 'background'] as const)
      expect(queueOf(configOf(), kind)).toBe('shoptalk');
  });

  it('are served by one worker, or by some that each take a part', () => {
    expect(workQueues(configOf(OWN)).map(({ taskQueue }) => taskQueue)).toEqual(['shoptalk', 'pay', 'later']);
    const some = configOf({ ...OWN, WORKER_QUEUES: 'background, payments' });
    expect(workQueues(some).map(({ taskQueue }) => taskQueue)).toEqual(['pay', 'later']);
    expect(() => configOf({ WORKER_QUEUES: 'mail' })).toThrow(/WORKER_QUEUES/);
  });

  it('have the rate of their kind, and no other has', () => {
    const rates = workQueues(
      configOf({ ...OWN, PAYMENTS_PER_SECOND: '25', BACKGROUND_PER_SECOND: '0.5' }),
    ).map(({ taskQueue, maxTaskQueueActivitiesPerSecond: rate }) => [taskQueue, rate]);
    expect(rates).toEqual([
      ['shoptalk', undefined],
      ['pay', 25],
      ['later', 0.5],
    ]);
  });

  it('that are shared have no rate, which would hold up the other work', () => {
    expect(() => workQueues(configOf({ PAYMENTS_PER_SECOND: '25' }))).toThrow(
      /set TASK_QUEUE_PAYMENTS to a name/,
    );
    const shared = configOf({
      TASK_QUEUE_PAYMENTS: 'x',
      TASK_QUEUE_BACKGROUND: 'x',
      BACKGROUND_PER_SECOND: '1',
    });
    expect(() => workQueues(shared)).toThrow(/set TASK_QUEUE_BACKGROUND to a name/);
  });

  it('take as much at once as is said', () => {
    const [turns] = workQueues(
      configOf({ WORKER_WORKFLOW_TASKS: '7', WORKER_ACTIVITIES: '3', WORKER_CACHED_WORKFLOWS: '9' }),
    );
    expect(turns).toMatchObject({
      maxConcurrentWorkflowTaskExecutions: 7,
      maxConcurrentActivityTaskExecutions: 3,
      maxCachedWorkflows: 9,
    });
  });
});

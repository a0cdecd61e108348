import {
  type Client,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  type WorkflowUpdateOptions,
} from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { type Order, ShopError } from '../../domain/index.js';
import {
  checkoutActUpdate,
  checkoutWorkflowId,
  conversationWorkflowId,
  conversationWorkflowType,
  type ErasurePauses,
  erasureWorkflowId,
  erasureWorkflowType,
  orderActUpdate,
  orderPaymentNewsSignal,
  orderWorkflowId,
  orderWorkflowType,
  paymentNewsSignal,
  personUpdate,
  staffActUpdate,
  staffOrderActUpdate,
  turnUpdate,
} from '../../workflows/messages.js';
import { isBetweenRuns, toShopError } from './temporal-errors.js';
import type { WorkflowGateway } from './workflow-gateway.js';
import { workflowStory } from './workflow-story.js';

export interface TemporalGatewayOptions {
  client: Client;
  taskQueue: string;
  /** Where orders are taken up again; default: where conversations are. */
  orderQueue?: string;
  /** How long a caller waits for an answer; what was asked goes on without the caller. */
  timeoutMs: number;
  /** Of erasures; the defaults are for production. */
  erasurePauses?: Partial<ErasurePauses>;
}

/** How often an update is sent again that met a workflow on its way from one run to the next. */
const BETWEEN_RUNS_ATTEMPTS = 5;
const PING_MS = 1_500;

export function temporalGateway({
  client,
  taskQueue,
  orderQueue = taskQueue,
  timeoutMs,
  erasurePauses,
}: TemporalGatewayOptions): WorkflowGateway {
  const inTime = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await client.withDeadline(Date.now() + timeoutMs, work);
    } catch (error) {
      throw toShopError(error);
    }
  };

  const actOn = <Result, Args extends [unknown]>(
    checkoutId: string,
    update: UpdateDefinition<Result, Args>,
    options: WorkflowUpdateOptions & { args: Args },
  ): Promise<Result> => {
    const handle = client.workflow.getHandle(checkoutWorkflowId(checkoutId));
    return inTime(async () => {
      try {
        return await handle.executeUpdate(update, options);
      } catch (error) {
        // Asked a workflow that has ended: an update it once did is answered still, a new one is not.
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        throw new ShopError('checkout_over', 'This checkout has ended; nothing about it can be changed.');
      }
    });
  };

  /** An order whose workflow has ended, or never began, is taken up again where it stands. */
  const actOnOrder = <Args extends [unknown]>(
    orderId: string,
    update: UpdateDefinition<Order, Args>,
    options: { updateId: string; args: Args },
  ): Promise<Order> => {
    const actOnce = () =>
      client.workflow.executeUpdateWithStart(update, {
        ...options,
        startWorkflowOperation: new WithStartWorkflowOperation(orderWorkflowType, {
          workflowId: orderWorkflowId(orderId),
          taskQueue: orderQueue,
          args: [{ orderId }],
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      });
    return inTime(() => betweenRuns(actOnce));
  };

  return {
    async turn({ id, shopperId }, request) {
      const turnOnce = () =>
        client.workflow.executeUpdateWithStart(turnUpdate, {
          updateId: request.messageId,
          args: [request],
          startWorkflowOperation: new WithStartWorkflowOperation(conversationWorkflowType, {
            workflowId: conversationWorkflowId(id),
            taskQueue,
            args: [{ conversationId: id, shopperId }],
            workflowIdConflictPolicy: 'USE_EXISTING',
          }),
        });
      return await inTime(() => betweenRuns(turnOnce));
    },

    async person({ id, shopperId }, request) {
      const actOnce = () =>
        client.workflow.executeUpdateWithStart(personUpdate, {
          updateId: request.ref,
          args: [request],
          startWorkflowOperation: new WithStartWorkflowOperation(conversationWorkflowType, {
            workflowId: conversationWorkflowId(id),
            taskQueue,
            args: [{ conversationId: id, shopperId }],
            workflowIdConflictPolicy: 'USE_EXISTING',
          }),
        });
      return await inTime(() => betweenRuns(actOnce));
    },

    story: (workflowId) => inTime(() => workflowStory(client, workflowId)),

    act: (checkoutId, command, actId) =>
      actOn(checkoutId, checkoutActUpdate, { updateId: actId, args: [command] }),

    staffAct: (checkoutId, command, actId) =>
      actOn(checkoutId, staffActUpdate, { updateId: actId, args: [command] }),

    async paymentNews(checkoutId, eventId) {
      const handle = client.workflow.getHandle(checkoutWorkflowId(checkoutId));
      return await inTime(async () => {
        try {
          await handle.signal(paymentNewsSignal, { eventId });
          return 'told';
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return 'over';
          throw error;
        }
      });
    },

    actOnOrder: (orderId, command, actId) =>
      actOnOrder(orderId, orderActUpdate, { updateId: actId, args: [command] }),

    staffActOnOrder: (orderId, command, actId) =>
      actOnOrder(orderId, staffOrderActUpdate, { updateId: actId, args: [command] }),

    async orderNews(orderId, news) {
      await inTime(() =>
        client.workflow.signalWithStart(orderWorkflowType, {
          workflowId: orderWorkflowId(orderId),
          taskQueue: orderQueue,
          args: [{ orderId }],
          signal: orderPaymentNewsSignal,
          signalArgs: [news],
        }),
      );
    },

    async erase(person) {
      await inTime(() =>
        client.workflow.start(erasureWorkflowType, {
          workflowId: erasureWorkflowId(person),
          taskQueue,
          args: [{ person, ...(erasurePauses && { pauses: erasurePauses }) }],
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      );
    },

    async ping() {
      await client.withDeadline(Date.now() + PING_MS, () => client.workflowService.getSystemInfo({}));
    },
  };
}

/** Sends an update again, with its same id, while the workflow continues as new or has just ended. */
async function betweenRuns<Result>(send: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (attempt >= BETWEEN_RUNS_ATTEMPTS || !isBetweenRuns(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 50));
    }
  }
}

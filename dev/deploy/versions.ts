import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client, Connection } from '@temporalio/client';
import { conversationWorkflowType, orderWorkflowType } from '../../workflows/messages.js';

/** One version of the workers, as Temporal sees it. */
export interface VersionState {
  buildId: string;
  state: 'current' | 'ramping' | 'other';
  /** Share of new workflows in percent, where it is ramping. */
  percent?: number;
  /** Open workflows that stay with this version. */
  open: number;
}

/** What a deployment asks of Temporal; everything may be asked again. */
export class WorkerVersions {
  readonly #client: Client;
  readonly #deploymentName: string;

  constructor(client: Client, deploymentName: string) {
    this.#client = client;
    this.#deploymentName = deploymentName;
  }

  /** All versions that Temporal remembers, the newest first. Throws where no worker has ever come up. */
  async list(): Promise<VersionState[]> {
    const { workerDeploymentInfo: info } = await this.#service.describeWorkerDeployment(this.#deployment);
    const routing = info?.routingConfig;
    const versions = (info?.versionSummaries ?? []).flatMap(({ deploymentVersion, createTime }) => {
      const buildId = deploymentVersion?.buildId;
      return buildId ? [{ buildId, created: Number(createTime?.seconds ?? 0) }] : [];
    });
    versions.sort((a, b) => b.created - a.created);
    return Promise.all(
      versions.map(async ({ buildId }) => {
        const open = await this.open(buildId);
        if (buildId === routing?.currentDeploymentVersion?.buildId)
          return { buildId, state: 'current' as const, open };
        if (buildId !== routing?.rampingDeploymentVersion?.buildId)
          return { buildId, state: 'other' as const, open };
        return { buildId, state: 'ramping' as const, percent: routing.rampingVersionPercentage ?? 0, open };
      }),
    );
  }

  /** From now on everything that begins goes to this version. Waits until a worker of it has come up. */
  setCurrent(buildId: string, withinMs: number): Promise<void> {
    return this.#whenThere(buildId, withinMs, () =>
      this.#service.setWorkerDeploymentCurrentVersion({ ...this.#deployment, buildId, identity: 'deploy' }),
    );
  }

  /** Sends a share of what begins, in percent, to this version. Waits until a worker of it has come up. */
  ramp(buildId: string, percentage: number, withinMs: number): Promise<void> {
    return this.#whenThere(buildId, withinMs, () =>
      this.#service.setWorkerDeploymentRampingVersion({
        ...this.#deployment,
        buildId,
        percentage,
        identity: 'deploy',
      }),
    );
  }

  /** How many open workflows stay with this version. */
  async open(buildId: string): Promise<number> {
    return (await this.#client.workflow.count(this.#stayingWith(buildId))).count;
  }

  /**
   * Lets what lives for weeks, conversations and orders, go on with the current version from its next task. It need
   * not end for that: every version follows the histories of the one before, which the replay tests hold it to.
   * Checkouts stay, so that no payment changes hands on its way; they end within a day or are seen to by a person.
   */
  async moveLongLived(buildId: string): Promise<void> {
    const visibilityQuery = `WorkflowType in ('${conversationWorkflowType}', '${orderWorkflowType}') and ${this.#stayingWith(buildId)}`;
    if ((await this.#client.workflow.count(visibilityQuery)).count === 0) return;
    const job = { namespace: this.#deployment.namespace, jobId: randomUUID() };
    await this.#service.startBatchOperation({
      ...job,
      reason: `the workers of ${buildId} are to leave`,
      visibilityQuery,
      updateWorkflowOptionsOperation: {
        identity: 'deploy',
        workflowExecutionOptions: { versioningOverride: { autoUpgrade: true } },
        updateMask: { paths: ['versioning_override'] },
      },
    });
    const RUNNING = 1;
    while ((await this.#service.describeBatchOperation(job)).state === RUNNING) await pause(200);
  }

  #stayingWith(buildId: string): string {
    return `BuildIds = 'pinned:${this.#deploymentName}:${buildId}' and ExecutionStatus = 'Running'`;
  }

  /** Temporal knows a version from its first worker's first poll on. */
  async #whenThere(buildId: string, withinMs: number, act: () => Promise<unknown>): Promise<void> {
    const until = Date.now() + withinMs;
    for (;;) {
      try {
        await act();
        return;
      } catch (error) {
        if (Date.now() >= until) {
          const { deploymentName } = this.#deployment;
          throw new Error(
            `No worker with BUILD_ID=${buildId} and WORKER_DEPLOYMENT=${deploymentName} has come up, or Temporal refused: ` +
              String(error instanceof Error ? error.message : error),
            { cause: error },
          );
        }
        await pause(500);
      }
    }
  }

  get #deployment() {
    return { namespace: this.#client.options.namespace, deploymentName: this.#deploymentName };
  }

  get #service(): Connection['workflowService'] {
    return this.#client.workflowService;
  }
}

/**
 * Waits until nothing stays with a version any more: conversations and orders are moved, the rest comes to its end.
 * @param settleMs how long the list of workflows may lag behind; nothing must be found twice, so far apart.
 * @returns whether it came to that in time.
 * @throws for a version that still gets work.
 */
export async function drain(
  versions: WorkerVersions,
  buildId: string,
  {
    withinMs,
    settleMs = 2_000,
    onOpen,
  }: { withinMs: number; settleMs?: number; onOpen: (open: number) => void },
): Promise<boolean> {
  const known = (await versions.list()).find((version) => version.buildId === buildId);
  if (!known) throw new Error(`Temporal knows no version ${buildId}; look at "status".`);
  if (known.state !== 'other')
    throw new Error(`${buildId} is ${known.state}: make another version current first.`);

  const until = Date.now() + withinMs;
  let isEmpty = false;
  for (let seen = 0; ; ) {
    // Again each time: a conversation may have continued as new meanwhile, a checkout left an order.
    await versions.moveLongLived(buildId);
    const open = await versions.open(buildId);
    if (open === 0 && isEmpty) return true;
    isEmpty = open === 0;
    if (open !== seen) onOpen(open);
    seen = open;
    if (Date.now() >= until) return false;
    await pause(isEmpty ? settleMs : 1_000);
  }
}

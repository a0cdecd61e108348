import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  proxyActivities,
  setCurrentDetails,
} from '@temporalio/workflow';
import type {
  CatalogCopy,
  CatalogSyncActivities,
  CopyPosition,
  SyncPlan,
} from '../activities/catalog-sync.js';

/** What a person has to see to, and what a retry cannot mend. */
const FINAL = ['SourceUnusable', 'ReadingGone', 'LoadEnded'];
const RETRY = {
  initialInterval: '1s',
  maximumInterval: '1m',
  maximumAttempts: 20,
  nonRetryableErrorTypes: FINAL,
};

const activities = proxyActivities<CatalogSyncActivities>({
  startToCloseTimeout: '10m',
  retry: RETRY,
});
/** Each batch is a heartbeat: a worker that is gone is noticed soon, and another goes on where it was. */
const copying = proxyActivities<CatalogSyncActivities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '1m',
  retry: RETRY,
});
const publishing = proxyActivities<CatalogSyncActivities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '15m',
  retry: RETRY,
});

const START: CopyPosition = {
  from: 0,
  batch: 0,
  products: 0,
  known: 0,
  leftOut: 0,
  examples: [],
  done: false,
};

export interface CatalogSyncOutcome {
  /** What was copied: nothing had changed, parts of the source, or all of it. */
  copied: 'nothing' | 'parts' | 'everything';
  /** Products written. */
  products: number;
  /** Rows of the source that the shop cannot sell. */
  leftOut: number;
  /** The catalog version that serves since. */
  version?: number;
}

/**
 * Copies the merchant's table into the catalog that serves, where it has changed. Shoppers see the old catalog
 * until the copy is whole. Runs by its schedule, or by hand at any time.
 */
export async function catalogSync(): Promise<CatalogSyncOutcome> {
  say('Looking for changes');
  const plan = await activities.planCatalogSync();
  if (!plan) {
    say('Nothing has changed since the last copy');
    return { copied: 'nothing', products: 0, leftOut: 0 };
  }
  return (await copy(plan)) ?? (await copyEverything(plan));
}

/** What was taken off the source has to leave the shop, too, which takes a copy of all. */
async function copyEverything({ parts: _changed, ...plan }: SyncPlan): Promise<CatalogSyncOutcome> {
  const outcome = await copy(plan);
  if (outcome) return outcome;
  throw ApplicationFailure.nonRetryable('A copy of everything is always whole.');
}

/** Copies what the plan says; undefined, with nothing changed, when products are missing that were there before. */
async function copy(plan: SyncPlan): Promise<CatalogSyncOutcome | undefined> {
  const what = plan.parts ? `${plan.parts.length} of 256 parts` : 'everything';
  say(`Copying ${what}`);
  const begun = await activities.openCatalogCopy(plan);
  try {
    const end = await copyPages(begun, what);
    if (!(await activities.isCatalogCopyWhole(plan, end))) {
      await activities.discardCatalogCopy(begun.loadId);
      return undefined;
    }
    say(`Switching over to ${end.products} products${leftOutWords(end)}`);
    const { version, products } = await publishing.publishCatalogCopy(plan, begun);
    say(`Copied ${what}: ${products} products on sale in catalog version ${version}${leftOutWords(end)}`);
    return {
      copied: plan.parts ? 'parts' : 'everything',
      products: end.products,
      leftOut: end.leftOut,
      version,
    };
  } catch (error) {
    say(`Given up: ${reasonOf(error)} The catalog of before goes on serving.`);
    await CancellationScope.nonCancellable(() => activities.discardCatalogCopy(begun.loadId));
    throw error;
  }
}

async function copyPages(begun: CatalogCopy, what: string): Promise<CopyPosition> {
  let at = START;
  while (!at.done) {
    at = await copying.copyCatalogPages(begun, at);
    say(`Copying ${what}: ${at.products} products so far${leftOutWords(at)}`);
  }
  return at;
}

function leftOutWords({ leftOut, examples }: CopyPosition): string {
  if (leftOut === 0) return '';
  const list = examples.map(({ sku, reason }) => `\n- ${sku}: ${reason}`).join('');
  return `; ${leftOut} cannot be sold, such as${list}\n`;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

/** For whoever opens the workflow in the Temporal UI. */
function say(sentence: string): void {
  setCurrentDetails(sentence);
}

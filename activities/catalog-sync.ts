import { activityInfo, heartbeat } from '@temporalio/activity';
import type { CatalogProduct } from '../domain/index.js';
import {
  type CatalogLoads,
  type CatalogSource,
  type CatalogSyncBook,
  type Fingerprints,
  type LeftOut,
  type LoadId,
  type PublishedLoad,
  SOURCE_PARTS,
  type SourceReading,
} from './ports/index.js';

export interface CatalogSyncDeps {
  loads: CatalogLoads;
  book: CatalogSyncBook;
  /** Undefined where products do not come from a source that is copied. */
  source: CatalogSource | undefined;
  /** Units on hand of a variant that is new to the shop, where the source counts none. */
  newStock: number;
  /** Products a batch; default 2,000. */
  batch?: number;
}

/** What is to be copied. */
export interface SyncPlan {
  revision: string;
  fingerprints: Fingerprints;
  /** The parts that have changed; absent: all of them. */
  parts?: string[] | undefined;
}

/** A load that is being written from a reading of the source. */
export interface CatalogCopy {
  loadId: LoadId;
  reading: SourceReading;
  mode: 'replace' | 'merge';
}

/** How far a copy is. */
export interface CopyPosition {
  /** The row that comes next. */
  from: number;
  /** The number of the batch that comes next. */
  batch: number;
  products: number;
  /** Products that were on sale before. */
  known: number;
  leftOut: number;
  /** The first few of them. */
  examples: LeftOut[];
  done: boolean;
}

/** Batches a call: some seconds of work, after which the workflow says how far it is. */
const BATCHES_A_CALL = 20;
const DEFAULT_BATCH = 2_000;
const MOST_EXAMPLES = 10;

/** Copies a source of products into the catalog that serves: what has changed, beside what serves, in one switch. */
export function createCatalogSyncActivities(deps: CatalogSyncDeps) {
  const { loads, book, source, newStock, batch = DEFAULT_BATCH } = deps;

  function theSource(): CatalogSource {
    if (!source) throw new Error('There is no source to copy: set CATALOG=bigquery.');
    return source;
  }

  /** What the source does not count starts with the usual units, and then the shop counts. */
  async function withStock(products: readonly CatalogProduct[]): Promise<CatalogProduct[]> {
    const uncounted = products.flatMap(({ variants }) =>
      variants.flatMap(({ sku, stock }) => (stock === undefined ? [sku] : [])),
    );
    const known = uncounted.length > 0 ? await book.knownVariants(uncounted) : new Set<string>();
    return products.map((product) => ({
      ...product,
      variants: product.variants.map((variant) =>
        variant.stock === undefined && !known.has(variant.sku) ? { ...variant, stock: newStock } : variant,
      ),
    }));
  }

  /** Each call may be on another worker: the load is let go of in between. */
  async function releasing<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      loads.release();
    }
  }

  async function copyBatch(copy: CatalogCopy, at: CopyPosition): Promise<CopyPosition> {
    const page = await theSource().page(copy.reading, at.from, batch);
    const skus = page.products.map(({ sku }) => sku);
    const known = copy.mode === 'merge' ? await book.countKnown(skus) : 0;
    await loads.write(copy.loadId, at.batch, await withStock(page.products));
    return {
      from: page.next ?? at.from,
      batch: at.batch + 1,
      products: at.products + page.products.length,
      known: at.known + known,
      leftOut: at.leftOut + page.leftOut.length,
      examples: [...at.examples, ...page.leftOut].slice(0, MOST_EXAMPLES),
      done: page.next === undefined,
    };
  }

  return {
    /** What has changed since the last copy; undefined when nothing has. Asks the source for no row unless it has changed. */
    async planCatalogSync(): Promise<SyncPlan | undefined> {
      const from = theSource();
      const [revision, last] = await Promise.all([from.revision(), book.last(from.name)]);
      if (last?.revision === revision) return undefined;
      const fingerprints = await from.fingerprints();
      if (!last) return { revision, fingerprints };
      const changed = [...new Set([...Object.keys(fingerprints), ...Object.keys(last.fingerprints)])]
        .filter((part) => fingerprints[part] !== last.fingerprints[part])
        .toSorted();
      if (changed.length === 0) {
        await book.settle(from.name, { ...last, revision });
        return undefined;
      }
      // Changing most of a catalog in place costs more than building it beside.
      return { revision, fingerprints, ...(changed.length > SOURCE_PARTS / 2 ? {} : { parts: changed }) };
    },

    /**
     * Begins a load and a reading. A load that a worker left behind when it died is thrown away: only one copy of
     * a source runs at a time, so nobody else writes it.
     */
    async openCatalogCopy({ parts }: SyncPlan): Promise<CatalogCopy> {
      const from = theSource();
      return releasing(async () => {
        for (const load of await loads.recent(5)) {
          if (load.state === 'loading' && load.source === from.name) await loads.discard(load.id);
        }
        const reading = await from.read(parts);
        const mode = parts ? 'merge' : 'replace';
        return { reading, mode, loadId: await loads.begin(from.name, { mode, resumable: true }) };
      });
    },

    /**
     * Copies some batches. Tried again after a crash it goes on where its last heartbeat was; a batch that is
     * written twice counts once.
     */
    async copyCatalogPages(copy: CatalogCopy, position: CopyPosition): Promise<CopyPosition> {
      const beaten: CopyPosition | undefined = activityInfo().heartbeatDetails;
      return releasing(async () => {
        let at = beaten ?? position;
        while (!at.done && at.batch < position.batch + BATCHES_A_CALL) {
          at = await copyBatch(copy, at);
          heartbeat(at);
        }
        return at;
      });
    },

    /** Whether all products that are on sale in the changed parts have come again; if not, some were taken off the source. */
    async isCatalogCopyWhole({ parts }: SyncPlan, { known }: CopyPosition): Promise<boolean> {
      return !parts || (await book.countInParts(parts)) <= known;
    },

    /** Switches over, and remembers what was copied. Done twice, it answers the same. */
    async publishCatalogCopy(plan: SyncPlan, { loadId }: CatalogCopy): Promise<PublishedLoad> {
      const published = await releasing(() => loads.publish(loadId, (step) => heartbeat(step)));
      const { revision, fingerprints } = plan;
      await book.settle(theSource().name, { revision, fingerprints, loadId });
      return published;
    },

    /** Throws away what was written; what serves goes on. */
    async discardCatalogCopy(loadId: LoadId): Promise<void> {
      await releasing(() => loads.discard(loadId));
    },
  };
}

export type CatalogSyncActivities = ReturnType<typeof createCatalogSyncActivities>;

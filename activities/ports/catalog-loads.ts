import type { CatalogProduct } from '../../domain/index.js';

/** Numbers loads in the order in which they began. */
export type LoadId = number;

export interface LoadOptions {
  /**
   * `replace` (default): what the load brings is the whole catalog. `merge`: only what it names changes, and
   * everything else stays; best for changes to a part.
   */
  mode?: 'replace' | 'merge';
  /**
   * True where the load outlives the process that began it, as an activity that is tried again on another
   * worker does: it then counts as going on until nothing was written for ten minutes. Default false: it ends
   * with the process.
   */
  resumable?: boolean;
  /** Units that a variant new to the shop starts with where its source names none; default 0. */
  assumedStock?: number;
}

/** Something in a load that was left out, and why. */
export interface LeftOut {
  /** Of the variant, or of the product. */
  sku: string;
  reason: string;
}

export interface PublishedLoad {
  /** The catalog version from now on. */
  version: number;
  /** Products and variants on sale in the whole catalog. */
  products: number;
  variants: number;
  /** What the catalog no longer offers, but a cart, an order under way or a promise still names: not on sale. */
  withdrawn: number;
  /** SKUs that came twice: the first counts. At most a thousand are named. */
  leftOut: LeftOut[];
}

export interface LoadRecord {
  id: LoadId;
  source: string;
  mode: 'replace' | 'merge';
  state: 'loading' | 'published' | 'discarded';
  startedAt: Date;
  finishedAt?: Date;
  /** Products written, or on sale once published. */
  products: number;
  /** The catalog version that it made. */
  version?: number;
}

/** Another load is under way; its message says whose, since when, and what to do. */
export class LoadUnderWay extends Error {
  override readonly name = 'LoadUnderWay';
}

/** The load was published, discarded, or given up as abandoned; begin another. */
export class LoadEnded extends Error {
  override readonly name = 'LoadEnded';
}

/**
 * The one way products come into the shop. A load is written beside the catalog that serves, which goes on
 * serving until the load is whole; then one short transaction puts the new one in its place. A load that ends
 * in the middle leaves nothing that is served.
 */
export interface CatalogLoads {
  /**
   * @param source who brings the products, for people: `file feed.tsv`, `bigquery thelook.products`.
   * @throws LoadUnderWay there is one already; what an ended process left is cleared away, not refused
   */
  begin(source: string, options?: LoadOptions): Promise<LoadId>;
  /**
   * Writes a batch, best some thousand products. A batch that is written again under its number changes nothing,
   * so that a lost answer can be tried again. A product that comes again in a later batch adds its variants.
   * @throws LoadEnded
   */
  write(loadId: LoadId, batchNo: number, products: readonly CatalogProduct[]): Promise<void>;
  /** The numbers of the batches that are written; a load that is taken up again goes on after them. */
  written(loadId: LoadId): Promise<number[]>;
  /**
   * Builds indexes, then switches over. Known SKUs keep the numbers of their products; units sold while the load
   * was under way are taken off what it says. Published twice, it answers the same.
   * @throws LoadEnded
   */
  publish(loadId: LoadId, onProgress?: (step: string) => void): Promise<PublishedLoad>;
  /** Throws away what was written; nothing happens to a load that has ended. */
  discard(loadId: LoadId): Promise<void>;
  /**
   * Lets go of the loads of this process, so that another one may go on with those that are resumable. The next call
   * for one takes it up again.
   */
  release(): void;
  /** The newest loads first. */
  recent(limit: number): Promise<LoadRecord[]>;
}

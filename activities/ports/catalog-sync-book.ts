import type { LoadId } from './catalog-loads.js';
import type { Fingerprints } from './catalog-source.js';

/** What was last copied from a source. */
export interface LastSync {
  revision: string;
  fingerprints: Fingerprints;
  loadId: LoadId;
}

/** What is remembered from one copy of a source to the next, and what the shop already knows of its products. */
export interface CatalogSyncBook {
  /** Undefined before the first copy, and where the catalog was loaded from elsewhere since. */
  last(source: string): Promise<LastSync | undefined>;
  settle(source: string, sync: LastSync): Promise<void>;
  /** Which of these variants the shop counts the stock of. */
  knownVariants(skus: readonly string[]): Promise<Set<string>>;
  /** How many of these products are on sale. */
  countKnown(skus: readonly string[]): Promise<number>;
  /** How many products on sale belong to these parts of their source. */
  countInParts(parts: readonly string[]): Promise<number>;
}

import type { CatalogProduct } from '../../domain/index.js';
import type { LeftOut } from './catalog-loads.js';

/** Products are spread evenly over this many parts by their SKU; a part without a change is not copied. */
export const SOURCE_PARTS = 256;

/** A mark for what is in a part: another mark, other products. By the number of the part; empty ones are absent. */
export type Fingerprints = Record<string, string>;

/** A moment of the source that is being read, and can be read on by another process. It is kept for some hours. */
export interface SourceReading {
  id: string;
  location?: string | undefined;
}

export interface SourcePage {
  products: CatalogProduct[];
  /** What the shop cannot sell, and why. */
  leftOut: LeftOut[];
  /** Where the next page begins; absent at the end. */
  next?: number | undefined;
}

/** The source cannot be read until a person changes something; the message says what. */
export class SourceUnusable extends Error {
  override readonly name = 'SourceUnusable';
}

/** The reading is over a day old and gone; begin another. */
export class ReadingGone extends Error {
  override readonly name = 'ReadingGone';
}

/** Where a merchant keeps the products: a table in a warehouse. Errors that are none of the above pass by themselves. */
export interface CatalogSource {
  /** Where the products are and how they are read, for people and as the key of what was copied. */
  readonly name: string;
  /** Changes with every change of the source; asking costs nothing. @throws SourceUnusable */
  revision(): Promise<string>;
  /** @throws SourceUnusable */
  fingerprints(): Promise<Fingerprints>;
  /** Begins to read all products, or those of some parts, as they are now. @throws SourceUnusable */
  read(parts?: readonly string[]): Promise<SourceReading>;
  /** Products in a fixed order. @throws ReadingGone @throws SourceUnusable */
  page(reading: SourceReading, from: number, limit: number): Promise<SourcePage>;
}

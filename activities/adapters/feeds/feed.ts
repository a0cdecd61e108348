import type { CatalogProduct, Currency, Department } from '../../../domain/index.js';

export const FEED_FORMATS = ['google-xml', 'google-text', 'shopify', 'thelook', 'ndjson'] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

export interface FeedOptions {
  /** Of amounts that name none; an amount in another one is refused, for a shop sells in one. */
  currency: Currency;
  /** Of products whose line says neither; default: such a line is refused. */
  department?: Department;
  /** Units taken for "in stock" where a feed says no figure; default 10. */
  unitsInStock?: number;
  /** Default: recognised by the content. */
  format?: FeedFormat;
}

/** What a feed has on its lines, in order. */
export type FeedItem =
  | { kind: 'product'; product: CatalogProduct; line: number }
  /** A line that cannot be taken; the others can. */
  | { kind: 'refused'; line: number; sku?: string; reason: string };

/** A line as a record of texts, under the names of its format's columns. */
export interface FeedRecord {
  line: number;
  fields: Readonly<Record<string, string>>;
}

export type FeedRecordOrRefusal = FeedRecord | { line: number; refused: string };

/** A feed that cannot be read any further, as a whole; the message says what to do. */
export class FeedError extends Error {
  override readonly name = 'FeedError';
}

/** What a record says of one variant, and of the product it belongs to; checked later, against the schema. */
export interface FeedRow {
  line: number;
  /** Rows of one key that follow each other are one product. */
  product: Omit<CatalogProduct, 'variants' | 'sku'> & { sku: string };
  variants: readonly FeedVariant[];
}
export type FeedVariant = Omit<CatalogProduct['variants'][number], 'sku'> & { sku: string };

export type FeedRowOrRefusal = FeedRow | { line: number; sku?: string; refused: string };

/** Turns the records of one format into rows; undefined for one that has nothing to say. */
export type RowReader = (record: FeedRecord) => FeedRowOrRefusal | undefined;

/** A field without the space around it; empty and absent are the same. */
export function field(record: FeedRecord, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = record.fields[name]?.trim();
    if (text) return text;
  }
  return undefined;
}

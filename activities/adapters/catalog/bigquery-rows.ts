import { z } from 'zod';
import { BaseColour, type Constraints, Department } from '../../../domain/index.js';
import type { FacetCount, Facets } from '../../ports/index.js';
import { toPriceCount } from './matches.js';

/** A row of the answer to `searchSql`. */
export const SearchRow = z.object({
  kind: z.enum(['total', 'item', 'department', 'category', 'brand', 'size', 'colour', 'price']),
  place: z.number().int(),
  value: z.string().nullable(),
  count: z.number().int(),
});
export type SearchRow = z.infer<typeof SearchRow>;

/** The rows of one kind, in their order. */
export function rowsOf(kind: SearchRow['kind'], rows: readonly SearchRow[]): SearchRow[] {
  return rows.filter((row) => row.kind === kind).toSorted((a, b) => a.place - b.place);
}

export function facetsOf(rows: readonly SearchRow[], constraints: Constraints): Facets {
  const list = <Value extends string>(
    kind: SearchRow['kind'],
    values: z.ZodType<Value>,
  ): FacetCount<Value>[] =>
    rowsOf(kind, rows).map(({ value, count }) => ({ value: values.parse(value), count }));
  return {
    departments: list('department', Department),
    categories: list('category', z.string()),
    brands: list('brand', z.string()),
    sizes: list('size', z.string()),
    colours: list('colour', BaseColour),
    prices: rowsOf('price', rows).map(({ place, count }) => toPriceCount(place, count, constraints)),
  };
}

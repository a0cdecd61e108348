import { z } from 'zod';
import { BaseColour, Department } from './product.js';

/** What the shopper asked for, carried from turn to turn. Every field narrows; an absent one does not. */
export const Constraints = z.object({
  priceMin: z.number().int().nonnegative().optional().describe('minor units, inclusive'),
  priceMax: z.number().int().nonnegative().optional().describe('minor units, inclusive'),
  size: z.string().max(20).optional().describe('canonical: XS…XXL, or the number said'),
  department: Department.optional(),
  category: z.string().max(60).optional().describe("one of the catalog's categories"),
  brand: z.string().max(80).optional(),
  colours: z.array(BaseColour).max(12).optional().describe('any of these'),
  excludedColours: z.array(BaseColour).max(12).optional().describe('none of these'),
  text: z
    .string()
    .max(200)
    .optional()
    .describe('words left over, matched in name and description; "-striped" is not to match'),
});
export type Constraints = z.infer<typeof Constraints>;

export const ConstraintName = z.enum(['price', 'size', 'department', 'category', 'brand', 'colours', 'text']);
export type ConstraintName = z.infer<typeof ConstraintName>;

/** Constraints without one of their names; "price" drops both bounds, "colours" the unwanted ones, too. */
export function dropConstraint(constraints: Constraints, name: ConstraintName): Constraints {
  const { priceMin, priceMax, ...rest } = constraints;
  if (name === 'price') return rest;
  if (name === 'colours')
    return withoutAbsent({ ...constraints, colours: undefined, excludedColours: undefined });
  return withoutAbsent({ ...constraints, [name]: undefined });
}

/** The names of the constraints that are set, in a fixed order. */
export function constraintNames(constraints: Constraints): ConstraintName[] {
  return ConstraintName.options.filter((name) => {
    if (name === 'price') return constraints.priceMin !== undefined || constraints.priceMax !== undefined;
    if (name === 'colours') return Boolean(constraints.colours ?? constraints.excludedColours);
    return constraints[name] !== undefined;
  });
}

/**
 * The same wish for a catalog, which knows wanted colours alone: without black means in any of the others.
 */
export function searchable({ excludedColours, ...constraints }: Constraints): Constraints {
  if (!excludedColours?.length) return constraints;
  const allowed = (constraints.colours?.length ? constraints.colours : BaseColour.options).filter(
    (colour) => !excludedColours.includes(colour),
  );
  return { ...constraints, colours: allowed };
}

/** A copy without the fields that are undefined. */
export function withoutAbsent<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}

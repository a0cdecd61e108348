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
  text: z.string().max(200).optional().describe('words left over, matched in name and description'),
});
export type Constraints = z.infer<typeof Constraints>;

export const ConstraintName = z.enum(['price', 'size', 'department', 'category', 'brand', 'colours', 'text']);
export type ConstraintName = z.infer<typeof ConstraintName>;

/** Lays a refinement over what was asked before: what is named replaces, what is not stays. */
export function refineConstraints(before: Constraints, refinement: Constraints): Constraints {
  return withoutAbsent({ ...before, ...withoutAbsent(refinement) });
}

/**
 * A new search keeps who it is for (department, size) when it does not say otherwise and the
 * new category takes sizes of the same kind; price, brand and colour belong to the old wish.
 */
export function startSearch(before: Constraints, wish: Constraints): Constraints {
  const sameKind = wish.category !== undefined && wish.category === before.category;
  return withoutAbsent({
    department: wish.department ?? before.department,
    size: wish.size ?? (sameKind ? before.size : undefined),
    category: wish.category,
    priceMin: wish.priceMin,
    priceMax: wish.priceMax,
    brand: wish.brand,
    colours: wish.colours,
    text: wish.text,
  });
}

/** Constraints without one of their names; "price" drops both bounds. */
export function dropConstraint(constraints: Constraints, name: ConstraintName): Constraints {
  const { priceMin, priceMax, ...rest } = constraints;
  if (name === 'price') return rest;
  return withoutAbsent({ ...constraints, [name]: undefined });
}

/** The names of the constraints that are set, in a fixed order. */
export function constraintNames(constraints: Constraints): ConstraintName[] {
  return ConstraintName.options.filter((name) =>
    name === 'price'
      ? constraints.priceMin !== undefined || constraints.priceMax !== undefined
      : constraints[name] !== undefined,
  );
}

function withoutAbsent(constraints: Constraints): Constraints {
  return Object.fromEntries(Object.entries(constraints).filter(([, value]) => value !== undefined));
}

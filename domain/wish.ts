import { z } from 'zod';
import { ConstraintName, type Constraints, dropConstraint, withoutAbsent } from './constraints.js';
import type { BaseColour } from './product.js';
import { fitsCategory } from './size-kinds.js';
import { joinWords } from './wish-text.js';

/** What a message does to the constraints besides naming new ones. */
export const WishEdits = z.object({
  drop: z.array(ConstraintName).optional().describe('"any colour", "forget the price"'),
  add: z.boolean().optional().describe('"also in red": colours are added, not replaced'),
  undo: z.boolean().optional().describe('"go back": the constraints of before the last change'),
  reset: z.boolean().optional().describe('"start over": nothing is carried over'),
});
export type WishEdits = z.infer<typeof WishEdits>;

/** What somebody asks for in one message. */
export interface Wish {
  slots: Constraints;
  edits?: WishEdits;
}

/**
 * Lays a refinement over what was asked before. What is named replaces, except words, which gather; what is
 * not named stays; what is dropped goes. Where a new bound of the price contradicts an old one, the old one goes.
 */
export function refineConstraints(before: Constraints, { slots, edits = {} }: Wish): Constraints {
  const kept = (edits.drop ?? []).reduce(dropConstraint, edits.reset ? {} : before);
  return withoutAbsent({
    ...kept,
    ...withoutAbsent(slots),
    ...refinePrice(kept, slots),
    ...refineColours(kept, slots, edits.add ?? false),
    size: refineSize(kept, slots),
    text: refineText(kept, slots),
  });
}

/**
 * A new search keeps whom it is for, the budget, and the size where the new category comes in sizes of that
 * kind. Brand, colours and words belong to the old wish.
 */
export function startSearch(before: Constraints, { slots, edits = {} }: Wish): Constraints {
  const kept = (edits.drop ?? []).reduce(dropConstraint, edits.reset ? {} : before);
  const department = slots.department ?? kept.department;
  const samePerson = slots.department === undefined || slots.department === kept.department;
  const sizeFits = samePerson && kept.size !== undefined && fitsCategory(kept.size, kept, slots);
  const namesPrice = slots.priceMin !== undefined || slots.priceMax !== undefined;
  const budget = namesPrice ? slots : kept;
  return withoutAbsent({
    ...slots,
    department,
    size: slots.size ?? (sizeFits ? kept.size : undefined),
    priceMin: budget.priceMin,
    priceMax: budget.priceMax,
    ...keepSet(slots),
  });
}

/** What a new search took over from the one before, so that the shopper can be told. */
export function carriedOver(before: Constraints, { slots }: Wish, after: Constraints): ConstraintName[] {
  const carried: ConstraintName[] = [];
  if (slots.department === undefined && after.department && after.department === before.department)
    carried.push('department');
  if (slots.size === undefined && after.size && after.size === before.size) carried.push('size');
  const namesPrice = slots.priceMin !== undefined || slots.priceMax !== undefined;
  const hasPrice = after.priceMin !== undefined || after.priceMax !== undefined;
  if (!namesPrice && hasPrice) carried.push('price');
  return carried;
}

function refinePrice(before: Constraints, slots: Constraints): Pick<Constraints, 'priceMin' | 'priceMax'> {
  const { priceMin, priceMax } = slots;
  if (priceMin !== undefined && priceMax !== undefined) return { priceMin, priceMax };
  const low = priceMin ?? before.priceMin;
  const high = priceMax ?? before.priceMax;
  const contradicts = low !== undefined && high !== undefined && low > high;
  if (!contradicts) return { priceMin: low, priceMax: high };
  return priceMax === undefined ? { priceMin, priceMax: undefined } : { priceMin: undefined, priceMax };
}

function refineColours(
  before: Constraints,
  { colours, excludedColours }: Constraints,
  adds: boolean,
): Pick<Constraints, 'colours' | 'excludedColours'> {
  const named = colours && adds ? union(before.colours, colours) : (colours ?? before.colours);
  const unwanted = union(before.excludedColours, excludedColours).filter((each) => !colours?.includes(each));
  const wanted = named?.filter((each) => !unwanted.includes(each));
  return {
    colours: wanted?.length ? wanted : undefined,
    excludedColours: unwanted.length > 0 ? unwanted : undefined,
  };
}

/** A size of the old category means nothing in the new one: 32 of jeans is no size of shirts. */
function refineSize(before: Constraints, slots: Constraints): string | undefined {
  if (slots.size !== undefined || before.size === undefined) return slots.size;
  const moved =
    (slots.department !== undefined && slots.department !== before.department) ||
    (slots.category !== undefined && slots.category !== before.category);
  return !moved || fitsCategory(before.size, before, { ...before, ...withoutAbsent(slots) })
    ? before.size
    : undefined;
}

function refineText(before: Constraints, slots: Constraints): string | undefined {
  const otherThing = slots.category !== undefined && slots.category !== before.category;
  return otherThing ? slots.text : joinWords(before.text, slots.text);
}

function keepSet({ colours, excludedColours }: Constraints): Constraints {
  return {
    colours: colours?.length ? colours : undefined,
    excludedColours: excludedColours?.length ? excludedColours : undefined,
  };
}

function union(some: readonly BaseColour[] = [], others: readonly BaseColour[] = []): BaseColour[] {
  return [...new Set([...some, ...others])];
}

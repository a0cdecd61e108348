import { z } from 'zod';
import { Constraints } from './constraints.js';
import { ProductId } from './ids.js';
import { Language } from './language.js';
import { Understanding } from './understanding.js';

/** Where a conversation stands after a reply: what the next message may lean on, beside the cart. */
export const Standing = z.object({
  constraints: Constraints,
  past: z.array(Constraints).optional().describe('the constraints of before, the last one last'),
  sort: Understanding.shape.sort,
  shown: z.array(ProductId).describe('in the order of "the first one"'),
  seen: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
  screen: z.enum(['products', 'cart']),
  asked: z.object({ productId: ProductId, quantity: z.number().int() }).optional(),
  language: Language.optional(),
});
export type Standing = z.infer<typeof Standing>;

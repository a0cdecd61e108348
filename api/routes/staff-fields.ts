import { z } from 'zod';

/** Who acts, and why: in the body of every act of staff. */
export const by = z.string().trim().min(1, 'say who is acting').max(100);
export const reason = z.string().trim().min(1, 'say why').max(500);

/** Who looks, where that cannot be told from the session. */
export const looking = z.object({
  as: z
    .string()
    .trim()
    .max(100)
    .default('')
    .describe('your name, where staff share a token; else it is ignored'),
});

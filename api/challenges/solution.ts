import { z } from 'zod';

/** The header that carries a solution; as a parameter, where a browser follows a link. */
export const SOLUTION_HEADER = 'challenge-solution';
export const SOLUTION_PARAMETER = 'challenge_solution';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));

/** What is asked: find the counter whose key begins so. The members are those of ALTCHA's proof of work, version 2. */
export const Challenge = z.object({
  parameters: z.object({
    algorithm: z.literal('PBKDF2/SHA-256'),
    cost: z.number().int().describe('iterations of each key'),
    data: z.object({ bound: z.string().max(64) }),
    expiresAt: z.number().int().describe('epoch seconds'),
    keyLength: z.literal(32).describe('bytes'),
    keyPrefix: hex(16).describe('how the key that is looked for begins'),
    keySignature: hex(32),
    nonce: hex(16).describe('the password is this and the counter, as 32 bits, the highest first'),
    salt: hex(16),
  }),
  signature: hex(32),
});
export type Challenge = z.infer<typeof Challenge>;

const Solution = z.object({
  challenge: Challenge,
  solution: z.object({ counter: z.number().int().nonnegative(), derivedKey: hex(32) }),
});
export type Solution = z.infer<typeof Solution>;

const LONGEST = 4_096;

/** Reads base64 of JSON; undefined for anything else. */
export function readSolution(text: string): Solution | undefined {
  if (text.length > LONGEST) return undefined;
  try {
    return Solution.safeParse(JSON.parse(Buffer.from(text, 'base64').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

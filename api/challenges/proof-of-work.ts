import { createHmac, randomInt } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { Challenge, readSolution } from './solution.js';
import type { Spent } from './spent.js';

/** How long somebody has to solve one: a slow phone in a pocket, and no stock of solutions. */
const VALID_MS = 5 * 60_000;
/** Iterations of PBKDF2 for each key that is tried; some half a millisecond of one core. */
const COST = 1_000;

export type Verdict = 'good' | 'wrong' | 'expired' | 'spent';

export interface ProofOfWork {
  /** @param bound whom it is for and what: nobody else's solution, and none for anything else, will do. */
  challenge(bound: string): Promise<Challenge>;
  /** @param text as it came in the header. A good one is good once. */
  judge(text: string, bound: string): Promise<Verdict>;
}

interface ProofOfWorkOptions {
  secret: string;
  /** Keys to be tried for one, in the mean; between half of it and half as much again. */
  work: number;
  spent: Spent;
  /** The clock, in epoch milliseconds. */
  now?: () => number;
}

/**
 * Proof of work after ALTCHA, version 2. Always with a counter that we chose and a signature of its key: of a challenge
 * without, the library takes any counter for a solution that comes with the key that belongs to it.
 */
export function createProofOfWork({ secret, work, spent, now = Date.now }: ProofOfWorkOptions): ProofOfWork {
  const keyFor = (what: string) => createHmac('sha256', secret).update(`challenge:${what}`).digest('hex');
  const secrets = { hmacSignatureSecret: keyFor('parameters'), hmacKeySignatureSecret: keyFor('key') };
  const bounds = [Math.ceil(work / 2), Math.ceil(1.5 * work)] as const;
  return {
    async challenge(bound) {
      const made = await createChallenge({
        algorithm: 'PBKDF2/SHA-256',
        cost: COST,
        counter: randomInt(bounds[0], bounds[1] + 1),
        data: { bound },
        deriveKey,
        expiresAt: new Date(now() + VALID_MS),
        ...secrets,
      });
      return Challenge.parse(made);
    },

    async judge(text, bound) {
      const said = readSolution(text);
      if (!said || said.challenge.parameters.data.bound !== bound) return 'wrong';
      const { verified } = await verifySolution({ ...said, deriveKey, ...secrets });
      const left = said.challenge.parameters.expiresAt * 1_000 - now();
      if (left <= 0) return 'expired';
      if (!verified) return 'wrong';
      return (await spent.take(said.challenge.signature, left)) ? 'good' : 'spent';
    },
  };
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { BaseColour, Department, Intent, Phrase } from '../../domain/index.js';

/** What is to hold after a turn: prices in major units; what is not named is not to be constrained. */
const Now = z.strictObject({
  price_min: z.number().optional(),
  /** `cheap`: about the lower third of what things of that category cost the people it is for. */
  price_max: z.union([z.number(), z.literal('cheap')]).optional(),
  size: z.string().optional(),
  department: Department.optional(),
  category: z.string().optional(),
  brand: z.string().optional(),
  colours: z.array(BaseColour).optional(),
  not_colours: z.array(BaseColour).optional(),
});
export type Now = z.infer<typeof Now>;

const Turn = z.strictObject({
  say: z.string(),
  intent: Intent,
  /** Left out where the turn is not to change what is looked for. */
  now: Now.optional(),
  /** Units in the cart after the turn. */
  cart: z.number().int().optional(),
  /** A sentence that the reply has to have, by name. */
  says: Phrase.optional(),
  /** The merchant's answer that the reply has to show, by its id; `none` where there is none. */
  passage: z.string().optional(),
});
export type ExpectedTurn = z.infer<typeof Turn>;

const File = z.record(z.string(), z.array(Turn).min(1));

export interface ExpectedConversation {
  name: string;
  turns: ExpectedTurn[];
}

/** Where conversations are: to work with, to measure by, and in other languages. */
export const CONVERSATION_FOLDERS = [
  'conversations',
  'heldback',
  'conversations-es',
  'conversations-de',
] as const;
export type ConversationFolder = (typeof CONVERSATION_FOLDERS)[number];

/** The conversations of one folder of evals/: `conversations` to work with, `heldback` to measure by. */
export function readConversations(folder: ConversationFolder): ExpectedConversation[] {
  const root = fileURLToPath(new URL(`../${folder}`, import.meta.url));
  return readdirSync(root)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => {
      const conversations = File.parse(parse(readFileSync(path.join(root, file), 'utf8')));
      return Object.entries(conversations).map(([name, turns]) => ({ name, turns }));
    });
}

import {
  type Constraints,
  refineConstraints,
  startSearch,
  type Understanding,
  type UnderstandingContext,
} from '../../../domain/index.js';
import type { Gazetteer } from './gazetteer.js';
import { readAct, readMessage } from './read-message.js';

export interface DialogueTurn {
  /** "assistant" and "system" are the shop; anybody else is the shopper. */
  role: string;
  text: string;
}

export interface DialogueRead {
  understanding: Understanding;
  /** For wishes what holds after the message, with what was carried over; else what the message says itself. */
  slots: Constraints;
}

/** What the shop seems to have asked last, by a word of its question. */
const QUESTIONS: readonly (readonly [asked: NonNullable<UnderstandingContext['asked']>, pattern: RegExp])[] =
  [
    ['size', /\bsizes?\b|\bwaist\b|\bhow tall\b/i],
    ['price', /\bbudget\b|\bprice\b|\bspend\b|\bhow much\b/i],
    ['department', /\bwho(?:m)? (?:is|are|for)\b|\bmen\b.{0,30}\bwomen\b|\bgender\b|\bdepartment\b/i],
    ['colour', /\bcolou?rs?\b|\bshade\b/i],
  ];
/** Without a transcript anything may be on screen and in the cart. */
const UNKNOWN = { shownCount: 5, cartCount: 1 } as const;

interface Memory {
  constraints: Constraints;
  past: Constraints[];
  cartCount: number;
  asked: UnderstandingContext['asked'];
}

/** Understands the last message of a dialogue in the light of the turns before it. */
export function readDialogue(
  turns: readonly DialogueTurn[],
  text: string,
  gazetteer: Gazetteer,
): DialogueRead {
  const memory: Memory = { constraints: {}, past: [], cartCount: 0, asked: undefined };
  for (const turn of turns) hear(memory, turn, gazetteer);
  const context = contextOf(memory, turns.length > 0);
  const understanding = readMessage(text, context, gazetteer);
  if (isWish(understanding)) return { understanding, slots: after(memory, understanding) };
  return { understanding, slots: readAct(text.slice(0, 2_000), context, gazetteer).said };
}

function hear(memory: Memory, { role, text }: DialogueTurn, gazetteer: Gazetteer): void {
  if (role === 'assistant' || role === 'system') {
    memory.asked = text.includes('?') ? QUESTIONS.find(([, pattern]) => pattern.test(text))?.[0] : undefined;
    return;
  }
  const heard = readMessage(text, contextOf(memory, true), gazetteer);
  for (const act of [heard, ...(heard.next ?? [])]) {
    if (act.intent === 'add_to_cart') memory.cartCount += act.quantity ?? 1;
    if (!isWish(act)) continue;
    const constraints = after(memory, act);
    memory.past.push(memory.constraints);
    memory.constraints = constraints;
  }
  memory.asked = undefined;
}

function contextOf({ constraints, cartCount, asked }: Memory, known: boolean): UnderstandingContext {
  return known ? { constraints, shownCount: 5, cartCount, asked } : { constraints, ...UNKNOWN };
}

function isWish({ intent }: Pick<Understanding, 'intent'>): boolean {
  return intent === 'search' || intent === 'refine';
}

function after(memory: Memory, act: Omit<Understanding, 'next'>): Constraints {
  if (act.edits?.undo) return refineConstraints(memory.past.pop() ?? {}, { slots: act.slots });
  return act.intent === 'refine'
    ? refineConstraints(memory.constraints, act)
    : startSearch(memory.constraints, act);
}

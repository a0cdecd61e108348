import { z } from 'zod';
import { readDialogue } from '../../activities/adapters/understanding/dialogue.js';
import type { Gazetteer } from '../../activities/adapters/understanding/gazetteer.js';
import type { Constraints, Intent } from '../../domain/index.js';

const Line = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  context: z
    .array(z.object({ role: z.string(), text: z.string() }))
    .nullish()
    .transform((turns) => turns ?? []),
});

/** The intents that analysts count; those that only the shop's own machine tells apart are counted with their like. */
const COUNTED_AS: Partial<Record<Intent, Intent>> = {
  show_more: 'refine',
  watch_stock: 'product_question',
  stop_watching: 'out_of_scope',
};
/** Only the last turns bear on what a message means. */
const MOST_TURNS = 40;

export interface Answer {
  id: string | number;
  intent: string;
  slots: AnswerSlots;
}

/** Prices are numbers in major units; what was not said is left out. */
export interface AnswerSlots {
  price_min?: number;
  price_max?: number;
  size?: string;
  department?: string;
  category?: string;
  brand?: string;
  color?: string[];
}

/** One line of JSON understood, or what is wrong with it. */
export function understandLine(line: string, gazetteer: Gazetteer): { answer: Answer } | { problem: string } {
  const parsed = Line.safeParse(readJson(line));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.join('.');
    return { problem: place ? `${place}: ${issue?.message}` : 'not a JSON object with "id" and "text"' };
  }
  const { id, text, context } = parsed.data;
  const { understanding, slots } = readDialogue(context.slice(-MOST_TURNS), text, gazetteer);
  const intent = COUNTED_AS[understanding.intent] ?? understanding.intent;
  return { answer: { id, intent, slots: answerSlots(slots) } };
}

function answerSlots({
  priceMin,
  priceMax,
  size,
  department,
  category,
  brand,
  colours,
}: Constraints): AnswerSlots {
  return {
    ...(priceMin !== undefined ? { price_min: priceMin / 100 } : {}),
    ...(priceMax !== undefined ? { price_max: priceMax / 100 } : {}),
    ...(size !== undefined ? { size } : {}),
    ...(department !== undefined ? { department } : {}),
    ...(category !== undefined ? { category } : {}),
    ...(brand !== undefined ? { brand } : {}),
    ...(colours?.length ? { color: colours } : {}),
  };
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

import { z } from 'zod';
import {
  BaseColour,
  type Constraints,
  type Currency,
  Department,
  decimalsOf,
  Intent,
  type Understanding,
  type UnderstandingContext,
} from '../../domain/index.js';
import type { Vocabulary } from '../ports/index.js';
import { ask, type LanguageDeps, parseJson, type Verdict } from './ask.js';
import { INTENT_MEANINGS } from './intent-meanings.js';
import { redact } from './redaction.js';
import { numbersIn } from './spoken-numbers.js';

/** What the model may say of a message; every field is there, so that endpoints can hold it to the schema. */
const Heard = z.strictObject({
  intent: Intent,
  price_min: z.number().nonnegative().max(1_000_000).nullable(),
  price_max: z.number().nonnegative().max(1_000_000).nullable(),
  size: z.string().max(20).nullable(),
  department: Department.nullable(),
  category: z.string().max(60).nullable(),
  brand: z.string().max(80).nullable(),
  colors: z.array(BaseColour).max(12),
  text: z.string().max(200).nullable(),
  ordinal: z.number().int().nullable(),
  quantity: z.number().int().nullable(),
  order_number: z.string().max(20).nullable(),
});
type Heard = z.infer<typeof Heard>;

const SCHEMA = z.toJSONSchema(Heard, { target: 'draft-7' }) as Record<string, unknown>;
/** Below this the rules have rather guessed. Nothing at all means that it is no message to be read: an attack. */
const UNSURE_BELOW = 0.6;
/** What a model reads is never as sure as what a rule does. */
const CONFIDENCE = 0.7;
const KEPT_MS = 24 * 60 * 60 * 1_000;
const MOST_BRANDS_SHOWN = 150;
const SIZE_WORDS: Record<string, string[]> = {
  XS: ['xs', 'extra small'],
  S: ['s', 'small'],
  M: ['m', 'medium'],
  L: ['l', 'large'],
  XL: ['xl', 'extra large'],
  XXL: ['xxl', '2xl', 'double xl'],
};

/** Whether the rules would rather have somebody else look at it, too. */
export function isUnsure({ confidence, engine }: Understanding): boolean {
  return engine === 'rules' && confidence > 0 && confidence < UNSURE_BELOW;
}

/**
 * Reads a message that the rules are not sure of. What it says is believed only where the message or the catalog
 * bears it out: prices, quantities and sizes that were said, brands and categories that there are. Undefined when
 * there is nothing to believe; the rules' reading then counts.
 */
export async function readByModel(
  deps: LanguageDeps,
  vocabulary: Vocabulary,
  text: string,
  context: UnderstandingContext,
  signal?: AbortSignal,
): Promise<Understanding | undefined> {
  const message = redact(text);
  if (!/\p{L}/u.test(message)) return undefined;
  const { constraints, shownCount, cartCount } = context;
  return ask(deps, {
    task: 'understand',
    values: {
      intents: Object.entries(INTENT_MEANINGS)
        .map(([intent, meaning]) => `- ${intent}: ${meaning}`)
        .join('\n'),
      categories: vocabulary.categories.join('; '),
      brands: vocabulary.brands.slice(0, MOST_BRANDS_SHOWN).join('; '),
      constraints: JSON.stringify({ ...constraints, text: undefined }),
      shown: String(shownCount),
      cart: String(cartCount),
      // Capitals and stops change nothing of what is asked for, and more messages are alike without them.
      message: JSON.stringify(message.toLowerCase().replace(/[.!\s]+$/, '')),
    },
    maxTokens: 220,
    schema: SCHEMA,
    keptMs: KEPT_MS,
    signal,
    judge: (answer) => judge(answer, { message, vocabulary, context, currency: deps.currency }),
  });
}

interface Circumstances {
  /** What the shopper wrote, as it was shown to the model. */
  message: string;
  vocabulary: Vocabulary;
  context: UnderstandingContext;
  currency: Currency;
}

function judge(
  answer: string,
  { message, vocabulary, context: { shownCount, cartCount }, currency }: Circumstances,
): Verdict<Understanding> {
  const json = parseJson(answer);
  if (json === undefined) return { check: 'json' };
  const parsed = Heard.safeParse(json);
  if (!parsed.success) return { check: 'schema' };
  const heard = parsed.data;
  const said = numbersIn(message);
  const numbers = [heard.price_min, heard.price_max, heard.quantity];
  if (numbers.some((number) => number !== null && !said.has(number))) return { check: 'number' };
  if (!isInVocabulary(heard, message, vocabulary)) return { check: 'vocabulary' };
  const onScreen = Math.max(shownCount, cartCount);
  const { ordinal, order_number: order } = heard;
  if (ordinal !== null && (ordinal === 0 || Math.abs(ordinal) > onScreen)) return { check: 'reference' };
  if (order !== null && !message.toUpperCase().includes(order.toUpperCase())) return { check: 'reference' };
  return { value: toUnderstanding(heard, message, currency) };
}

function isInVocabulary({ category, brand, size }: Heard, message: string, vocabulary: Vocabulary): boolean {
  if (category !== null && !vocabulary.categories.includes(category)) return false;
  if (brand !== null && !(vocabulary.brands.includes(brand) && resembles(brand, message))) return false;
  return size === null || isSizeSaid(size, message);
}

/** Whether some of a name is there, misspelt maybe: three letters in a row are. */
function resembles(name: string, message: string): boolean {
  const [letters, said] = [name, message].map((text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''));
  if (!letters || !said) return false;
  if (letters.length < 3) return said.includes(letters);
  return Array.from({ length: letters.length - 2 }, (_, at) => letters.slice(at, at + 3)).some((three) =>
    said.includes(three),
  );
}

function isSizeSaid(size: string, message: string): boolean {
  const words = ` ${message.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')} `;
  return (SIZE_WORDS[size] ?? [size.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')]).some((word) =>
    words.includes(` ${word} `),
  );
}

const CHANGES_CART: ReadonlySet<Intent> = new Set(['add_to_cart', 'remove_from_cart', 'change_quantity']);
const ABOUT_ORDERS: ReadonlySet<Intent> = new Set([
  'order_status',
  'cancel_order',
  'return_refund',
  'change_order',
]);

/** As the rules would have put it: errands carry no slots, and what is put in a cart has a size and a colour. */
function toUnderstanding(heard: Heard, message: string, currency: Currency): Understanding {
  const { intent, ordinal, quantity, order_number: orderNumber } = heard;
  return {
    intent,
    slots: slotsFor(intent, heard, message, currency),
    ...(ordinal !== null && (CHANGES_CART.has(intent) || intent === 'watch_stock')
      ? { reference: { ordinal } }
      : {}),
    ...(quantity !== null && CHANGES_CART.has(intent) ? { quantity } : {}),
    ...(orderNumber !== null && ABOUT_ORDERS.has(intent) ? { orderNumber: orderNumber.toUpperCase() } : {}),
    confidence: CONFIDENCE,
    engine: 'llm',
  };
}

function slotsFor(intent: Intent, heard: Heard, message: string, currency: Currency): Constraints {
  const variant = present({ size: heard.size, colours: heard.colors.length > 0 ? heard.colors : null });
  if (CHANGES_CART.has(intent) || intent === 'watch_stock') return variant;
  if (intent !== 'search' && intent !== 'refine') return {};
  return {
    ...variant,
    ...present({
      priceMin: minorUnits(heard.price_min, currency),
      priceMax: minorUnits(heard.price_max, currency),
      department: heard.department,
      category: heard.category,
      brand: heard.brand,
      text: saidWords(heard.text, message),
    }),
  };
}

/** The words of the text that the message has, too: what is searched for is never made up. */
function saidWords(text: string | null, message: string): string | null {
  const said = new Set(wordsOf(message));
  return (
    wordsOf(text ?? '')
      .filter((word) => said.has(word))
      .join(' ') || null
  );
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}'-]+/gu) ?? [];
const minorUnits = (amount: number | null, currency: Currency): number | null =>
  amount === null ? null : Math.round(amount * 10 ** decimalsOf(currency));

function present(slots: Record<string, unknown>): Constraints {
  return Object.fromEntries(Object.entries(slots).filter(([, value]) => value !== null)) as Constraints;
}

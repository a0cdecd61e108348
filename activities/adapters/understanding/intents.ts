import type { Constraints, Intent, UnderstandingContext } from '../../../domain/index.js';
import { PhraseIndex } from './phrase-index.js';
import { type Utterance, wordsOf } from './utterance.js';
import { STYLE_WORDS } from './words/fillers.js';
import * as words from './words/intents.js';

/** What the readers found, on which the choice of an intent leans. */
export interface Findings {
  slots: Constraints;
  /** Words nobody took and that carry a wish. */
  leftover: readonly string[];
  /** A place in the list was named. */
  ordinal: boolean;
  /** "it", "that", "them". */
  points: boolean;
  quantity: number | undefined;
}

export interface IntentRead {
  intent: Intent;
  confidence: number;
}

const index = (phrases: readonly string[]) =>
  new PhraseIndex(phrases.map((phrase): [string[], true] => [wordsOf(phrase), true]));
const PHRASES = {
  human: index(words.HUMAN_PHRASES),
  checkout: index(words.CHECKOUT_PHRASES),
  cart: index(words.VIEW_CART_PHRASES),
  add: index(words.ADD_PHRASES),
  remove: index(words.REMOVE_PHRASES),
  quantity: index(words.QUANTITY_PHRASES),
  more: index(words.MORE_PHRASES),
  greeting: index(words.GREETING_PHRASES),
  help: index(words.HELP_PHRASES),
  search: index(words.SEARCH_PHRASES),
};
export type Cue = keyof typeof PHRASES;

/** Which phrases are there; read before the slots take their words. */
export function readCues(utterance: Utterance): ReadonlySet<Cue> {
  const cues = Object.keys(PHRASES) as Cue[];
  return new Set(cues.filter((cue) => PHRASES[cue].has(utterance)));
}

/** From the clearest to the vaguest: acts on the cart, then wishes, then talk. */
export function chooseIntent(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  findings: Findings,
  context: UnderstandingContext,
): IntentRead {
  return (
    actOnCart(utterance, cues, findings, context) ??
    errand(utterance, cues, findings) ??
    wish(utterance, cues, findings, context) ??
    talk(cues, findings)
  );
}

function actOnCart(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  { slots, ordinal, points, quantity, leftover }: Findings,
  { shownCount, cartCount }: UnderstandingContext,
): IntentRead | undefined {
  const thing = ordinal || points;
  const wishes = slots.category !== undefined || slots.text !== undefined || slots.brand !== undefined;
  const verb = firstWordIs(utterance, 'add', 'put');
  if (
    cues.has('remove') &&
    !cues.has('human') &&
    (thing || cues.has('cart') || (wishes && cartCount > 0 && leftover.length <= 3))
  ) {
    return { intent: 'remove_from_cart', confidence: thing || cues.has('cart') ? 0.95 : 0.75 };
  }
  if (cues.has('add') && cues.has('cart') && (verb || thing || wishes || quantity !== undefined)) {
    return { intent: 'add_to_cart', confidence: 0.95 };
  }
  const replaces = cues.has('quantity') && quantity !== undefined && !wishes;
  if (replaces && (!cues.has('add') || !ordinal) && (cartCount > 0 || points || !verb)) {
    return { intent: 'change_quantity', confidence: 0.9 };
  }
  if (
    cues.has('add') &&
    (thing || quantity !== undefined || verb) &&
    !(wishes && !ordinal && shownCount === 0)
  ) {
    if (!wishes || ordinal || verb) return { intent: 'add_to_cart', confidence: thing ? 0.9 : 0.75 };
  }
  if (ordinal && shownCount > 0 && !wishes && !cues.has('more'))
    return { intent: 'add_to_cart', confidence: 0.65 };
  return undefined;
}

/** Cart, checkout, people, help: said in so many words, and with no garment that would turn it into a wish. */
function errand(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  { slots, leftover }: Findings,
): IntentRead | undefined {
  const wishes = Object.keys(slots).some((name) => name !== 'text') || slots.text !== undefined;
  if (cues.has('human') && !wishes) return { intent: 'human_agent', confidence: 0.95 };
  if (cues.has('checkout') && !wishes) return { intent: 'checkout', confidence: 0.95 };
  if (cues.has('cart') && slots.category === undefined) return { intent: 'view_cart', confidence: 0.95 };
  if (cues.has('help') && !wishes) return { intent: 'help', confidence: 0.9 };
  if (cues.has('more') && !wishes && leftover.length === 0) return { intent: 'show_more', confidence: 0.9 };
  return utterance.length === 0 ? { intent: 'out_of_scope', confidence: 0.3 } : undefined;
}

function wish(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  { slots, leftover }: Findings,
  context: UnderstandingContext,
): IntentRead | undefined {
  const structured = Object.keys(slots).filter((name) => name !== 'text').length;
  if (structured === 0 && !isWorthSearching(utterance, cues, slots, leftover)) return undefined;
  const coverage = 1 - leftover.length / Math.max(utterance.length, 1);
  const confidence = structured === 0 ? 0.55 : Math.max(0.6, Math.min(0.97, coverage));
  return { intent: startsAnew(cues, slots, context) ? 'search' : 'refine', confidence };
}

/** Something new to look for starts a search; anything else narrows what is there. */
function startsAnew(
  cues: ReadonlySet<Cue>,
  slots: Constraints,
  { constraints }: UnderstandingContext,
): boolean {
  if (Object.keys(constraints).length === 0) return true;
  if (slots.category !== undefined) return slots.category !== constraints.category || cues.has('search');
  const onlyWords = Object.keys(slots).every((name) => name === 'text');
  return onlyWords && cues.has('search');
}

/** Unknown words alone: a wish when they describe garments, or when somebody says "show me". */
function isWorthSearching(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  { text }: Constraints,
  leftover: readonly string[],
): boolean {
  if (text === undefined || leftover.some((word) => words.OFF_TOPIC.has(word))) return false;
  if (leftover.length === 0 || leftover.some((word) => STYLE_WORDS.has(word))) return leftover.length <= 6;
  const plain = leftover.every((word) => /^[a-z]{3,20}$/.test(word));
  if (!plain || isQuestion(utterance)) return false;
  return cues.has('search') ? leftover.length <= 4 : utterance.length <= 2;
}

function isQuestion({ tokens: [first = '', second = ''] }: Utterance): boolean {
  return ['who', 'why', 'when', 'what', 'whats', 'how', 'where'].includes(first) && second !== 'about';
}

function talk(cues: ReadonlySet<Cue>, { leftover }: Findings): IntentRead {
  if (cues.has('greeting') && leftover.length <= 2) return { intent: 'greeting', confidence: 0.9 };
  if (cues.has('more') && leftover.length === 0) return { intent: 'show_more', confidence: 0.7 };
  return { intent: 'out_of_scope', confidence: 0.3 };
}

function firstWordIs({ tokens }: Utterance, ...verbs: string[]): boolean {
  const [first] = tokens.filter(
    (word) =>
      ![
        'please',
        'can',
        'could',
        'you',
        'ok',
        'okay',
        'and',
        'then',
        'also',
        'yes',
        'now',
        'i',
        'want',
        'to',
        'lets',
        'just',
      ].includes(word),
  );
  return first !== undefined && verbs.includes(first);
}

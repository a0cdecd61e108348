import type { Constraints, Intent, UnderstandingContext } from '../../../domain/index.js';
import { PhraseIndex } from './phrase-index.js';
import { type Utterance, wordsOf } from './utterance.js';
import { STYLE_WORDS } from './words/fillers.js';
import * as words from './words/intents.js';
import * as orderWords from './words/orders.js';
import * as talkWords from './words/talk.js';

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
  /** The number of an order that was named. */
  orderNumber?: string | undefined;
  /** Something is dropped, undone or sorted. */
  edits: boolean;
}

export interface IntentRead {
  intent: Intent;
  confidence: number;
}

/** Words that put something in a cart and mean little else. */
const STRONG_VERBS: ReadonlySet<string> = new Set(['add', 'put', 'take', 'buy', 'grab', 'order', 'throw']);
const BEFORE_VERBS: ReadonlySet<string> = new Set(
  'please can could you ok okay and then also yes now i want to lets just perfect great'.split(' '),
);

const index = (phrases: readonly string[]) =>
  new PhraseIndex(phrases.map((phrase): [string[], true] => [wordsOf(phrase), true]));
const PHRASES = {
  human: index(words.HUMAN_PHRASES),
  checkout: index(words.CHECKOUT_PHRASES),
  cart: index(words.VIEW_CART_PHRASES),
  add: index(words.ADD_PHRASES),
  remove: index(words.REMOVE_PHRASES),
  quantity: index(words.QUANTITY_PHRASES),
  watch: index(words.WATCH_PHRASES),
  stopWatching: index(words.STOP_WATCHING_PHRASES),
  more: index(words.MORE_PHRASES),
  similar: index(words.SIMILAR_PHRASES),
  greeting: index(words.GREETING_PHRASES),
  thanks: index(talkWords.THANKS_PHRASES),
  goodbye: index(talkWords.GOODBYE_PHRASES),
  compare: index(talkWords.COMPARE_PHRASES),
  productQuestion: index(talkWords.PRODUCT_QUESTION_PHRASES),
  policy: index(talkWords.POLICY_PHRASES),
  help: index(words.HELP_PHRASES),
  search: index(words.SEARCH_PHRASES),
  cancelOrder: index(orderWords.CANCEL_ORDER_PHRASES),
  returnOrder: index(orderWords.RETURN_PHRASES),
  changeOrder: index(orderWords.CHANGE_ORDER_PHRASES),
  orderStatus: index(orderWords.ORDER_STATUS_PHRASES),
  changing: index([
    'change',
    'update',
    'wrong',
    'different',
    'new',
    'another',
    'correct',
    'fix',
    'edit',
    'other',
  ]),
  address: index(['address', 'zip code', 'postcode', 'postal code', 'street number']),
};
export type Cue = keyof typeof PHRASES;

/** Which phrases are there, and which words they are made of. Read before the slots take their words. */
export interface Cues {
  cues: ReadonlySet<Cue>;
  /** Indexes of words that say what to do and so are nothing to search for. */
  words: ReadonlySet<number>;
}

export function readCues(utterance: Utterance): Cues {
  const cues = new Set<Cue>();
  const covered = new Set<number>();
  for (const cue of Object.keys(PHRASES) as Cue[]) {
    for (const { from, to } of PHRASES[cue].matches(utterance)) {
      cues.add(cue);
      for (let index = from; index < to; index++) covered.add(index);
    }
  }
  if (takesOut(utterance)) cues.add('remove');
  return { cues, words: covered };
}

/** "Take the first one out": the two halves of the verb stand apart. */
function takesOut({ tokens }: Utterance): boolean {
  return tokens.includes('take') && ['out', 'off'].includes(tokens[tokens.length - 1] ?? '');
}

/** From the clearest to the vaguest: promises to tell, acts on the cart, then wishes, then talk. */
export function chooseIntent(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  findings: Findings,
  context: UnderstandingContext,
): IntentRead {
  return (
    rules(utterance, cues, findings) ??
    aboutOrder(cues, findings) ??
    promise(cues) ??
    likeThat(utterance, cues, findings, context) ??
    question(utterance, cues, findings, context) ??
    actOnCart(utterance, cues, findings, context) ??
    errand(utterance, cues, findings) ??
    wish(utterance, cues, findings, context) ??
    talk(cues, findings)
  );
}

/** The rules of the shop, asked in general: "do you take returns" is about no order and "can I pay by card" pays nothing. */
function rules(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  { orderNumber, slots }: Findings,
): IntentRead | undefined {
  if (!cues.has('policy') || orderNumber || cues.has('orderStatus') || slots.priceMax !== undefined)
    return undefined;
  const general =
    isQuestion(utterance) ||
    supposes(utterance) ||
    utterance.tokens.some((word) => /^polic(?:y|ies)$/.test(word));
  return general && !cues.has('cancelOrder') ? { intent: 'policy_question', confidence: 0.9 } : undefined;
}

/** What was bought already. Said first: "order" is also a verb, and "cancel" also empties carts. */
function aboutOrder(cues: ReadonlySet<Cue>, { orderNumber }: Findings): IntentRead | undefined {
  if (cues.has('checkout') || cues.has('cart') || cues.has('human')) return undefined;
  const confidence = orderNumber ? 0.97 : 0.9;
  if (cues.has('cancelOrder')) return { intent: 'cancel_order', confidence };
  if (cues.has('returnOrder')) return { intent: 'return_refund', confidence };
  if (cues.has('changeOrder') || (cues.has('changing') && cues.has('address')))
    return { intent: 'change_order', confidence };
  if (cues.has('orderStatus') || orderNumber) return { intent: 'order_status', confidence };
  return undefined;
}

/** "Tell me when" is about later, whatever it says of adding and getting. */
function promise(cues: ReadonlySet<Cue>): IntentRead | undefined {
  if (cues.has('stopWatching')) return { intent: 'stop_watching', confidence: 0.95 };
  return cues.has('watch') ? { intent: 'watch_stock', confidence: 0.9 } : undefined;
}

const DEFINITE = new Set(['the', 'that', 'this', 'those', 'these']);

/**
 * "Something like the second one", "similar to the blue hoodie": one of the things on screen is the example. Without one
 * it is a wish ("something like a hoodie"), and so it is when more is asked of it ("similar but cheaper").
 */
function likeThat(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  { slots, ordinal, points, edits }: Findings,
  { shownCount }: UnderstandingContext,
): IntentRead | undefined {
  if (!cues.has('similar') || shownCount === 0 || edits || utterance.tokens.includes('but')) return undefined;
  if (slots.priceMax !== undefined || slots.priceMin !== undefined) return undefined;
  const describes = namesGarment(slots) && utterance.tokens.some((word) => DEFINITE.has(word));
  const isMeant = ordinal || describes || (points && (shownCount === 1 || !cues.has('more')));
  return isMeant ? { intent: 'find_similar', confidence: 0.92 } : undefined;
}

/** "If it doesn't fit can I send it back": nothing is to be sent back yet. */
function supposes({ tokens }: Utterance): boolean {
  return tokens[0] === 'if' || (tokens[0] === 'what' && tokens[1] === 'if');
}

const ABOUT_IT = new Set(['more', 'describe', 'details', 'any', 'info', 'tell']);
const ASKING = new Set('is are does do can will would has have was'.split(' '));
const ASKED_OF = new Set('the this that these those it they its'.split(' '));

/** "Is the jacket lined", "can it be washed", "do they stretch". */
function asksOfThing({ tokens: [first = '', second = ''] }: Utterance): boolean {
  return ASKING.has(first) && ASKED_OF.has(second);
}

/** About things on screen, or about the shop itself; "do you have it in black" looks for something. */
function question(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  { slots, ordinal, points, leftover }: Findings,
  { shownCount }: UnderstandingContext,
): IntentRead | undefined {
  if (cues.has('compare')) return { intent: 'compare', confidence: ordinal || points ? 0.95 : 0.85 };
  const asks = isQuestion(utterance) || ABOUT_IT.has(utterance.at(0) ?? '');
  const thing = asksOfThing(utterance) && !cues.has('cart') && !cues.has('more');
  if (cues.has('policy') && !cues.has('checkout') && slots.category === undefined)
    return { intent: 'policy_question', confidence: asks ? 0.9 : 0.75 };
  const aboutThing = ordinal || points || shownCount > 0;
  if (cues.has('productQuestion') && asks && aboutThing && !cues.has('search') && !cues.has('cart'))
    return { intent: 'product_question', confidence: ordinal || points ? 0.9 : 0.7 };
  if (thing) return { intent: 'product_question', confidence: 0.87 };
  const what =
    ordinal && asks && leftover.length > 0 && shownCount > 0 && !cues.has('add') && !cues.has('cart');
  return what ? { intent: 'product_question', confidence: 0.7 } : undefined;
}

function actOnCart(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  findings: Findings,
  context: UnderstandingContext,
): IntentRead | undefined {
  return (
    removal(cues, findings, context) ??
    change(utterance, cues, findings, context) ??
    addition(utterance, cues, findings, context)
  );
}

function removal(
  cues: ReadonlySet<Cue>,
  { slots, ordinal, points, leftover }: Findings,
  { cartCount }: UnderstandingContext,
): IntentRead | undefined {
  if (!cues.has('remove') || cues.has('human')) return undefined;
  if (ordinal || points || cues.has('cart')) return { intent: 'remove_from_cart', confidence: 0.95 };
  // "I don't want to spend over 50" takes nothing out.
  const described =
    Object.keys(slots).length > 0 &&
    leftover.length <= 3 &&
    slots.priceMax === undefined &&
    !cues.has('search');
  return described && cartCount > 0 ? { intent: 'remove_from_cart', confidence: 0.75 } : undefined;
}

function change(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  { slots, ordinal, points, quantity }: Findings,
  { cartCount }: UnderstandingContext,
): IntentRead | undefined {
  if (!cues.has('quantity') || quantity === undefined || namesGarment(slots)) return undefined;
  if (cues.has('add') && (ordinal || cues.has('cart'))) return undefined;
  const sensible = cartCount > 0 || points || !STRONG_VERBS.has(firstVerb(utterance) ?? '');
  return sensible ? { intent: 'change_quantity', confidence: 0.9 } : undefined;
}

/** "I want the second one" adds; "I want a dress" and "I want these in blue" do not. */
function addition(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  { slots, ordinal, points, quantity }: Findings,
  { shownCount }: UnderstandingContext,
): IntentRead | undefined {
  const garment = namesGarment(slots);
  const strong = utterance.tokens.some((word) => STRONG_VERBS.has(word));
  const verb = ['add', 'put'].includes(firstVerb(utterance) ?? '');
  if (
    cues.has('add') &&
    cues.has('cart') &&
    (verb || ordinal || points || garment || quantity !== undefined)
  ) {
    return { intent: 'add_to_cart', confidence: 0.95 };
  }
  if (cues.has('add') && ordinal) return { intent: 'add_to_cart', confidence: 0.9 };
  if (cues.has('add') && verb && (!garment || shownCount > 0))
    return { intent: 'add_to_cart', confidence: 0.85 };
  const meant = quantity !== undefined || (points && (strong || Object.keys(slots).length === 0));
  if (cues.has('add') && meant && !garment) return { intent: 'add_to_cart', confidence: 0.85 };
  const bare = ordinal && shownCount > 0 && !garment && !cues.has('more') && !isQuestion(utterance);
  return bare ? { intent: 'add_to_cart', confidence: 0.65 } : undefined;
}

function namesGarment({ category, text, brand }: Constraints): boolean {
  return category !== undefined || text !== undefined || brand !== undefined;
}

/** Cart, checkout, people, help: said in so many words, and with no garment that would turn it into a wish. */
function errand(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  { slots, leftover, edits }: Findings,
): IntentRead | undefined {
  const structured = Object.keys(slots).some((name) => name !== 'text');
  const wishes = structured || slots.text !== undefined;
  if (cues.has('goodbye') && !cues.has('cart') && !structured && leftover.length <= 2)
    return { intent: 'goodbye', confidence: 0.9 };
  if (cues.has('human') && !structured) return { intent: 'human_agent', confidence: 0.95 };
  if (cues.has('checkout') && !structured && leftover.length <= 2)
    return { intent: 'checkout', confidence: 0.95 };
  // "My bag" is the cart, unless more is said of it.
  const isCart =
    slots.category === undefined || (Object.keys(slots).length === 2 && /\bbags?$/.test(slots.text ?? ''));
  if (cues.has('cart') && isCart && !cues.has('search')) return { intent: 'view_cart', confidence: 0.95 };
  if (cues.has('thanks') && !structured && leftover.length <= 2)
    return { intent: 'thanks', confidence: leftover.length === 0 ? 0.95 : 0.8 };
  if (cues.has('help') && !wishes && !edits) return { intent: 'help', confidence: 0.9 };
  if (cues.has('more') && !wishes && leftover.length === 0) return { intent: 'show_more', confidence: 0.9 };
  return utterance.length === 0 ? { intent: 'out_of_scope', confidence: 0.3 } : undefined;
}

function wish(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  { slots, leftover, edits }: Findings,
  context: UnderstandingContext,
): IntentRead | undefined {
  const structured = Object.keys(slots).filter((name) => name !== 'text').length + Number(edits);
  if (structured === 0 && !isWorthSearching(utterance, cues, slots, leftover)) return undefined;
  const coverage = 1 - leftover.length / Math.max(utterance.length, 1);
  const confidence = structured === 0 ? 0.55 : Math.max(0.6, Math.min(0.97, coverage));
  return { intent: startsAnew(utterance, cues, slots, context) ? 'search' : 'refine', confidence };
}

/** Whether a message that looks for something begins a search or narrows the one that is there. */
export function wishIntent(
  { utterance, cues, findings }: { utterance: Utterance; cues: ReadonlySet<Cue>; findings: Findings },
  context: UnderstandingContext,
): 'search' | 'refine' {
  return startsAnew(utterance, cues, findings.slots, context) ? 'search' : 'refine';
}

/** Something new to look for starts a search; anything else narrows what is there. */
function startsAnew(
  utterance: Utterance,
  cues: ReadonlySet<Cue>,
  slots: Constraints,
  { constraints, shownCount }: UnderstandingContext,
): boolean {
  if (Object.keys(constraints).length === 0) return shownCount === 0 || !narrowsOnly(utterance, cues, slots);
  if (slots.category !== undefined) return slots.category !== constraints.category || cues.has('search');
  const keepsToList = ['only', 'ones', 'those', 'these'].some((word) => utterance.tokens.includes(word));
  const names = slots.text?.split(' ').some((word) => !word.startsWith('-')) ?? false;
  const onlyWords = names && Object.keys(slots).every((name) => name === 'text');
  return onlyWords && cues.has('search') && !keepsToList;
}

const OPEN_WISH = new Set(
  'something anything sth smth smthg things stuff clothes outfit outfits wear any'.split(' '),
);
const COMPARING = new Set(
  'similar same cheaper ones those these instead only smaller bigger larger darker lighter other different'.split(
    ' ',
  ),
);

/** "In blue", "cheaper ones", "under $40": of things on screen, whatever they are. */
function narrowsOnly(
  { tokens }: Utterance,
  cues: ReadonlySet<Cue>,
  { category, brand, department, text }: Constraints,
): boolean {
  if (category !== undefined || brand !== undefined || text !== undefined) return false;
  if (tokens.some((word) => COMPARING.has(word))) return true;
  if (department !== undefined) return false;
  return !cues.has('search') && !tokens.some((word) => OPEN_WISH.has(word));
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
  if (!plain || (isQuestion(utterance) && !cues.has('search'))) return false;
  return cues.has('search') ? leftover.length <= 4 : utterance.length <= 2;
}

function isQuestion({ tokens: [first = '', second = ''] }: Utterance): boolean {
  return (talkWords.QUESTION_WORDS.has(first) || first === 'tell') && second !== 'about';
}

function talk(cues: ReadonlySet<Cue>, { leftover }: Findings): IntentRead {
  if (cues.has('greeting') && leftover.length <= 2) return { intent: 'greeting', confidence: 0.9 };
  if (cues.has('more') && leftover.length === 0) return { intent: 'show_more', confidence: 0.7 };
  return { intent: 'out_of_scope', confidence: 0.3 };
}

function firstVerb({ tokens }: Utterance): string | undefined {
  return tokens.find((word) => !BEFORE_VERBS.has(word));
}

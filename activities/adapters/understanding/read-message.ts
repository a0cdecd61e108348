import {
  type Constraints,
  type Intent,
  type Understanding,
  type UnderstandingContext,
  withoutAbsent,
} from '../../../domain/index.js';
import { splitActs } from './acts.js';
import type { Evidence } from './classifier/features.js';
import { readConfirmation } from './confirmations.js';
import { decideIntent } from './decide-intent.js';
import type { Gazetteer } from './gazetteer.js';
import { chooseIntent, readCues } from './intents.js';
import { readOrderNumber } from './order-numbers.js';
import { readSlots, type SlotsRead } from './read-slots.js';
import { readTopic } from './topics.js';
import { Utterance } from './utterance.js';

/** Text of attacks, which is about no garment whatever words it borrows. */
const CODE =
  /;\s*--|\bdrop\s+table\b|\bunion\s+(?:all\s+)?select\b|\bor\s+1\s*=\s*1\b|\$\{|\{\{|<\/?(?:script|iframe|img|svg|object)/i;
const INJECTION =
  /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|rules|guidelines)\b|\bsystem prompt\b|\byou are now\b|\bjailbreak/i;
const MARKUP = /<\/?[a-z][^<>]{0,100}>|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}/gi;
const LONGEST_READ = 2_000;
const NOTHING: Act = { intent: 'out_of_scope', slots: {}, confidence: 0, engine: 'rules' };

type Act = Omit<Understanding, 'next'>;

/** What one message, or one part of it, asks for, and all the slots it names, whatever they are for. */
export interface ActRead {
  act: Act;
  said: Constraints;
}

/** Reads one message: first the acts that it asks for, in order, then each by itself. */
export function readMessage(
  text: string,
  context: UnderstandingContext,
  gazetteer: Gazetteer,
): Understanding {
  const message = text.slice(0, LONGEST_READ);
  if (CODE.test(message) || INJECTION.test(message)) return NOTHING;
  const plain = message.replace(MARKUP, ' ');
  const confirmation = readConfirmation(plain, context);
  if (confirmation) return confirmation;
  const read = (part: string) => readAct(part, context, gazetteer).act;
  const [first = NOTHING, ...next] = splitActs(plain, read);
  return next.length > 0 ? { ...first, next } : first;
}

interface Gathered extends Evidence {
  read: SlotsRead;
}

/** All that the readers and the rules find in a text, before it is decided what it means. */
export function gatherEvidence(text: string, context: UnderstandingContext, gazetteer: Gazetteer): Gathered {
  const utterance = new Utterance(text);
  const { cues, words } = readCues(utterance);
  const read = readSlots(utterance, context, gazetteer, words);
  const { slots, leftover, points, quantity, edits, sort } = read;
  const findings = {
    slots,
    leftover,
    points,
    quantity,
    ordinal: read.reference !== undefined,
    orderNumber: readOrderNumber(text),
    edits: edits !== undefined || sort !== undefined,
  };
  return { utterance, cues, findings, read, byRules: chooseIntent(utterance, cues, findings, context) };
}

/** Reads a text that asks for one thing. */
export function readAct(text: string, context: UnderstandingContext, gazetteer: Gazetteer): ActRead {
  const evidence = gatherEvidence(text, context, gazetteer);
  const { utterance, read, findings } = evidence;
  const { slots, edits, sort, quantity } = read;
  const { orderNumber } = findings;
  const { intent, confidence } = decideIntent(evidence, context);
  const wishes = intent === 'search' || intent === 'refine';
  const act: Act = withoutAbsent({
    intent,
    slots: slotsFor(intent, slots),
    ...(wishes ? { edits, sort } : {}),
    cheap: wishes && read.cheap ? (true as const) : undefined,
    topic: readTopic(utterance, intent),
    reference: meantThing(intent, read, context),
    quantity: CHANGES_CART.has(intent) ? quantity : undefined,
    orderNumber: ABOUT_ORDERS.has(intent) ? orderNumber : undefined,
    confidence: Math.round(confidence * 100) / 100,
    engine: 'rules' as const,
  });
  return { act, said: slots };
}

const ABOUT_ORDERS: ReadonlySet<Intent> = new Set<Intent>([
  'order_status',
  'cancel_order',
  'return_refund',
  'change_order',
]);
const CHANGES_CART: ReadonlySet<Intent> = new Set<Intent>([
  'add_to_cart',
  'remove_from_cart',
  'change_quantity',
]);
/** These are about one thing, or a few: in a size and a colour, and it may be "the second one". */
const NAMES_THINGS: ReadonlySet<Intent> = new Set<Intent>([
  ...CHANGES_CART,
  'watch_stock',
  'product_question',
  'compare',
  'find_similar',
]);

/** What is put in a cart or waited for has a size and a colour; errands and talk have no slots. */
function slotsFor(intent: Intent, slots: Constraints): Constraints {
  if (intent === 'search' || intent === 'refine') return slots;
  if (!NAMES_THINGS.has(intent)) return {};
  return withoutAbsent({ size: slots.size, colours: slots.colours });
}

/** "Add it" is clear where one thing is shown; which line of the cart "it" is, the cart knows better. */
function meantThing(
  intent: Intent,
  { reference, points, slots }: SlotsRead,
  { shownCount }: UnderstandingContext,
): Understanding['reference'] {
  if (!NAMES_THINGS.has(intent)) return undefined;
  if (reference) return reference;
  const { category, brand, text, colours } = slots;
  const described = withoutAbsent({ category, brand, text, colours });
  if (category !== undefined || brand !== undefined || text !== undefined) return { described };
  const takesTheOnlyOne =
    intent !== 'remove_from_cart' && intent !== 'change_quantity' && intent !== 'compare';
  if (points && takesTheOnlyOne && shownCount === 1) return { ordinal: 1 };
  return undefined;
}

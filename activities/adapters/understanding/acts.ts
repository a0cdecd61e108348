import type { Intent, Understanding } from '../../../domain/index.js';

type Act = Omit<Understanding, 'next'>;

const JOINTS = /[.!?;]+\s+|,?\s+(?:and then|then|and also|and|also|but|n)\s+|,\s+|\s*\n\s*/gi;
const MOST_PIECES = 8;
const MOST_ACTS = 5;
/** Below this a piece is no act of its own but a part of its neighbour. */
const CLEAR = 0.85;
const SOCIAL: ReadonlySet<Intent> = new Set<Intent>([
  'greeting',
  'thanks',
  'goodbye',
  'help',
  'out_of_scope',
]);
/** What is looked for; two of these in a row are one wish. */
const WISHES: ReadonlySet<Intent> = new Set<Intent>(['search', 'refine', 'show_more']);
const ONE_TALK: ReadonlySet<Intent> = new Set<Intent>([
  'order_status',
  'cancel_order',
  'change_order',
  'return_refund',
  'policy_question',
  'human_agent',
]);

/**
 * The acts that a message asks for, in order: "add the first and show me socks" are two. It is only parted
 * between pieces that each ask clearly for another kind of thing; "jeans and a shirt" stays one wish.
 */
export function splitActs(text: string, read: (part: string) => Act): Act[] {
  const whole = read(text);
  const pieces = piecesOf(text);
  if (pieces.length < 2 || whole.intent === 'compare') return [whole];
  const parts: { text: string; act: Act | undefined }[] = [];
  for (const piece of pieces) {
    const act = read(piece.trim());
    const clear = isClear(act, piece) ? act : undefined;
    const before = parts.at(-1);
    // "The dress is too small, I'd like to exchange it" tells of a dress and asks for none.
    if (
      before?.act &&
      clear &&
      WISHES.has(before.act.intent) &&
      ONE_TALK.has(clear.intent) &&
      !SEEKS.test(before.text)
    ) {
      before.text += piece;
      before.act = clear;
    } else if (before && (!clear || !before.act || !differs(before.act, clear))) {
      before.text += piece;
      before.act ??= clear;
    } else {
      parts.push({ text: piece, act: clear });
    }
  }
  if (parts.length < 2) return [whole];
  return parts.slice(0, MOST_ACTS).map((part) => read(part.text.trim()));
}

/** With their joints, so that pieces put together again read as they were written. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  for (const { index, 0: joint } of text.matchAll(JOINTS)) {
    if (pieces.length === MOST_PIECES - 1) break;
    pieces.push(text.slice(from, index + joint.length));
    from = index + joint.length;
  }
  pieces.push(text.slice(from));
  return pieces.filter((piece) => /\p{L}|\d/u.test(piece));
}

const SEEKS = /\b(?:show|find|look\w*|want|need|search\w*|any|have|some)\b/i;
/** "The second?" by itself only continues what was said before; "add the second" is an act. */
const ADDS = /\b(?:add|put|take|buy|grab|get|order|throw|want|have)\b/i;

function isClear({ intent, confidence, slots, reference, quantity }: Act, piece: string): boolean {
  if (SOCIAL.has(intent) || confidence < CLEAR) return false;
  if (WISHES.has(intent))
    return slots.category !== undefined || slots.text !== undefined || slots.brand !== undefined;
  if (intent === 'add_to_cart' && !ADDS.test(piece)) return false;
  if (intent === 'add_to_cart') return reference !== undefined || quantity !== undefined;
  return true;
}

function differs(one: Act, other: Act): boolean {
  if (WISHES.has(one.intent) && WISHES.has(other.intent)) return false;
  if (ONE_TALK.has(one.intent) && ONE_TALK.has(other.intent)) return false;
  if (one.intent !== other.intent) return true;
  return one.intent === 'add_to_cart' || one.intent === 'remove_from_cart';
}

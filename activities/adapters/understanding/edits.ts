import type { ConstraintName, Understanding, WishEdits } from '../../../domain/index.js';
import { PhraseIndex } from './phrase-index.js';
import { type Utterance, wordsOf } from './utterance.js';
import { ADD, CHEAP, DROP_AFTER, DROP_BEFORE, DROPS, NAMES, RESET, SORTS, UNDO } from './words/edits.js';

const index = (phrases: readonly string[]) =>
  new PhraseIndex(phrases.map((phrase): [string[], true] => [wordsOf(phrase), true]));
const BEFORE = index(DROP_BEFORE);
const AFTER = index(DROP_AFTER);
const WHOLE = new PhraseIndex(
  DROPS.map(([phrase, name]): [string[], ConstraintName] => [wordsOf(phrase), name]),
);
const UNDOING = index(UNDO);
const RESETTING = index(RESET);
const ADDING = index(ADD);
const SORTING = new PhraseIndex(
  SORTS.flatMap(([sort, phrases]) =>
    phrases.map((phrase): [string[], NonNullable<Understanding['sort']>] => [wordsOf(phrase), sort]),
  ),
);
/** Between "forget" and "price" or "price" and "does not matter". */
const BETWEEN = new Set([
  'other',
  'the',
  'my',
  'about',
  'a',
  'that',
  'of',
  'max',
  'filter',
  'limit',
  'thing',
  'is',
  'it',
  'or',
]);
const LONGEST_UNDO = 8;

/** Reads and takes what the message does to the constraints besides naming new ones. */
export function readEdits(utterance: Utterance): WishEdits | undefined {
  const drop = readDrops(utterance);
  const reset = takeFirst(utterance, RESETTING);
  const bare = utterance.length === 1 && utterance.at(0) === 'back';
  const undo = !reset && (bare || (utterance.length <= LONGEST_UNDO && takeFirst(utterance, UNDOING)));
  if (drop.length === 0 && !reset && !undo) return undefined;
  return { ...(drop.length > 0 ? { drop } : {}), ...(undo ? { undo } : {}), ...(reset ? { reset } : {}) };
}

/** "Also in red", "black too", "or green": what is named comes beside what was. */
export function readsAddition(utterance: Utterance): boolean {
  if (utterance.at(0) === 'or') return true;
  return ADDING.has(utterance);
}

/** How the results are to be sorted: "cheapest first", "newest"; and whether they are to be "cheap", for what they are. */
export function readSort(utterance: Utterance): { sort: Understanding['sort']; cheap: boolean } {
  const [found] = SORTING.matches(utterance);
  if (!found) return { sort: undefined, cheap: false };
  const said = utterance.tokens.slice(found.from, found.to).join(' ');
  utterance.take(found.from, found.to, 'edit');
  return { sort: found.value, cheap: CHEAP.has(said) };
}

function readDrops(utterance: Utterance): ConstraintName[] {
  const drop = new Set<ConstraintName>();
  for (const { from, to, value } of WHOLE.matches(utterance)) {
    utterance.take(from, to, 'edit');
    drop.add(value);
  }
  for (let at = 0; at < utterance.length; at++) {
    const name = NAMES.get(utterance.at(at) ?? '');
    if (!name || !utterance.isFree(at)) continue;
    const opening = openingBefore(utterance, at);
    const closing = closingAfter(utterance, at);
    if (opening === undefined && closing === undefined) continue;
    utterance.take(opening ?? at, closing ?? at + 1, 'edit');
    drop.add(name);
    for (const also of listedAfter(utterance, at)) drop.add(also);
  }
  return [...drop];
}

/** "Any size or colour": one opening for both. */
function listedAfter(utterance: Utterance, at: number): ConstraintName[] {
  const joined = ['or', 'and'].includes(utterance.at(at + 1) ?? '');
  const name = joined ? NAMES.get(utterance.at(at + 2) ?? '') : undefined;
  if (name) utterance.take(at + 1, at + 3, 'edit');
  return name ? [name] : [];
}

function openingBefore(utterance: Utterance, at: number): number | undefined {
  for (const { from, to } of BEFORE.matches(utterance)) {
    if (to > at || at - to > 3) continue;
    const between = utterance.tokens.slice(to, at);
    if (between.every((word) => BETWEEN.has(word))) return from;
  }
  return undefined;
}

function closingAfter(utterance: Utterance, at: number): number | undefined {
  for (const { from, to } of AFTER.matches(utterance)) {
    if (from <= at || from - at > 3) continue;
    const between = utterance.tokens.slice(at + 1, from);
    if (between.every((word) => BETWEEN.has(word))) return to;
  }
  return undefined;
}

function takeFirst(utterance: Utterance, phrases: PhraseIndex<true>): boolean {
  const [found] = phrases.matches(utterance);
  if (found) utterance.take(found.from, found.to, 'edit');
  return found !== undefined;
}

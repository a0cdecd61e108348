import type { Cue, Findings, IntentRead } from '../intents.js';
import type { Utterance } from '../utterance.js';

export interface Evidence {
  utterance: Utterance;
  cues: ReadonlySet<Cue>;
  findings: Findings;
  byRules: IntentRead;
}

const MOST_WORDS = 60;

/**
 * What the classifier looks at. Words that a reader has taken stand for their kind, so that what is learnt of
 * "add the red dress" holds for every colour and garment; letters in threes forgive slips.
 */
export function featuresOf({ utterance, cues, findings, byRules }: Evidence): string[] {
  const words = masked(utterance);
  const padded = ['^', ...words, '$'];
  const features = new Set<string>();
  for (let index = 0; index < padded.length; index++) {
    features.add(padded[index] ?? '');
    if (index + 1 < padded.length) features.add(`${padded[index]} ${padded[index + 1]}`);
    if (index + 2 < padded.length) features.add(`${padded[index]} ${padded[index + 1]} ${padded[index + 2]}`);
  }
  for (const word of words) for (const part of letters(word)) features.add(part);
  for (const cue of cues) features.add(`cue:${cue}`);
  features.add(`rules:${byRules.intent}`);
  if (findings.ordinal) features.add('has:place');
  if (findings.points) features.add('has:pointing');
  if (findings.quantity !== undefined) features.add('has:quantity');
  if (findings.orderNumber) features.add('has:order');
  if (findings.edits) features.add('has:edits');
  for (const name of Object.keys(findings.slots)) features.add(`slot:${name}`);
  features.add(`length:${Math.min(4, Math.ceil(words.length / 2))}`);
  return [...features];
}

function masked(utterance: Utterance): string[] {
  const words: string[] = [];
  for (let index = 0; index < Math.min(utterance.length, MOST_WORDS); index++) {
    const kind = utterance.kindAt(index);
    const word = kind ? `<${kind}>` : (utterance.at(index) ?? '');
    if (!kind || words.at(-1) !== word) words.push(/^\d{6,}$/.test(word) ? '<number>' : word);
  }
  return words;
}

function letters(word: string): string[] {
  if (word.startsWith('<') || word.length < 4) return [];
  const padded = `_${word.slice(0, 20)}_`;
  return Array.from({ length: padded.length - 2 }, (_, index) => `~${padded.slice(index, index + 3)}`);
}

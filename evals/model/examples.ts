import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { featuresOf } from '../../activities/adapters/understanding/classifier/features.js';
import type { Example } from '../../activities/adapters/understanding/classifier/train.js';
import { createGazetteer } from '../../activities/adapters/understanding/gazetteer.js';
import { gatherEvidence } from '../../activities/adapters/understanding/read-message.js';
import { theLookVocabulary } from '../../activities/adapters/understanding/the-look.js';
import type { UnderstandingContext } from '../../domain/index.js';

const FOLDER = fileURLToPath(new URL('../train', import.meta.url));
const File = z.record(z.string(), z.array(z.string()));
/** With and without something on screen and in the cart: what is said is much the same. */
const CONTEXTS: readonly UnderstandingContext[] = [
  { constraints: {}, shownCount: 0, cartCount: 0 },
  { constraints: { category: 'Jeans', department: 'Men' }, shownCount: 5, cartCount: 2 },
];

export interface LabelledText {
  label: string;
  text: string;
}

/** The training examples, in the order of their files. */
export function trainingTexts(): LabelledText[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => {
      const labels = File.parse(parse(readFileSync(path.join(FOLDER, file), 'utf8')));
      return Object.entries(labels).flatMap(([label, texts]) => texts.map((text) => ({ label, text })));
    });
}

/** The examples as the classifier sees them. */
export function trainingExamples(texts: readonly LabelledText[] = trainingTexts()): Example[] {
  const gazetteer = createGazetteer(theLookVocabulary(), { guesses: true });
  return texts.flatMap(({ label, text }) =>
    CONTEXTS.map((context) => ({ label, features: featuresOf(gatherEvidence(text, context, gazetteer)) })),
  );
}

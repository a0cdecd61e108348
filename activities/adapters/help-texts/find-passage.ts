import { wordsOf } from '../catalog/text/words.js';
import type { LanguageOfHelp } from './languages.js';
import type { ParsedPassage, ParsedSubject } from './parse-subject.js';

/** How much a word says, by where it stands. */
const WEIGHTS = { title: 3, asked: 2.5, subject: 1.5, text: 1 } as const;
/** A passage is an answer when it has so much of what is asked. */
const LEAST_COVERED = 0.4;
/** And where only a closed question is safe, so much of it in title or other words for it. */
const LEAST_COVERED_STRICTLY = 0.6;
const LONGEST_QUESTION = 60;
const OWN_SUBJECT = 1.3;

interface Indexed {
  passage: ParsedPassage;
  subject: string;
  /** The best place where each word stands. */
  weights: ReadonlyMap<string, number>;
}

export interface PassageIndex {
  best(
    question: string,
    options: { subject?: string | undefined; strict?: boolean },
  ): ParsedPassage | undefined;
}

/** Words that few passages have say more of what is meant (inverse document frequency). */
export function indexPassages(subjects: readonly ParsedSubject[], language: LanguageOfHelp): PassageIndex {
  const stemsOf = (text: string) => stemsIn(language, text);
  const indexed = subjects.flatMap((subject) =>
    subject.passages.map((passage) => indexOf(subject, passage, stemsOf)),
  );
  const counts = new Map<string, number>();
  for (const { weights } of indexed)
    for (const stem of weights.keys()) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const rarity = (stem: string) => Math.log(1 + indexed.length / (counts.get(stem) ?? 0.5));

  return {
    best(question, { subject, strict = false }) {
      const stems = stemsOf(question).slice(0, LONGEST_QUESTION);
      const all = stems.reduce((sum, stem) => sum + rarity(stem), 0);
      let best: { passage: ParsedPassage; score: number } | undefined;
      for (const { passage, subject: own, weights } of indexed) {
        const meant = stems.filter(
          (stem) => (weights.get(stem) ?? 0) >= (strict ? WEIGHTS.asked : WEIGHTS.text),
        );
        const covered = meant.reduce((sum, stem) => sum + rarity(stem), 0) / all;
        const points = meant.some((stem) => (weights.get(stem) ?? 0) > WEIGHTS.text);
        if (!points || !(covered >= (strict ? LEAST_COVERED_STRICTLY : LEAST_COVERED))) continue;
        const sum = meant.reduce((total, stem) => total + rarity(stem) * (weights.get(stem) ?? 0), 0);
        const score = own === subject ? sum * OWN_SUBJECT : sum;
        if (!best || score > best.score) best = { passage, score };
      }
      return best?.passage;
    },
  };
}

function indexOf(
  subject: ParsedSubject,
  passage: ParsedPassage,
  stemsOf: (text: string) => string[],
): Indexed {
  const weights = new Map<string, number>();
  const put = (text: string, weight: number) => {
    for (const stem of stemsOf(text)) weights.set(stem, Math.max(weight, weights.get(stem) ?? 0));
  };
  put(passage.text, WEIGHTS.text);
  put(subject.title, WEIGHTS.subject);
  put(passage.asked, WEIGHTS.asked);
  put(passage.title, WEIGHTS.title);
  return { passage, subject: subject.id, weights };
}

function stemsIn({ idle, stem }: LanguageOfHelp, text: string): string[] {
  const words = wordsOf(text).filter((word) => !idle.has(word));
  return [...new Set(words.map(stem))];
}

import type { Act, Language, Understanding } from '../domain/index.js';
import type { HelpTexts } from './ports/index.js';

/**
 * Finds the merchant's answer to each question about the shop in a message. What nobody understood is one, too, where
 * it plainly names a passage: a merchant may answer what no rule has heard of.
 * @param language what the message is in
 */
export function answerQuestions(
  understanding: Understanding,
  text: string,
  help: Pick<HelpTexts, 'find'>,
  language?: Language,
): Understanding {
  // "Add it. Do you ship abroad?": the question may be a part of the message.
  const parts = text.split(/[.!?;\n]+|\b(?:and|und|y)\b/i);
  const find = (whole: string, { topic }: Act) => {
    for (const part of [whole, ...(parts.length > 1 ? parts : [])]) {
      const passage = help.find(part, { subject: topic, language });
      if (passage) return passage;
    }
    return undefined;
  };
  const answered = (act: Act): Act => {
    if (act.intent !== 'policy_question') return act;
    const passage = find(text, act);
    return passage ? { ...act, passage: passage.id } : act;
  };
  const { next, ...first } = understanding;
  if (first.intent === 'out_of_scope' && !next) {
    const passage = help.find(text, { strict: true, language });
    return passage
      ? { ...first, intent: 'policy_question', passage: passage.id, confidence: FOUND }
      : understanding;
  }
  return { ...answered(first), ...(next ? { next: next.map(answered) } : {}) };
}

/** A passage that is plainly named needs no second reading. */
const FOUND = 0.8;

import { z } from 'zod';
import type { Constraints } from '../../domain/index.js';
import type { Vocabulary } from '../ports/index.js';
import { ask, type LanguageDeps, parseJson, type Verdict } from './ask.js';
import { PROMISES } from './claims/words/claims.js';
import { redact } from './redaction.js';

const Rewritten = z.strictObject({
  text: z.string().max(60).nullable(),
  category: z.string().max(60).nullable(),
});
const SCHEMA = z.toJSONSchema(Rewritten, { target: 'draft-7' }) as Record<string, unknown>;
const KEPT_MS = 24 * 60 * 60 * 1_000;
/** One to three plain words: it is put on a button, so it must not be able to say much. */
const PLAIN = /^[a-z][a-z'-]{1,19}(?: [a-z][a-z'-]{1,19}){0,2}$/;

/** Other words for a search that found nothing: the same wish in all but its words and, maybe, its category. */
export interface OtherWords {
  constraints: Constraints;
  /** What is searched for instead, as it may be shown. */
  words: string;
}

/**
 * Asks for other words for what was searched for. They are a suggestion, to be counted by the catalog and tapped by
 * the shopper; price, size, department, brand and colour stay as they were.
 */
export async function rewriteByModel(
  deps: LanguageDeps,
  vocabulary: Vocabulary,
  constraints: Constraints,
  signal?: AbortSignal,
): Promise<OtherWords | undefined> {
  const text = redact(constraints.text ?? '').toLowerCase();
  if (!/\p{L}{3}/u.test(text)) return undefined;
  return ask(deps, {
    task: 'rewrite',
    values: {
      categories: vocabulary.categories.join('; '),
      text: JSON.stringify(text),
      category: constraints.category ?? 'all categories',
    },
    maxTokens: 60,
    schema: SCHEMA,
    keptMs: KEPT_MS,
    signal,
    judge: (answer) => judge(answer, vocabulary, constraints),
  });
}

function judge(answer: string, vocabulary: Vocabulary, before: Constraints): Verdict<OtherWords> {
  const json = parseJson(answer);
  if (json === undefined) return { check: 'json' };
  const parsed = Rewritten.safeParse(json);
  if (!parsed.success) return { check: 'schema' };
  const { category } = parsed.data;
  const text = parsed.data.text?.trim().toLowerCase() || null;
  if (category !== null && !vocabulary.categories.includes(category)) return { check: 'vocabulary' };
  if (text !== null && !PLAIN.test(text)) return { check: 'words' };
  if (text?.split(/[ -]/).some((word) => PROMISES.has(word))) return { check: 'promise' };
  const constraints = { ...before, category: category ?? before.category, text: text ?? undefined };
  const isSame = constraints.text === before.text && constraints.category === before.category;
  // Nothing at all would offer the whole shop as if it were an answer.
  if (isSame || (text === null && category === null)) return { check: 'words' };
  return { value: { constraints, words: text ?? category ?? '' } };
}

import { createHash } from 'node:crypto';
import type { Currency } from '../../domain/index.js';
import type { Cache, LanguageModel, ModelTask, Prompts } from '../ports/index.js';
import { ModelFailure } from '../ports/index.js';
import type { Check } from './claims/checks.js';
import type { LanguageRecord, ReadingCheck } from './record.js';

export interface LanguageDeps {
  model: LanguageModel;
  prompts: Prompts;
  cache: Cache;
  record: LanguageRecord;
  /** The currency of all prices. */
  currency: Currency;
}

/** What came of judging an answer: what it is good for, or the check that it did not pass. */
export type Verdict<Value> = { value: Value } | { check: Check | ReadingCheck };

export interface Question<Value> {
  task: ModelTask;
  /** What is filled into the prompt; personal data is out of it already. */
  values: Readonly<Record<string, string>>;
  maxTokens: number;
  schema?: Record<string, unknown>;
  /** Milliseconds an accepted answer is kept. */
  keptMs: number;
  signal?: AbortSignal | undefined;
  /** Judges the whole answer; also one out of the cache, which is believed no more than the model. */
  judge(text: string): Verdict<Value>;
  /** Hears the answer as it comes; `false` when it can no more be accepted. */
  onText?(piece: string): boolean;
}

/**
 * Asks the cache, then the model, and judges what it says. Returns undefined when there is no answer that can be
 * used, and never throws: the rules and the templates then speak.
 */
export async function ask<Value>(deps: LanguageDeps, question: Question<Value>): Promise<Value | undefined> {
  const startedAt = performance.now();
  const { record } = deps;
  const value = await askInTurn(deps, question);
  if (value === undefined) record.fellBack(question.task);
  record.took(question.task, (performance.now() - startedAt) / 1_000);
  return value;
}

async function askInTurn<Value>(
  { model, prompts, cache, record }: LanguageDeps,
  { task, values, maxTokens, schema, keptMs, signal, judge, onText }: Question<Value>,
): Promise<Value | undefined> {
  const { version, system, user } = prompts.render(task, values);
  const key = `llm:${task}:${version}:${digest([model.name, system, user])}`;
  const kept = await cache.get(key);
  if (typeof kept?.value === 'string') {
    const verdict = judge(kept.value);
    if ('value' in verdict) {
      record.accepted(task, 'cache');
      return verdict.value;
    }
  }
  try {
    const { text } = await model.complete({ task, system, user, maxTokens, schema, signal }, onText);
    const verdict = judge(text);
    if ('check' in verdict) {
      record.rejected(task, verdict.check);
      return undefined;
    }
    record.accepted(task, 'model');
    await cache.set(key, text, keptMs);
    return verdict.value;
  } catch (error) {
    // The guard around the model has recorded why.
    if (error instanceof ModelFailure) return undefined;
    throw error;
  }
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** The JSON of an answer; some models put it into a fence of Markdown, whatever they are asked for. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\s*```(?:json)?\s*|\s*```\s*$/g, ''));
  } catch {
    return undefined;
  }
}

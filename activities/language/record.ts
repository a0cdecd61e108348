import type { ModelAnswer, ModelFailure, ModelTask } from '../ports/index.js';
import type { Check } from './claims/checks.js';

/** Why what a model has read or rewritten was not believed. A closed set: it labels metrics. */
export type ReadingCheck = 'json' | 'schema' | 'number' | 'vocabulary' | 'reference' | 'words' | 'promise';

/** What is counted of the model's work. */
export interface LanguageRecord {
  /** An answer was used. */
  accepted(task: ModelTask, from: 'model' | 'cache'): void;
  /** An answer was not used, because of this check. */
  rejected(task: ModelTask, check: Check | ReadingCheck): void;
  /** The shop went on without an answer it had asked for, for whatever reason. */
  fellBack(task: ModelTask): void;
  /** A request failed. */
  failed(task: ModelTask, failure: ModelFailure): void;
  answered(task: ModelTask, answer: ModelAnswer): void;
  /** From asking to the answer or its absence, in seconds. */
  took(task: ModelTask, seconds: number): void;
}

/** Counts nothing. */
export const NO_RECORD: LanguageRecord = {
  accepted: () => undefined,
  rejected: () => undefined,
  fellBack: () => undefined,
  failed: () => undefined,
  answered: () => undefined,
  took: () => undefined,
};

import type { ModelTask } from './llm.js';

export interface Prompt {
  /** Grows with every change of the words; part of cache keys. */
  version: string;
  system: string;
  user: string;
}

/** The words a model is asked with. */
export interface Prompts {
  /** @param values what stands for each `{{name}}`; one that is missing, or too many, is an error. */
  render(task: ModelTask, values: Readonly<Record<string, string>>): Prompt;
}

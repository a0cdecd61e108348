import { containerBootstrap } from '@nlpjs/core';
import { LangEn } from '@nlpjs/lang-en-min';
import { Nlp } from '@nlpjs/nlp';
import { trainingTexts } from '../model/examples.js';

/** The part of `@nlpjs/nlp` that is used. */
export interface NlpJs {
  settings: { autoSave: boolean; log?: boolean };
  addLanguage(language: 'en'): void;
  addDocument(language: 'en', text: string, intent: string): void;
  train(): Promise<void>;
  process(language: 'en', text: string): Promise<{ intent: string }>;
}

/** Reads the intent of a text, as a label of the training examples. */
export type Baseline = (text: string) => Promise<string>;

/**
 * The same examples, learnt by a well-known library out of the box: what our classifier and rules have to beat. It knows
 * no context, so what begins a search and what narrows it are one label, as in the examples.
 */
export async function trainNlpJs(): Promise<Baseline> {
  const container = await containerBootstrap();
  container.use(Nlp);
  container.use(LangEn);
  const nlp = container.get('nlp');
  nlp.settings.autoSave = false;
  nlp.settings.log = false;
  nlp.addLanguage('en');
  for (const { text, label } of trainingTexts()) nlp.addDocument('en', text, label);
  const { write } = process.stdout;
  // Its trainer reports every epoch, whatever it is told.
  process.stdout.write = () => true;
  try {
    await nlp.train();
  } finally {
    process.stdout.write = write;
  }
  return async (text) => {
    const { intent } = await nlp.process('en', text);
    return intent === 'None' ? 'out_of_scope' : intent;
  };
}

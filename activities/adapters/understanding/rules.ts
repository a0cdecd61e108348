import type { Understanding } from '../../../domain/index.js';
import type { Understander, Vocabulary } from '../../ports/index.js';
import { createGazetteer, fingerprint, type Gazetteer } from './gazetteer.js';
import { hearLanguage } from './hear-language.js';
import { readMessage } from './read-message.js';
import { Utterance } from './utterance.js';

const NO_WORDS: Vocabulary = { version: 0, categories: [], brands: [], sizes: [], colours: [] };
const NOT_UNDERSTOOD: Understanding = { intent: 'out_of_scope', slots: {}, confidence: 0, engine: 'rules' };

/**
 * Reads messages by rules, the catalog's own words and a small classifier of intents: deterministic, in
 * process, about a millisecond. It never throws; without a catalog it knows everyday words alone.
 */
export function createRulesUnderstander(vocabulary: () => Promise<Vocabulary>): Understander {
  let gazetteer = createGazetteer(NO_WORDS);

  async function upToDate(): Promise<Gazetteer> {
    try {
      const words = await vocabulary();
      if (words.version !== gazetteer.version) gazetteer = renewed(gazetteer, words);
    } catch {
      // The words of before, or none, still serve; the search itself will say that the catalog is gone.
    }
    return gazetteer;
  }

  return {
    async understand(text, context) {
      const words = await upToDate();
      try {
        const {
          text: english,
          heard,
          asksFor,
        } = hearLanguage(text, context.language, brandNames(text, words));
        if (asksFor) return { intent: 'switch_language', slots: {}, confidence: 1, engine: 'rules', heard };
        const understanding = readMessage(english, context, words);
        return heard ? { ...understanding, heard } : understanding;
      } catch {
        return NOT_UNDERSTOOD;
      }
    },
  };
}

/** The words of brands of several words that a message names. */
function brandNames(text: string, { brands }: Gazetteer): ReadonlySet<string> {
  const named = [...brands.matches(new Utterance(text))].filter(({ from, to }) => to - from > 1);
  return new Set(named.flatMap(({ phrase }) => phrase.split(' ')));
}

/** Most versions change prices and stock and not a word; those keep the gazetteer. */
function renewed(gazetteer: Gazetteer, words: Vocabulary): Gazetteer {
  const same = gazetteer.fingerprint === fingerprint(words);
  return same ? { ...gazetteer, version: words.version } : createGazetteer(words);
}

import type {
  Block,
  Constraints,
  Relaxation,
  Understanding,
  UnderstandingContext,
} from '../../domain/index.js';
import type { Catalog, ModelTask } from '../ports/index.js';
import type { LanguageDeps } from './ask.js';
import { isUnsure, readByModel } from './reader.js';
import { rewriteByModel } from './rewriter.js';
import { isWordable, type WordingRequest, wordByModel } from './wording.js';

/** What a language model adds to the shop: readings, words, other words. It never decides, prices or counts. */
export interface Language {
  /** Whether asking makes sense just now. */
  isReadyTo(task: ModelTask): Promise<boolean>;
  isUnsure(understanding: Understanding): boolean;
  isWordable: typeof isWordable;
  read(text: string, context: UnderstandingContext, signal?: AbortSignal): Promise<Understanding | undefined>;
  /** The same search in other words, where the catalog has something for them. */
  rewrite(constraints: Constraints, signal?: AbortSignal): Promise<Relaxation | undefined>;
  word(request: WordingRequest): Promise<Block[] | undefined>;
}

export interface LanguageOptions extends LanguageDeps {
  catalog: Pick<Catalog, 'vocabulary' | 'search'>;
  /** What the merchant lets the model do. */
  tasks: readonly ModelTask[];
}

export function createLanguage(options: LanguageOptions): Language {
  const { catalog, tasks, model } = options;
  return {
    isReadyTo: async (task) => tasks.includes(task) && (await model.isReady()),
    isUnsure,
    isWordable,
    async read(text, context, signal) {
      return readByModel(options, await catalog.vocabulary(), text, context, signal);
    },
    async rewrite(constraints, signal) {
      const other = await rewriteByModel(options, await catalog.vocabulary(), constraints, signal);
      if (!other) return undefined;
      const { total } = await catalog.search({ constraints: other.constraints, limit: 1 });
      if (total === 0) return undefined;
      return {
        constraint: 'text',
        label: `try “${other.words}”`,
        constraints: other.constraints,
        count: total,
      };
    },
    word: (request) => wordByModel(options, request),
  };
}

import type {
  Block,
  Constraints,
  ConversationId,
  Relaxation,
  Understanding,
  UnderstandingContext,
} from '../../domain/index.js';
import type { Catalog, MeteredModel, ModelTask } from '../ports/index.js';
import type { LanguageDeps } from './ask.js';
import { isUnsure, readByModel } from './reader.js';
import { rewriteByModel } from './rewriter.js';
import { isWordable, type WordingRequest, wordByModel } from './wording.js';

/** For whom the model is asked. */
export interface Asked {
  /** On whose account; there is so much for each in an hour. */
  conversationId?: ConversationId | undefined;
  signal?: AbortSignal | undefined;
}

/** What a language model adds to the shop: readings, words, other words. It never decides, prices or counts. */
export interface Language {
  /** Whether asking makes sense just now, for this conversation. */
  isReadyTo(task: ModelTask, conversationId?: ConversationId): Promise<boolean>;
  isUnsure(understanding: Understanding): boolean;
  isWordable: typeof isWordable;
  read(text: string, context: UnderstandingContext, asked?: Asked): Promise<Understanding | undefined>;
  /** The same search in other words, where the catalog has something for them. */
  rewrite(constraints: Constraints, asked?: Asked): Promise<Relaxation | undefined>;
  word(request: WordingRequest & Asked): Promise<Block[] | undefined>;
}

export interface LanguageOptions extends Omit<LanguageDeps, 'model'> {
  model: MeteredModel;
  catalog: Pick<Catalog, 'vocabulary' | 'search'>;
  /** What the merchant lets the model do. */
  tasks: readonly ModelTask[];
}

export function createLanguage(options: LanguageOptions): Language {
  const { catalog, tasks, model } = options;
  const modelFor = (conversationId: ConversationId | undefined) =>
    conversationId ? model.of(conversationId) : model;
  const depsFor = (conversationId: ConversationId | undefined): LanguageDeps => ({
    ...options,
    model: modelFor(conversationId),
  });
  return {
    isReadyTo: async (task, conversationId) =>
      tasks.includes(task) && (await modelFor(conversationId).isReady()),
    isUnsure,
    isWordable,
    async read(text, context, { conversationId, signal } = {}) {
      return readByModel(depsFor(conversationId), await catalog.vocabulary(), text, context, signal);
    },
    async rewrite(constraints, { conversationId, signal } = {}) {
      const deps = depsFor(conversationId);
      const other = await rewriteByModel(deps, await catalog.vocabulary(), constraints, signal);
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
    word: ({ conversationId, ...request }) => wordByModel(depsFor(conversationId), request),
  };
}

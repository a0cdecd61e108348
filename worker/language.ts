import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { createMemoryDrafts } from '../activities/adapters/drafts/memory.js';
import { createRedisDrafts } from '../activities/adapters/drafts/redis.js';
import { createGuardedModel } from '../activities/adapters/llm/guarded.js';
import { createOpenAiModel } from '../activities/adapters/llm/openai.js';
import { createFilePrompts } from '../activities/adapters/prompts/files.js';
import { createMemoryTokenBudget } from '../activities/adapters/token-budget/memory.js';
import { createRedisTokenBudget } from '../activities/adapters/token-budget/redis.js';
import { createLanguage, type Language } from '../activities/language/language.js';
import type { Cache, Catalog, Drafts } from '../activities/ports/index.js';
import type { Config } from '../config/index.js';
import { llmSettings } from '../config/llm.js';
import { languageMetrics } from './language-metrics.js';

export interface ComposedLanguage {
  language: Language | undefined;
  drafts: Drafts;
  close(): Promise<void>;
}

/** Wires the language model, if one is configured; without it the rules and the templates do everything. */
export function composeLanguage(
  config: Config,
  logger: Logger,
  registry: Registry,
  { catalog, cache }: { catalog: Catalog; cache: Cache },
): ComposedLanguage {
  const settings = llmSettings(config);
  if (!settings) {
    const drafts = createMemoryDrafts();
    return { language: undefined, drafts, close: async () => undefined };
  }
  const { dailyTokens, session, tasks, ...endpoint } = settings;
  const redis = config.REDIS_URL;
  if (!redis)
    logger.warn(
      'REDIS_URL is not set: replies of the model are not shown as they come, and each worker has a day of tokens of its own',
    );
  const budget = redis
    ? createRedisTokenBudget(redis, { dailyTokens, session })
    : createMemoryTokenBudget({ dailyTokens, session });
  const drafts = redis ? createRedisDrafts(redis) : createMemoryDrafts();
  const record = languageMetrics(registry);
  const model = createGuardedModel(createOpenAiModel(endpoint), {
    budget,
    onFailure({ task }, failure) {
      record.failed(task, failure);
      logger.warn({ task, reason: failure.reason }, `the language model: ${failure.message}`);
    },
    onAnswer: ({ task }, answer) => record.answered(task, answer),
    onUsedUp: record.usedUp,
  });
  record.watchCircuit(model.isOpen);
  const prompts = createFilePrompts(fileURLToPath(new URL('../content/prompts', import.meta.url)));
  logger.info({ model: settings.model, tasks }, 'a language model helps with words');
  return {
    language: createLanguage({ model, prompts, cache, record, catalog, tasks, currency: config.CURRENCY }),
    drafts,
    async close() {
      await Promise.all([budget.close(), drafts.close()]);
    },
  };
}

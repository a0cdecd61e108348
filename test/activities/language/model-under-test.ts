import path from 'node:path';
import { createMemoryCache } from '../../../activities/adapters/cache/memory.js';
import { createOpenAiModel } from '../../../activities/adapters/llm/openai.js';
import { createFilePrompts } from '../../../activities/adapters/prompts/files.js';
import type { LanguageDeps } from '../../../activities/language/ask.js';
import { type LlmServer, startLlmServer } from '../../support/llm-server.js';

/** The layer over HTTP to a scripted endpoint, with a log of what is counted. */
export async function startLanguage(): Promise<{
  server: LlmServer;
  /** What was counted since it was last asked for, as "rejected money". */
  counted(): string[];
  deps(): LanguageDeps;
}> {
  const server = await startLlmServer();
  let log: string[] = [];
  return {
    server,
    counted() {
      const [before] = [log];
      log = [];
      return before;
    },
    /** Fresh ones have an empty cache. */
    deps: () => ({
      model: createOpenAiModel({ baseUrl: server.url, model: 'tiny', firstTokenMs: 5_000, answerMs: 10_000 }),
      prompts: createFilePrompts(path.join(import.meta.dirname, '../../../content/prompts')),
      cache: createMemoryCache(),
      currency: 'USD',
      record: {
        accepted: (_, from) => void log.push(`accepted ${from}`),
        rejected: (_, check) => void log.push(`rejected ${check}`),
        fellBack: () => void log.push('fell back'),
        failed: () => undefined,
        answered: () => undefined,
        took: () => undefined,
      },
    }),
  };
}

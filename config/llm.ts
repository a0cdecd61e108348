import { z } from 'zod';

const TASKS = ['understand', 'word', 'rewrite'] as const;

/** The variables about the language model; part of the one schema in index.ts. */
export const llmVariables = {
  LLM_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'write it as https://host/v1' })
    .optional()
    .describe(
      'OpenAI-compatible endpoint, such as http://127.0.0.1:8080/v1; without it the shop does without a model',
    ),
  LLM_MODEL: z.string().min(1).optional().describe('name of the model at that endpoint'),
  LLM_API_KEY: z.string().min(1).optional().describe('key for that endpoint, if it wants one'),
  LLM_TASKS: z
    .string()
    .default(TASKS.join(','))
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(TASKS)).min(1))
    .describe(
      'what the model may do: understand messages that the rules are unsure of, word replies, rewrite searches that found nothing',
    ),
  LLM_FIRST_TOKEN_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(10_000)
    .default(2_500)
    .describe('how long the model may take until its first word'),
  LLM_ANSWER_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(10_000)
    .default(4_500)
    .describe('how long the model may take for a whole answer; then the shop goes on without'),
  LLM_DAILY_TOKENS: z.coerce
    .number()
    .int()
    .min(0)
    .default(2_000_000)
    .describe('tokens that may be spent in a day (UTC), by all workers together where there is a Redis'),
  // A message needs two requests at most, of some 1,500 tokens each: a person who writes one a minute stays below.
  LLM_SESSION_CALLS: z.coerce
    .number()
    .int()
    .min(0)
    .default(120)
    .describe('requests to the model that one conversation may cause in an hour; then templates serve it'),
  LLM_SESSION_TOKENS: z.coerce
    .number()
    .int()
    .min(0)
    .default(200_000)
    .describe('tokens that one conversation may cause in an hour; then templates serve it'),
};

const LlmVariables = z.object(llmVariables);
type LlmVariables = z.infer<typeof LlmVariables>;

/** How the model is reached and bounded; undefined when there is none. Throws when it has no name. */
export function llmSettings(config: LlmVariables) {
  if (!config.LLM_BASE_URL) return undefined;
  if (!config.LLM_MODEL)
    throw new Error('LLM_BASE_URL is set: set LLM_MODEL, too, to the name of the model.');
  return {
    baseUrl: config.LLM_BASE_URL,
    model: config.LLM_MODEL,
    apiKey: config.LLM_API_KEY,
    tasks: config.LLM_TASKS,
    firstTokenMs: config.LLM_FIRST_TOKEN_MS,
    answerMs: config.LLM_ANSWER_MS,
    dailyTokens: config.LLM_DAILY_TOKENS,
    session: { calls: config.LLM_SESSION_CALLS, tokens: config.LLM_SESSION_TOKENS },
  };
}
export type LlmSettings = NonNullable<ReturnType<typeof llmSettings>>;

/** Reads what concerns the model alone, for a program that needs nothing else of the shop. */
export function readLlmSettings(
  environment: Record<string, string | undefined> = process.env,
): LlmSettings | undefined {
  return llmSettings(
    LlmVariables.parse(Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))),
  );
}

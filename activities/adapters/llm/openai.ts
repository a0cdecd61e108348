import OpenAI from 'openai';
import { z } from 'zod';
import { type LanguageModel, ModelFailure, type ModelRequest } from '../../ports/index.js';
import { readFailure } from './openai-failures.js';

export interface OpenAiModelOptions {
  /** Where the API answers, `/v1` included. */
  baseUrl: string;
  model: string;
  /** Left out where the endpoint wants none. */
  apiKey?: string | undefined;
  /** Milliseconds until the first word. */
  firstTokenMs: number;
  /** Milliseconds for the whole answer. */
  answerMs: number;
}

/** No token of any language is longer on average; what is longer than this is not an answer. */
const CHARACTERS_PER_TOKEN = 12;

/** The parts of a streamed chunk that matter; endpoints add all kinds of others. */
const Chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z
    .object({ prompt_tokens: z.number().nonnegative(), completion_tokens: z.number().nonnegative() })
    .nullish(),
});

/**
 * A model behind any endpoint that speaks OpenAI's chat completions. Answers are always streamed, so that one that
 * does not begin is noticed early. One request a call: whether to try again is decided elsewhere.
 */
export function createOpenAiModel(options: OpenAiModelOptions): LanguageModel {
  const client = new OpenAI({
    baseURL: options.baseUrl,
    // The client insists on a key; endpoints without keys do not look at it.
    apiKey: options.apiKey ?? 'none',
    maxRetries: 0,
    // Nothing of the environment reaches the client but through the configuration.
    organization: null,
    project: null,
    logLevel: 'off',
  });

  return {
    name: options.model,
    isReady: async () => true,
    async complete(request, onText = () => true) {
      const deadline = new Deadline(options, request.signal);
      try {
        const stream = await client.chat.completions.create(body(options.model, request), {
          signal: deadline.signal,
        });
        return await readStream(stream, request, deadline, onText);
      } catch (error) {
        throw deadline.failure ?? readFailure(error, deadline.began);
      } finally {
        deadline.stop();
      }
    },
  };
}

function body(model: string, { system, user, maxTokens, schema, task }: ModelRequest) {
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    temperature: schema ? 0 : 0.4,
    max_tokens: maxTokens,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    ...(schema
      ? { response_format: { type: 'json_schema', json_schema: { name: task, strict: true, schema } } }
      : {}),
  } satisfies OpenAI.ChatCompletionCreateParamsStreaming;
}

async function readStream(
  stream: AsyncIterable<unknown>,
  { maxTokens }: ModelRequest,
  deadline: Deadline,
  onText: (piece: string) => boolean,
) {
  let text = '';
  let finish: string | undefined;
  let chunks = 0;
  const tokens = { prompt: 0, completion: 0 };
  for await (const raw of stream) {
    const chunk = Chunk.safeParse(raw);
    if (!chunk.success) throw new ModelFailure('broken_stream', 'a chunk is not of the protocol');
    chunks += 1;
    const { choices, usage } = chunk.data;
    if (usage) Object.assign(tokens, { prompt: usage.prompt_tokens, completion: usage.completion_tokens });
    const piece = choices?.[0]?.delta?.content ?? '';
    finish = choices?.[0]?.finish_reason ?? finish;
    if (piece === '') continue;
    deadline.heardSomething();
    text += piece;
    if (text.length > maxTokens * CHARACTERS_PER_TOKEN)
      throw new ModelFailure('too_long', `more than ${maxTokens} tokens were not asked for`);
    // Leaving the loop closes the connection, and the endpoint stops generating.
    if (!onText(piece)) return { text, tokens, firstTokenMs: deadline.firstTokenMs };
  }
  if (deadline.failure) throw deadline.failure;
  if (chunks === 0) throw new ModelFailure('not_a_model', 'the answer was no stream of a model');
  if (finish === undefined) throw new ModelFailure('cut_off', 'the stream ended without an end');
  if (finish !== 'stop') throw new ModelFailure('cut_off', `the answer ended because of "${finish}"`);
  return { text, tokens, firstTokenMs: deadline.firstTokenMs };
}

/** The two clocks of a request, and whoever asked: the first to lose patience ends it. */
class Deadline {
  readonly #abort = new AbortController();
  readonly #startedAt = performance.now();
  readonly #whole: NodeJS.Timeout;
  readonly #outside: AbortSignal | undefined;
  #first: NodeJS.Timeout | undefined;
  firstTokenMs = 0;
  failure: ModelFailure | undefined;

  constructor({ firstTokenMs, answerMs }: OpenAiModelOptions, outside: AbortSignal | undefined) {
    this.#first = setTimeout(
      () => this.#end('first_token_late', `no word within ${firstTokenMs} ms`),
      firstTokenMs,
    );
    this.#whole = setTimeout(() => this.#end('too_slow', `no end within ${answerMs} ms`), answerMs);
    this.#outside = outside;
    if (outside?.aborted) this.#leave();
    outside?.addEventListener('abort', this.#leave, { once: true });
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get began(): boolean {
    return this.#first === undefined;
  }

  heardSomething(): void {
    if (!this.#first) return;
    clearTimeout(this.#first);
    this.#first = undefined;
    this.firstTokenMs = performance.now() - this.#startedAt;
  }

  stop(): void {
    clearTimeout(this.#first);
    clearTimeout(this.#whole);
    this.#outside?.removeEventListener('abort', this.#leave);
  }

  readonly #leave = () => this.#end('cancelled', 'nobody waits for the answer any more');

  #end(reason: ModelFailure['reason'], message: string): void {
    this.failure ??= new ModelFailure(reason, message);
    this.#abort.abort();
  }
}

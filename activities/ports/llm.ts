/** Why a model gave no usable answer. A closed set: it labels metrics. */
export const MODEL_FAILURES = [
  /** No connection, or it broke before the first word. */
  'connection',
  /** Nothing was said in time. */
  'first_token_late',
  /** It began in time and did not end in time. */
  'too_slow',
  /** The stream ended in the middle of the answer. */
  'cut_off',
  /** The stream broke, or carried what is not of the protocol. */
  'broken_stream',
  /** What answers is no model: HTML, or another JSON. */
  'not_a_model',
  /** It was about to say more than was asked for. */
  'too_long',
  /** 429. */
  'rate_limited',
  /** Any other 4xx: the key, the model's name, the request. */
  'refused',
  /** 5xx. */
  'server_error',
  /** It has failed too often of late and is left alone for a while. */
  'circuit_open',
  /** The tokens of the day are spent. */
  'no_budget',
  /** This conversation has asked for as much as one may in an hour. */
  'no_session_budget',
  /** Whoever asked does not wait any more. */
  'cancelled',
] as const;
export type ModelFailureReason = (typeof MODEL_FAILURES)[number];

/** Thrown by every `LanguageModel`; nothing else is. */
export class ModelFailure extends Error {
  readonly reason: ModelFailureReason;

  constructor(reason: ModelFailureReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ModelFailure';
    this.reason = reason;
  }
}

/** What a model may be asked for. */
export const MODEL_TASKS = ['understand', 'word', 'rewrite'] as const;
export type ModelTask = (typeof MODEL_TASKS)[number];

export interface ModelRequest {
  task: ModelTask;
  system: string;
  user: string;
  /** The longest answer, in tokens. */
  maxTokens: number;
  /** The JSON Schema that the answer has to follow; absent for plain text. */
  schema?: Record<string, unknown>;
  /** Ends the request from outside. */
  signal?: AbortSignal | undefined;
}

export interface ModelAnswer {
  text: string;
  /** As counted by the endpoint; 0 where it does not say. */
  tokens: { prompt: number; completion: number };
  /** From the request to the first word, in milliseconds. */
  firstTokenMs: number;
}

/** A model of which each conversation may have a part. */
export interface MeteredModel extends LanguageModel {
  /** The same model, on the account of one conversation. */
  of(session: string): LanguageModel;
}

/** A language model somewhere else: slow, metered, and not to be believed. */
export interface LanguageModel {
  /** Part of cache keys: another model answers otherwise. */
  readonly name: string;
  /** Whether asking makes sense just now; never throws, and costs no request. */
  isReady(): Promise<boolean>;
  /**
   * Asks once, within the deadlines that the adapter was made with.
   * @param onText hears the answer piece by piece; `false` says that no more of it is wanted: the rest is not waited for.
   */
  complete(request: ModelRequest, onText?: (piece: string) => boolean): Promise<ModelAnswer>;
}

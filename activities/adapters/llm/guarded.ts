import { setTimeout as pause } from 'node:timers/promises';
import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import {
  type LanguageModel,
  type MeteredModel,
  type ModelAnswer,
  ModelFailure,
  type ModelFailureReason,
  type ModelRequest,
  type TokenBudget,
  type UsedUp,
} from '../../ports/index.js';
import { RetryBudget } from './retry-budget.js';

export interface GuardOptions {
  budget: TokenBudget;
  /** Failures in a row after which the model is left alone; default 4. */
  failuresToOpen?: number;
  /** How long it is left alone before one request tries whether it is back; default 20 s. */
  openMs?: number;
  /** The pause before a request is sent once more; default 150 ms. */
  retryPauseMs?: number;
  onFailure?: (request: ModelRequest, failure: ModelFailure) => void;
  onAnswer?: (request: ModelRequest, answer: ModelAnswer) => void;
  /** Nothing was asked, because this is used up. */
  onUsedUp?: (what: UsedUp) => void;
}

/** The endpoint is not to blame for these: they do not open the circuit. */
const NOT_ITS_FAULT: ReadonlySet<ModelFailureReason> = new Set([
  'cancelled',
  'no_budget',
  'no_session_budget',
  'circuit_open',
]);
/** These can be better in a moment, and cost nothing so far. */
const WORTH_A_RETRY: ReadonlySet<ModelFailureReason> = new Set([
  'connection',
  'rate_limited',
  'server_error',
]);
const CHARACTERS_PER_TOKEN = 4;
const SPENT = {
  day: ['no_budget', 'the tokens of the day are spent (LLM_DAILY_TOKENS)'],
  session: [
    'no_session_budget',
    'a conversation has had its part of this hour (LLM_SESSION_CALLS, LLM_SESSION_TOKENS)',
  ],
} as const;

/**
 * A model with brakes: a circuit breaker, one retry as long as retries are few, and the tokens of the day and of each
 * conversation, which are booked before they are spent.
 */
export function createGuardedModel(
  model: LanguageModel,
  options: GuardOptions,
): MeteredModel & { isOpen(): boolean } {
  const { budget, failuresToOpen = 4, openMs = 20_000, retryPauseMs = 150 } = options;
  const breaker = circuitBreaker(
    handleWhen((error) => !(error instanceof ModelFailure && NOT_ITS_FAULT.has(error.reason))),
    { halfOpenAfter: openMs, breaker: new ConsecutiveBreaker(failuresToOpen) },
  );
  const retries = new RetryBudget();
  let openedAt = 0;
  breaker.onBreak(() => {
    openedAt = Date.now();
  });
  // Half open begins with the next request, so an open circuit whose pause is over has to let one be made.
  const isOpen = () => breaker.state === CircuitState.Open && Date.now() - openedAt < openMs;

  async function once({ request, session, onText }: Asking): Promise<ModelAnswer> {
    const booked =
      Math.ceil((request.system.length + request.user.length) / CHARACTERS_PER_TOKEN) + request.maxTokens;
    const lacks = await budget.reserve(booked, session);
    if (lacks) {
      options.onUsedUp?.(lacks);
      const [reason, message] = SPENT[lacks];
      throw new ModelFailure(reason, message);
    }
    // What a failed request cost is not told; it stays booked as if it had been answered in full.
    const answer = await model.complete(request, onText);
    const { prompt, completion } = answer.tokens;
    if (prompt + completion > 0) await budget.correct(prompt + completion - booked, session);
    return answer;
  }

  async function guarded(asking: Asking): Promise<ModelAnswer> {
    try {
      return await breaker.execute(() => once(asking));
    } catch (error) {
      if (error instanceof BrokenCircuitError)
        throw new ModelFailure('circuit_open', 'the model has failed too often of late');
      throw error;
    }
  }

  async function complete(asking: Asking): Promise<ModelAnswer> {
    const { request } = asking;
    retries.earn();
    try {
      const answer = await guarded(asking).catch(async (error: unknown) => {
        const mayRetry = error instanceof ModelFailure && WORTH_A_RETRY.has(error.reason) && retries.spend();
        if (!mayRetry) throw error;
        options.onFailure?.(request, error);
        await pause(retryPauseMs);
        return guarded(asking);
      });
      options.onAnswer?.(request, answer);
      return answer;
    } catch (error) {
      const failure =
        error instanceof ModelFailure
          ? error
          : new ModelFailure('broken_stream', 'asking the model failed', { cause: error });
      options.onFailure?.(request, failure);
      throw failure;
    }
  }

  const on = (session?: string): LanguageModel => ({
    name: model.name,
    async isReady() {
      if (isOpen()) return false;
      const lacks = await budget.usedUp(session);
      if (lacks) options.onUsedUp?.(lacks);
      return !lacks;
    },
    complete: (request, onText) => complete({ request, session, onText }),
  });
  return { ...on(), of: on, isOpen };
}

interface Asking {
  request: ModelRequest;
  /** On whose account. */
  session: string | undefined;
  onText: ((piece: string) => boolean) | undefined;
}

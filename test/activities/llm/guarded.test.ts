import { createGuardedModel, type GuardOptions } from '../../../activities/adapters/llm/guarded.js';
import { createMemoryTokenBudget } from '../../../activities/adapters/token-budget/memory.js';
import {
  type LanguageModel,
  type ModelAnswer,
  ModelFailure,
  type ModelFailureReason,
  type ModelRequest,
} from '../../../activities/ports/index.js';

const request: ModelRequest = { task: 'word', system: 'x'.repeat(40), user: 'y'.repeat(40), maxTokens: 80 };
const answer: ModelAnswer = { text: 'yes', tokens: { prompt: 20, completion: 5 }, firstTokenMs: 1 };

/** A model that does what it is told, one outcome a request; the last one again and again. */
function scripted(...outcomes: (ModelFailureReason | 'good')[]): LanguageModel & { requests: number } {
  const model = {
    name: 'scripted',
    requests: 0,
    isReady: async () => true,
    async complete() {
      const outcome = outcomes[Math.min(model.requests, outcomes.length - 1)] ?? 'good';
      model.requests += 1;
      if (outcome === 'good') return answer;
      throw new ModelFailure(outcome, outcome);
    },
  };
  return model;
}

function guard(model: LanguageModel, options: Partial<GuardOptions> = {}, tokens = 1_000_000) {
  const budget = createMemoryTokenBudget({ dailyTokens: tokens, session: { calls: 3, tokens: 5_000 } });
  const failures: ModelFailureReason[] = [];
  const guarded = createGuardedModel(model, {
    budget,
    retryPauseMs: 0,
    onFailure: (_, { reason }) => failures.push(reason),
    ...options,
  });
  return { guarded, budget, failures };
}

test('a request that did not reach the model is sent once more, and no third time', async () => {
  const recovering = scripted('connection', 'good');
  const { guarded, failures } = guard(recovering);
  await expect(guarded.complete(request)).resolves.toBe(answer);
  expect(failures).toEqual(['connection']);
  const down = scripted('server_error');
  await expect(guard(down).guarded.complete(request)).rejects.toMatchObject({ reason: 'server_error' });
  expect(down.requests).toBe(2);
});

test.each(['first_token_late', 'too_slow', 'cut_off', 'broken_stream', 'not_a_model', 'refused'] as const)(
  '%s is not worth another try',
  async (reason) => {
    const model = scripted(reason);
    await expect(guard(model).guarded.complete(request)).rejects.toMatchObject({ reason });
    expect(model.requests).toBe(1);
  },
);

test('in a long bad time a tenth of the requests are retries, no more', async () => {
  const model = scripted('rate_limited');
  const { guarded } = guard(model, { failuresToOpen: 10_000 });
  for (let n = 0; n < 100; n++) await guarded.complete(request).catch(() => undefined);
  expect(model.requests).toBeGreaterThanOrEqual(110);
  expect(model.requests).toBeLessThanOrEqual(116);
});

test('a model that keeps failing is left alone, and found again when it is back', async () => {
  const model = scripted('first_token_late', 'first_token_late', 'first_token_late', 'good');
  const { guarded, failures } = guard(model, { failuresToOpen: 3, openMs: 40 });
  for (let n = 0; n < 3; n++) await expect(guarded.complete(request)).rejects.toThrow();
  expect(guarded.isOpen()).toBe(true);
  expect(await guarded.isReady()).toBe(false);
  await expect(guarded.complete(request)).rejects.toMatchObject({ reason: 'circuit_open' });
  expect(model.requests).toBe(3);
  expect(failures.at(-1)).toBe('circuit_open');
  while (!(await guarded.isReady())) await new Promise((resolve) => setTimeout(resolve, 5));
  await expect(guarded.complete(request)).resolves.toBe(answer);
  expect(guarded.isOpen()).toBe(false);
});

test('a shopper who leaves is not held against the model', async () => {
  const { guarded } = guard(scripted('cancelled'), { failuresToOpen: 1 });
  for (let n = 0; n < 3; n++)
    await expect(guarded.complete(request)).rejects.toMatchObject({ reason: 'cancelled' });
  expect(guarded.isOpen()).toBe(false);
});

test('when the tokens of the day are spent the model is not asked', async () => {
  const model = scripted('good');
  // A request books 100 tokens, and an answer costs 25 of them.
  const { guarded, failures } = guard(model, {}, 130);
  await guarded.complete(request);
  await guarded.complete(request);
  await expect(guarded.complete(request)).rejects.toMatchObject({ reason: 'no_budget' });
  expect([model.requests, failures]).toEqual([2, ['no_budget']]);
  expect(guarded.isOpen()).toBe(false);
});

test('what a failed request cost is not known, so that all of it counts', async () => {
  const { guarded, budget } = guard(scripted('cut_off'), {}, 100);
  await guarded.complete(request).catch(() => undefined);
  expect(await budget.usedUp()).toBe('day');
  expect(await guarded.isReady()).toBe(false);
});

test('a new day has new tokens', async () => {
  let now = Date.UTC(2026, 0, 1, 23, 59);
  const budget = createMemoryTokenBudget({ dailyTokens: 10 }, () => now);
  expect([await budget.reserve(10), await budget.reserve(1)]).toEqual([undefined, 'day']);
  now += 120_000;
  expect(await budget.reserve(10)).toBe(undefined);
});

test('a conversation that has asked for its part is served without the model, and others go on', async () => {
  const model = scripted('good');
  const usedUp: string[] = [];
  const { guarded, failures } = guard(model, { onUsedUp: (what) => usedUp.push(what) });
  const [eager, other] = [guarded.of('eager'), guarded.of('other')];
  for (let n = 0; n < 3; n++) await eager.complete(request);
  expect([await eager.isReady(), await other.isReady(), await guarded.isReady()]).toEqual([
    false,
    true,
    true,
  ]);
  await expect(eager.complete(request)).rejects.toMatchObject({ reason: 'no_session_budget' });
  await expect(other.complete(request)).resolves.toBe(answer);
  expect([model.requests, failures, usedUp]).toEqual([4, ['no_session_budget'], ['session', 'session']]);
  expect(guarded.isOpen()).toBe(false);
});

test('what a conversation may have is counted in requests and in tokens, anew each hour', async () => {
  let now = Date.UTC(2026, 0, 1);
  const limits = { dailyTokens: 1_000, session: { calls: 10, tokens: 100 } };
  const budget = createMemoryTokenBudget(limits, () => now);
  expect([await budget.reserve(100, 'a'), await budget.reserve(1, 'a')]).toEqual([undefined, 'session']);
  await budget.correct(-40, 'a');
  expect([await budget.reserve(40, 'a'), await budget.usedUp('a')]).toEqual([undefined, 'session']);
  now += 60 * 60 * 1_000;
  expect(await budget.usedUp('a')).toBe(undefined);
});

import { createOpenAiModel } from '../../../activities/adapters/llm/openai.js';
import type { ModelFailureReason, ModelRequest } from '../../../activities/ports/index.js';
import { type Behaviour, type LlmServer, startLlmServer } from '../../support/llm-server.js';

let server: LlmServer;
beforeAll(async () => {
  server = await startLlmServer();
});
afterAll(() => server.close());

const request: ModelRequest = { task: 'word', system: 'be kind', user: 'hello', maxTokens: 50 };
interface Deadlines {
  firstTokenMs?: number;
  answerMs?: number;
}
const model = (deadlines: Deadlines = {}, baseUrl = server.url) =>
  createOpenAiModel({
    baseUrl,
    model: 'tiny',
    apiKey: 'secret',
    firstTokenMs: 5_000,
    answerMs: 10_000,
    ...deadlines,
  });

test('streams an answer and says what it cost', async () => {
  server.play({ text: 'Here they are, all of them.', usage: { prompt_tokens: 12, completion_tokens: 8 } });
  const pieces: string[] = [];
  const answer = await model().complete(request, (piece) => pieces.push(piece) > 0);
  expect(answer).toMatchObject({
    text: 'Here they are, all of them.',
    tokens: { prompt: 12, completion: 8 },
    firstTokenMs: expect.any(Number),
  });
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.join('')).toBe(answer.text);
});

test('sends prompt, key, model, limits and schema', async () => {
  server.play({ text: '{}' });
  const schema = { type: 'object', properties: {}, additionalProperties: false };
  await model().complete({ ...request, task: 'rewrite', schema });
  expect(server.asked.at(-1)).toMatchObject({
    task: 'rewrite',
    system: 'be kind',
    user: 'hello',
    authorization: 'Bearer secret',
    body: {
      model: 'tiny',
      stream: true,
      max_tokens: 50,
      response_format: { type: 'json_schema', json_schema: { strict: true, schema } },
    },
  });
});

test('whoever has heard enough ends the request', async () => {
  server.play({ endless: 'and on ' });
  let heard = 0;
  const answer = await model().complete(request, () => ++heard < 3);
  expect(heard).toBe(3);
  expect(answer.text.length).toBeLessThan(30);
  while (server.openAnswers() > 0) await new Promise((resolve) => setImmediate(resolve));
});

const failures: [ModelFailureReason, string, Behaviour & Deadlines][] = [
  ['first_token_late', 'says nothing', { silent: true, firstTokenMs: 60 }],
  ['first_token_late', 'opens a stream and says nothing', { stallsAfter: '', firstTokenMs: 60 }],
  ['too_slow', 'stops speaking in the middle', { stallsAfter: 'Here are ', answerMs: 120 }],
  ['too_long', 'never ends', { endless: 'blah blah ' }],
  ['cut_off', 'ends without an end', { cutOffAfter: 'Here are ' }],
  ['cut_off', 'runs out of tokens', { text: 'Here are', finish: 'length' }],
  ['cut_off', 'is stopped by a filter', { text: 'Here', finish: 'content_filter' }],
  ['broken_stream', 'breaks off', { resetAfter: 'Here are ' }],
  ['broken_stream', 'sends what is no chunk', { garbageAfter: 'Here are ' }],
  ['connection', 'hangs up', { hangUp: true }],
  ['not_a_model', 'sends a page', { html: '<!doctype html><title>502</title>' }],
  ['rate_limited', '429', { status: 429 }],
  ['refused', '401', { status: 401 }],
  ['refused', '400', { status: 400 }],
  ['server_error', '500', { status: 500 }],
  ['server_error', '503', { status: 503 }],
];

test.each(failures)(
  '%s: an endpoint that %s',
  async (reason, _, { firstTokenMs = 5_000, answerMs = 10_000, ...behaviour }) => {
    server.play(behaviour);
    await expect(model({ firstTokenMs, answerMs }).complete(request)).rejects.toMatchObject({
      name: 'ModelFailure',
      reason,
    });
  },
);

test('connection: nobody there', async () => {
  await expect(model({}, 'http://127.0.0.1:9/v1').complete(request)).rejects.toMatchObject({
    reason: 'connection',
  });
});

test('cancelled: nobody waits any more', async () => {
  server.play({ silent: true });
  const waiting = new AbortController();
  const answer = model().complete({ ...request, signal: waiting.signal });
  waiting.abort();
  await expect(answer).rejects.toMatchObject({ reason: 'cancelled' });
  await expect(model().complete({ ...request, signal: waiting.signal })).rejects.toMatchObject({
    reason: 'cancelled',
  });
});

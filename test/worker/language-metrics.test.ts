import { Registry } from 'prom-client';
import { ModelFailure } from '../../activities/ports/index.js';
import { languageMetrics } from '../../worker/language-metrics.js';

test('says what was used, what was not and why, what it cost and how long it took', async () => {
  const registry = new Registry();
  const record = languageMetrics(registry);
  record.watchCircuit(() => true);
  record.accepted('word', 'model');
  record.accepted('word', 'cache');
  record.rejected('word', 'money');
  record.fellBack('word');
  record.failed('understand', new ModelFailure('first_token_late', 'no word in time'));
  record.answered('word', { text: 'Hi.', tokens: { prompt: 300, completion: 9 }, firstTokenMs: 250 });
  record.took('word', 0.4);
  const metrics = await registry.metrics();
  for (const line of [
    'shoptalk_llm_accepted_total{task="word",from="model"} 1',
    'shoptalk_llm_accepted_total{task="word",from="cache"} 1',
    'shoptalk_llm_rejected_total{task="word",check="money"} 1',
    'shoptalk_llm_fallbacks_total{task="word"} 1',
    'shoptalk_llm_failures_total{task="understand",reason="first_token_late"} 1',
    'shoptalk_llm_tokens_total{task="word",kind="prompt"} 300',
    'shoptalk_llm_tokens_total{task="word",kind="completion"} 9',
    'shoptalk_llm_first_token_seconds_sum{task="word"} 0.25',
    'shoptalk_llm_duration_seconds_sum{task="word"} 0.4',
    'shoptalk_llm_circuit_open 1',
  ]) {
    expect(metrics).toContain(`${line}\n`);
  }
});

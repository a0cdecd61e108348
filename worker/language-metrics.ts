import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { LanguageRecord } from '../activities/language/record.js';
import type { UsedUp } from '../activities/ports/index.js';

/** Buckets in seconds, around the deadlines of a model. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10];

/** The figures of the language model. Labels come from closed sets: tasks, checks, reasons. */
export function languageMetrics(
  registry: Registry,
): LanguageRecord & { usedUp(what: UsedUp): void; watchCircuit(isOpen: () => boolean): void } {
  const registers = [registry];
  const accepted = new Counter({
    name: 'shoptalk_llm_accepted_total',
    help: 'Answers of the language model that were used, by task and whether they came from the model or the cache',
    labelNames: ['task', 'from'] as const,
    registers,
  });
  const rejected = new Counter({
    name: 'shoptalk_llm_rejected_total',
    help: 'Answers of the language model that were not believed, by task and the check that they did not pass',
    labelNames: ['task', 'check'] as const,
    registers,
  });
  const fallbacks = new Counter({
    name: 'shoptalk_llm_fallbacks_total',
    help: 'Times that the rules or a template spoke after the language model had been asked, by task',
    labelNames: ['task'] as const,
    registers,
  });
  const failures = new Counter({
    name: 'shoptalk_llm_failures_total',
    help: 'Requests to the language model without a usable answer, by task and reason',
    labelNames: ['task', 'reason'] as const,
    registers,
  });
  const tokens = new Counter({
    name: 'shoptalk_llm_tokens_total',
    help: 'Tokens that the endpoint says it has read and written, by task',
    labelNames: ['task', 'kind'] as const,
    registers,
  });
  const duration = new Histogram({
    name: 'shoptalk_llm_duration_seconds',
    help: 'Time from asking the cache and the language model to the answer or its absence, by task',
    labelNames: ['task'] as const,
    buckets: SECONDS,
    registers,
  });
  const firstToken = new Histogram({
    name: 'shoptalk_llm_first_token_seconds',
    help: 'Time from a request to the first word of its answer, by task',
    labelNames: ['task'] as const,
    buckets: SECONDS,
    registers,
  });
  const usedUp = new Counter({
    name: 'shoptalk_llm_used_up_total',
    help: 'Times that the language model was not asked because the tokens of the day, or what a conversation may have in an hour, were used up',
    labelNames: ['reason'] as const,
    registers,
  });
  return {
    usedUp: (what) => usedUp.inc({ reason: what }),
    accepted: (task, from) => accepted.inc({ task, from }),
    rejected: (task, check) => rejected.inc({ task, check }),
    fellBack: (task) => fallbacks.inc({ task }),
    failed: (task, { reason }) => failures.inc({ task, reason }),
    took: (task, seconds) => duration.observe({ task }, seconds),
    answered(task, answer) {
      tokens.inc({ task, kind: 'prompt' }, answer.tokens.prompt);
      tokens.inc({ task, kind: 'completion' }, answer.tokens.completion);
      firstToken.observe({ task }, answer.firstTokenMs / 1_000);
    },
    /** Adds whether the model is left alone at the moment. */
    watchCircuit(isOpen) {
      new Gauge({
        name: 'shoptalk_llm_circuit_open',
        help: '1 while the language model is left alone because it failed too often',
        registers,
        collect() {
          this.set(Number(isOpen()));
        },
      });
    },
  };
}

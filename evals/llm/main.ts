/**
 * `npm run test:llm`: what the endpoint that is configured is good for. Sends it messages, replies and searches through
 * the very layer that the shop uses, and prints how much of what it says was accepted, what was rejected by which
 * check, and how often the rules or a template would have spoken. `--show` prints every answer, `--json` figures alone.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createMemoryCache } from '../../activities/adapters/cache/memory.js';
import { createGuardedModel } from '../../activities/adapters/llm/guarded.js';
import { createOpenAiModel } from '../../activities/adapters/llm/openai.js';
import { createFilePrompts } from '../../activities/adapters/prompts/files.js';
import { createMemoryTokenBudget } from '../../activities/adapters/token-budget/memory.js';
import type { LanguageDeps } from '../../activities/language/ask.js';
import { readByModel } from '../../activities/language/reader.js';
import { rewriteByModel } from '../../activities/language/rewriter.js';
import { wordByModel } from '../../activities/language/wording.js';
import { sentence } from '../../activities/replies/phrases.js';
import { describeWish } from '../../activities/replies/wish-words.js';
import { type LlmSettings, readLlmSettings } from '../../config/llm.js';
import type { Block, Constraints, ReplyPlan } from '../../domain/index.js';
import { CONTEXT, EMPTY_SEARCHES, MESSAGES, REPLIES, VOCABULARY } from './cases.js';
import { Tally } from './tally.js';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, show: { type: 'boolean', default: false } },
});

async function main(): Promise<void> {
  const settings = readLlmSettings();
  if (!settings) {
    process.stderr.write(
      'No model is configured. Set LLM_BASE_URL to an OpenAI-compatible endpoint, such as http://127.0.0.1:8080/v1, LLM_MODEL, and LLM_API_KEY if it wants one.\n',
    );
    process.exitCode = 2;
    return;
  }
  const tally = new Tally();
  const deps = layerOver(settings, tally);
  const right = await readMessages(deps);
  await wordReplies(deps);
  await rewriteSearches(deps);
  const rows = tally.report();
  if (options.json)
    console.log(JSON.stringify({ model: settings.model, agreement: right, tasks: rows }, null, 2));
  else {
    console.log(`${settings.model} at ${settings.baseUrl}`);
    console.table(
      rows.map(({ rejected, failed, ...row }) => ({
        ...figures(row),
        rejected: listed(rejected),
        failed: listed(failed),
      })),
    );
    console.log(
      `Of what was accepted of messages, people agree with ${right.intents} intents and ${right.slots} slots.`,
    );
  }
  // An endpoint that never answered is no result.
  if (rows.every(({ acceptance }) => acceptance === 0)) process.exitCode = 1;
}

function layerOver(settings: LlmSettings, { record }: Tally): LanguageDeps {
  const model = createGuardedModel(createOpenAiModel(settings), {
    budget: createMemoryTokenBudget({ dailyTokens: settings.dailyTokens }),
    onFailure: ({ task }, failure) => record.failed(task, failure),
    onAnswer: ({ task }, answer) => record.answered(task, answer),
  });
  const prompts = createFilePrompts(fileURLToPath(new URL('../../content/prompts', import.meta.url)));
  return { model, prompts, cache: createMemoryCache(), record, currency: 'USD' };
}

async function readMessages(deps: LanguageDeps): Promise<{ intents: string; slots: string }> {
  const intents = { right: 0, all: 0 };
  const slots = { right: 0, all: 0 };
  for (const { text, intent, slots: wanted } of MESSAGES) {
    const read = await readByModel(deps, VOCABULARY, text, CONTEXT);
    show(text, read ? { intent: read.intent, ...read.slots } : 'the rules speak');
    if (!read) continue;
    intents.all += 1;
    intents.right += Number(read.intent === intent);
    for (const [name, value] of Object.entries(wanted ?? {})) {
      slots.all += 1;
      slots.right += Number(JSON.stringify(read.slots[name as keyof Constraints]) === JSON.stringify(value));
    }
  }
  return { intents: `${intents.right} of ${intents.all}`, slots: `${slots.right} of ${slots.all}` };
}

async function wordReplies(deps: LanguageDeps): Promise<void> {
  for (const { message, plan, cards } of REPLIES) {
    const text = templateOf(plan);
    const blocks: Block[] = [{ type: 'text', text }];
    if (cards.length > 0) blocks.push({ type: 'products', items: [...cards], total: cards.length });
    const heard: string[] = [];
    const onDraft = (draft: string) => void heard.push(draft);
    const worded = await wordByModel(deps, { plan, blocks, message, onDraft });
    show(text, worded?.[0] && 'text' in worded[0] ? worded[0].text : 'the template speaks');
  }
}

function templateOf([first]: ReplyPlan): string {
  if (!first || !('say' in first)) throw new Error('every case begins with a phrase');
  const { say, values, wish } = first;
  return sentence(say, { ...values, ...(wish ? { wish: describeWish(wish, 'USD') } : {}) });
}

async function rewriteSearches(deps: LanguageDeps): Promise<void> {
  for (const constraints of EMPTY_SEARCHES) {
    const other = await rewriteByModel(deps, VOCABULARY, constraints);
    show(constraints.text ?? '', other?.constraints ?? 'nothing to suggest');
  }
}

function show(asked: string, answer: unknown): void {
  if (options.show)
    process.stderr.write(`${asked}\n  → ${typeof answer === 'string' ? answer : JSON.stringify(answer)}\n`);
}

const figures = <Row extends object>(row: Row) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number' && value > 1 ? Math.round(value) : value,
    ]),
  );
const listed = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || '–';

await main();

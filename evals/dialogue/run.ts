import { parseArgs } from 'node:util';
import { createPostgresCatalog } from '../../activities/adapters/catalog/postgres.js';
import { createRulesUnderstander } from '../../activities/adapters/understanding/rules.js';
import { openDemoDatabase } from '../../dev/demo-catalog/throwaway.js';
import { trainNlpJs } from '../baseline/nlpjs.js';
import { CONVERSATION_FOLDERS, readConversations } from './conversation-file.js';
import { createEvalShop } from './host.js';
import { type DialogueScores, SLOTS, scoreDialogue } from './score.js';

/**
 * Holds the conversations of every folder with a shop of its own and prints how they went.
 * @returns the exit code: 1 when something was shown that breaks a constraint
 */
export async function runDialogueEvals(args: string[]): Promise<number> {
  const { values: flags } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false }, verbose: { type: 'boolean', default: false } },
  });
  const database = await openDemoDatabase({ products: 5_000, seed: 1 });
  try {
    const catalog = createPostgresCatalog(database.pool);
    const vocabulary = await catalog.vocabulary();
    // The shop keeps the words in its cache; here reading alone is to be timed.
    const understander = createRulesUnderstander(async () => vocabulary);
    const shop = createEvalShop(database.pool, catalog, understander);
    const baseline = await trainNlpJs();
    const all: Record<string, DialogueScores> = {};
    for (const folder of CONVERSATION_FOLDERS) {
      const isEnglish = folder === 'conversations' || folder === 'heldback';
      const other = isEnglish ? baseline : undefined;
      all[folder] = await scoreDialogue(readConversations(folder), shop, catalog, other);
    }
    process.stdout.write(flags.json ? `${JSON.stringify(all, null, 2)}\n` : table(all));
    const scores = Object.values(all);
    if (flags.verbose)
      process.stdout.write(scores.flatMap(({ faults }) => faults.map((line) => `${line}\n`)).join(''));
    return scores.some(({ violations }) => violations > 0) ? 1 : 0;
  } finally {
    await database.close();
  }
}

function table(splits: Record<string, DialogueScores>): string {
  const columns = Object.entries(splits);
  const row = (name: string, cell: (scores: DialogueScores) => string) =>
    `${name.padEnd(26)}${columns.map(([, scores]) => cell(scores).padStart(18)).join('')}\n`;
  return [
    `${''.padEnd(26)}${columns.map(([name]) => name.padStart(18)).join('')}\n`,
    row('conversations', ({ conversations }) => String(conversations)),
    row('turns', ({ turns }) => String(turns)),
    row('intent accuracy', ({ intentAccuracy }) => intentAccuracy.toFixed(3)),
    row('  without context', ({ coarseAccuracy }) => coarseAccuracy.toFixed(3)),
    row('  @nlpjs/nlp', ({ baselineAccuracy }) => baselineAccuracy?.toFixed(3) ?? '-'),
    row('slot F1', ({ slotF1 }) => slotF1.toFixed(3)),
    ...SLOTS.map((slot) => row(`  ${slot}`, ({ slots }) => slots[slot].toFixed(3))),
    row('constraints after a turn', ({ constraintsAccuracy }) => constraintsAccuracy.toFixed(3)),
    row('task success', ({ taskSuccess }) => taskSuccess.toFixed(3)),
    row('violations', ({ violations }) => String(violations)),
    row('reading, p95 in ms', ({ readMsP95 }) => readMsP95.toFixed(2)),
  ].join('');
}

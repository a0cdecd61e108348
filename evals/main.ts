import { runDialogueEvals } from './dialogue/run.js';
import { runSearchEvals } from './search/run.js';

const USE = `npm run evals [-- search [--products N]] [--json] [--verbose]

  nothing         conversations held with the shop: intents, slots, what is carried over, and broken constraints
  search          what people look for, and how well the shop finds it: nDCG@10, and how often a constraint is broken
  --products N    size of the demo catalog that is searched (default 5000)
  --json          figures of every query, for machines
  --verbose       also the queries that could go better`;

const [subject = 'conversations', ...flags] = process.argv.slice(2);
const runs: Record<string, (args: string[]) => Promise<number>> = {
  search: runSearchEvals,
  conversations: runDialogueEvals,
};
const run = subject.startsWith('--') ? runDialogueEvals : runs[subject];
if (!run) {
  process.stderr.write(`${USE}\n`);
  process.exit(2);
}
try {
  process.exitCode = await run(subject.startsWith('--') ? [subject, ...flags] : flags);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

import { runSearchEvals } from './search/run.js';

const USE = `npm run evals -- search [--products N] [--json] [--verbose]

  search          what people look for, and how well the shop finds it: nDCG@10, and how often a constraint is broken
  --products N    size of the demo catalog that is searched (default 5000)
  --json          figures of every query, for machines
  --verbose       also the queries that could go better`;

const [subject, ...flags] = process.argv.slice(2);
if (subject !== 'search') {
  process.stderr.write(`${USE}\n`);
  process.exit(2);
}
try {
  process.exitCode = await runSearchEvals(flags);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

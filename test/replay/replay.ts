/** Replays the histories in the files that are named, and prints why each could not be followed, or null: one JSON object. */
import { readFileSync } from 'node:fs';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { workflowBundle } from '../support/workflow-bundle.js';

Runtime.install({ logger: new DefaultLogger('ERROR', () => {}) });
const histories = process.argv.slice(2).map((file) => ({
  workflowId: file,
  history: JSON.parse(readFileSync(file, 'utf8')),
}));
const failures: Record<string, string | null> = {};
for await (const { workflowId, error } of Worker.runReplayHistories(
  { workflowBundle: await workflowBundle() },
  histories,
)) {
  failures[workflowId] = error ? `${error.name}: ${error.message}` : null;
}
console.log(JSON.stringify(failures));
process.exit(0);

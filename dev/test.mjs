/**
 * `npm test`: types, lint and every test, from a clone with nothing but Node.
 * `npm test -- PATTERN …` runs just the tests whose path matches.
 * Ends with one line, `N passed, N failed`; types and lint count as one test each.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { checkNode, ensurePackages, root } from './bootstrap.mjs';

/** These start whole shops and browsers, which take a machine for themselves. */
const WHOLE_SHOPS = ['test/journeys/', 'test/dev/start'];
const CORES = availableParallelism();
/** A worker that has grown is replaced: native workers of Temporal do not give back all that they took. */
const AT_ONCE =
  CORES > 1 ? [`--maxWorkers=${Math.min(4, CORES)}`, '--workerIdleMemoryLimit=1500MB'] : ['--runInBand'];

checkNode();
process.chdir(root);
await ensurePackages();

const patterns = process.argv.slice(2);
const reports = mkdtempSync(path.join(tmpdir(), 'shoptalk-reports-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const startedAt = Date.now();

// Without a Temporal in the cache its build takes minutes on every core: it starts first, beside the rest.
const temporal = patterns.length > 0 ? undefined : run('temporal', tsx('dev/servers/get-temporal.ts'));
if (patterns.length === 0) {
  await check('types', ['node_modules/typescript/bin/tsc', '--noEmit']);
  await check('lint', ['node_modules/@biomejs/biome/bin/biome', 'check']);
  await check('import rules', ['node_modules/oxlint/bin/oxlint', '--deny-warnings']);
  await jest('unit', ['--selectProjects', 'unit']);
  await temporal;
  const servers = ['--selectProjects', 'servers'];
  // Most of them wait most of the time: two at once are nearly twice as fast, and each has a database and queues of its own.
  await jest('servers', [...servers, ...AT_ONCE, '--testPathIgnorePatterns', ...WHOLE_SHOPS]);
  await jest('journeys', [...servers, '--runInBand', '--testPathPatterns', ...WHOLE_SHOPS]);
} else {
  await jest('tests', ['--runInBand', '--testPathPatterns', ...patterns]);
}
rmSync(reports, { recursive: true });

const { passed, failed, skipped } = total;
console.log(`\nTook ${Math.round((Date.now() - startedAt) / 1000)} s.`);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

function tsx(file) {
  return ['--import', 'tsx', file];
}

/** Runs a Node program with its output in ours; resolves to its exit code. */
function run(name, args) {
  console.log(`\n── ${name}`);
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code, signal) => resolve(signal ? 128 : code));
  });
}

async function check(name, args) {
  const code = await run(name, args);
  total[code === 0 ? 'passed' : 'failed'] += 1;
}

async function jest(name, args) {
  const report = path.join(reports, `${name}.json`);
  const code = await run(name, [
    'node_modules/jest/bin/jest.js',
    ...args,
    '--ci',
    '--json',
    `--outputFile=${report}`,
  ]);
  const counted = countReport(report);
  // Jest can fail without a failed test: servers that do not start, a file that does not parse.
  if (code !== 0 && counted.failed === 0) counted.failed = 1;
  for (const [kind, count] of Object.entries(counted)) total[kind] += count;
}

function countReport(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    return {
      passed: report.numPassedTests,
      // A suite that could not run at all has no tests to count.
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

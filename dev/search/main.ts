/**
 * `npm run --silent search -- --in QUERIES.jsonl --out RESULTS.jsonl`, for analysts: answers a file of queries the way
 * the chat would. See docs/search.md, or `npm run search -- --help`.
 */
import { createReadStream, createWriteStream, existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createRulesUnderstander } from '../../activities/adapters/understanding/rules.js';
import { root } from '../paths.js';
import { answerBatch, type BatchOutcome } from './batch.js';
import { CATALOGS, isCatalogName, openCatalog } from './catalogs.js';

const USAGE = `npm run --silent search -- --in QUERIES.jsonl --out RESULTS.jsonl [options]
  --in FILE        queries, one JSON object a line: {"id", "query", "constraints"?}; - is standard input
  --out FILE       results, in the same order: {"id", "results"} or {"id", "error"}; - is standard output
  --catalog NAME   where to search: ${CATALOGS.join(' or ')} (default postgres)
  --data FOLDER    the data folder of npm start (default .data)
  --help           print this
Ends with 0 when every line was answered, 1 when some were not (they are named on standard error), and 2 when
nothing could be done.`;

/** Of more bad lines than this only the number is said: somebody has given the wrong file. */
const MOST_NAMED = 100;
const [SOME_BAD, NOTHING_DONE] = [1, 2];

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      in: { type: 'string' },
      out: { type: 'string' },
      catalog: { type: 'string', default: 'postgres' },
      data: { type: 'string', default: path.join(root, '.data') },
      help: { type: 'boolean', default: false },
    },
  });
  if (flags.help) return void console.log(USAGE);
  if (!flags.in || !flags.out) throw new Error(`Say --in and --out.\n${USAGE}`);
  const { catalog: name } = flags;
  if (!isCatalogName(name)) throw new Error(`--catalog takes ${CATALOGS.join(' or ')}, not "${name}".`);
  if (isSameFile(flags.in, flags.out)) throw new Error('--in and --out name the same file.');

  const input = await openInput(flags.in);
  const opened = await openCatalog(name, path.resolve(flags.data), say);
  process.once('SIGINT', () => void opened.close().finally(() => process.exit(130)));
  process.once('SIGTERM', () => void opened.close().finally(() => process.exit(143)));
  try {
    const output = openOutput(flags.out);
    const vocabulary = await opened.catalog.vocabulary();
    if (vocabulary.categories.length === 0) say('The catalog has no products; every list will be empty.');
    let named = 0;
    const outcome = await answerBatch(input, (line) => write(output, line), {
      catalog: opened.catalog,
      reader: { vocabulary, understander: createRulesUnderstander(async () => vocabulary) },
      onProblem(line, problem) {
        named += 1;
        if (named <= MOST_NAMED) say(`line ${line}: ${problem}`);
      },
    });
    await end(output);
    report(outcome);
  } finally {
    await opened.close();
  }
}

function report({ answered, problems }: BatchOutcome): void {
  if (problems === 0) return;
  if (problems > MOST_NAMED) say(`… and ${problems - MOST_NAMED} more lines`);
  say(`${answered} of ${answered + problems} lines were answered.`);
  process.exitCode = SOME_BAD;
}

function isSameFile(one: string, other: string): boolean {
  return one !== '-' && existsSync(one) && existsSync(other) && realpathSync(one) === realpathSync(other);
}

/** Fails here, before anything is started, when there is no such file. */
async function openInput(file: string): Promise<Readable> {
  if (file === '-') return process.stdin;
  const stream = createReadStream(file);
  await new Promise((resolve, reject) => stream.once('open', resolve).once('error', reject));
  return stream;
}

function openOutput(file: string): Writable {
  const stream = file === '-' ? process.stdout : createWriteStream(file);
  // Whoever reads us may stop reading (`| head`); then there is nobody to write for.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') say(`--out: ${error.message}`);
    process.exit(error.code === 'EPIPE' ? 0 : NOTHING_DONE);
  });
  return stream;
}

function write(output: Writable, line: string): Promise<void> {
  if (output.write(line)) return Promise.resolve();
  return new Promise((resolve) => output.once('drain', resolve));
}

async function end(output: Writable): Promise<void> {
  if (output === process.stdout) return;
  output.end();
  await finished(output);
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = NOTHING_DONE;
});

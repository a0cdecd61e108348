/**
 * `npm run --silent search -- --in QUERIES.jsonl --out RESULTS.jsonl`, for analysts: answers a file of queries the way
 * the chat would. See docs/search.md, or `npm run search -- --help`.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createRulesUnderstander } from '../../activities/adapters/understanding/rules.js';
import type { Catalog } from '../../activities/ports/index.js';
import type { Currency } from '../../domain/index.js';
import { answerBatch, type BatchOutcome } from './batch.js';
import { openCatalog } from './catalogs.js';
import { readFlags, USAGE } from './flags.js';

/** Of more bad lines than this only the number is said: somebody has given the wrong file. */
const MOST_NAMED = 100;
const [SOME_BAD, NOTHING_DONE] = [1, 2];

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const flags = readFlags(process.argv.slice(2));
  if (!flags) return void console.log(USAGE);
  const input = await openInput(flags.in);
  const opened = await openCatalog(flags.catalog, flags.data, say);
  process.once('SIGINT', () => void opened.close().finally(() => process.exit(130)));
  process.once('SIGTERM', () => void opened.close().finally(() => process.exit(143)));
  try {
    const output = openOutput(flags.out);
    const vocabulary = await opened.catalog.vocabulary();
    if (vocabulary.categories.length === 0) say('The catalog has no products; every list will be empty.');
    let named = 0;
    const outcome = await answerBatch(input, (line) => write(output, line), {
      catalog: opened.catalog,
      reader: {
        vocabulary,
        currency: await currencyOf(opened.catalog),
        understander: createRulesUnderstander(async () => vocabulary),
      },
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

/** The shop has one currency for all its prices. */
async function currencyOf(catalog: Catalog): Promise<Currency> {
  const { items } = await catalog.search({ constraints: {}, limit: 1 });
  return items[0]?.price.currency ?? 'USD';
}

function report({ answered, problems }: BatchOutcome): void {
  if (problems === 0) return;
  if (problems > MOST_NAMED) say(`… and ${problems - MOST_NAMED} more lines`);
  say(`${answered} of ${answered + problems} lines were answered.`);
  process.exitCode = SOME_BAD;
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

import type { Catalog } from '../../activities/ports/index.js';
import { decimalsOf, type Product } from '../../domain/index.js';
import { bestMatches } from './best-matches.js';
import { inOrder } from './in-order.js';
import { type QueryId, readQueryLine } from './query-line.js';
import { type InputLine, readLines } from './read-lines.js';
import { type Reader, wishOf } from './wish.js';

/** Results of one query. */
export const MOST_RESULTS = 10;
/** More at once would only wait for the database's processors. */
const AT_ONCE = 4;

export interface BatchDeps {
  catalog: Pick<Catalog, 'search'>;
  reader: Reader;
  /** Told of each line that could not be answered, in order. */
  onProblem: (line: number, problem: string) => void;
}

export interface BatchOutcome {
  answered: number;
  /** Lines that could not be answered. */
  problems: number;
}

interface Answer {
  number: number;
  /** The line to write; absent where nobody could tell whose it is. */
  line?: object;
  problem?: string;
}

/** Answers queries, a line of JSON each, in their order; `write` waits until there is room for more. */
export async function answerBatch(
  chunks: AsyncIterable<Uint8Array>,
  write: (line: string) => Promise<void>,
  deps: BatchDeps,
): Promise<BatchOutcome> {
  const outcome: BatchOutcome = { answered: 0, problems: 0 };
  for await (const { number, line, problem } of inOrder(readLines(chunks), AT_ONCE, (input) =>
    answer(input, deps),
  )) {
    if (problem === undefined) outcome.answered += 1;
    else {
      outcome.problems += 1;
      deps.onProblem(number, problem);
    }
    if (line) await write(`${JSON.stringify(line)}\n`);
  }
  return outcome;
}

async function answer(input: InputLine, deps: BatchDeps): Promise<Answer> {
  const { number } = input;
  if ('problem' in input) return { number, problem: input.problem };
  const read = readQueryLine(input.text);
  if ('problem' in read) return { number, ...failed(read.id, read.problem) };
  const { id } = read.query;
  try {
    const wish = await wishOf(read.query, deps.reader);
    const products = await bestMatches(deps.catalog, wish, MOST_RESULTS);
    return { number, line: { id, results: products.map(toResult) } };
  } catch (error) {
    return { number, ...failed(id, error instanceof Error ? error.message : String(error)) };
  }
}

function failed(id: QueryId | undefined, problem: string): Pick<Answer, 'line' | 'problem'> {
  return { problem, ...(id === undefined ? {} : { line: { id, error: problem } }) };
}

function toResult({ id, sku, name, brand, category, department, price }: Product): object {
  const retailPrice = price.amount / 10 ** decimalsOf(price.currency);
  return { id, sku, name, brand, category, department, retail_price: retailPrice };
}

import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../paths.js';
import { CATALOGS, type CatalogName, isCatalogName } from './catalogs.js';

export const USAGE = `npm run --silent search -- --in QUERIES.jsonl --out RESULTS.jsonl [options]
  --in FILE        queries, one JSON object a line: {"id", "query", "constraints"?}; - is standard input
  --out FILE       results, in the same order: {"id", "results"} or {"id", "error"}; - is standard output
  --catalog NAME   where to search: ${CATALOGS.join(' or ')} (default postgres)
  --data FOLDER    the data folder of npm start (default .data)
  --help           print this
Ends with 0 when every line was answered, 1 when some were not (they are named on standard error), and 2 when
nothing could be done.`;

export interface Flags {
  in: string;
  out: string;
  catalog: CatalogName;
  /** The data folder of `npm start`. */
  data: string;
}

/** Reads the command line; `undefined` when help is asked for. Throws a sentence that says what to change. */
export function readFlags(args: string[]): Flags | undefined {
  const { values } = parseArgs({
    args,
    options: {
      in: { type: 'string' },
      out: { type: 'string' },
      catalog: { type: 'string', default: 'postgres' },
      data: { type: 'string', default: path.join(root, '.data') },
      help: { type: 'boolean', default: false },
    },
  });
  const { in: input, out, catalog, data, help } = values;
  if (help) return undefined;
  if (!input || !out) throw new Error(`Say --in and --out.\n${USAGE}`);
  if (!isCatalogName(catalog)) {
    throw new Error(`--catalog takes ${CATALOGS.join(' or ')}, not "${catalog}".`);
  }
  if (isSameFile(input, out)) throw new Error('--in and --out name the same file.');
  return { in: input, out, catalog, data: path.resolve(data) };
}

function isSameFile(one: string, other: string): boolean {
  return one !== '-' && existsSync(one) && existsSync(other) && realpathSync(one) === realpathSync(other);
}

import { parseArgs } from 'node:util';
import { z } from 'zod';
import { FEED_FORMATS } from '../../activities/adapters/feeds/index.js';
import { Currency, Department } from '../../domain/index.js';
import { DEFAULT_DEMO_PRODUCTS, DEFAULT_DEMO_SEED, MOST_DEMO_PRODUCTS } from '../demo-catalog/index.js';

export const USAGE = `npm run catalog -- import FILE [options]   replaces the catalog with the products of a file
  --update               change and add what the file names, and keep everything else
  --format NAME          ${FEED_FORMATS.join(', ')}; default: seen from the content
  --currency CODE        of prices that name none; others are refused (default: CURRENCY, or USD)
  --department NAME      Men, Women or Kids: of products that say neither
  --stock N              units where the file says no figure: "in stock", or new to the shop (default 10)
  --report FILE          where refused lines are listed (default .data/catalog/<file>.refused.csv)
  --force                replace the catalog even if more than half of the lines are refused
npm run catalog -- demo [--products N] [--seed N] [--currency CODE]   replaces it with made-up products, up to ${MOST_DEMO_PRODUCTS}
npm run catalog -- status   version, size, and the last loads
With each: --data FOLDER (of the shop that runs; default .data), --json (a summary for programs).
Exit codes: 0 the catalog is as asked, 1 it is as it was, 2 the command line is wrong.`;

const whole = (least: number, most: number) =>
  z.coerce
    .number({ error: `must be a whole number from ${least} to ${most}` })
    .int(`must be a whole number from ${least} to ${most}`)
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`);

const Common = {
  data: z.string().optional(),
  json: z.boolean().default(false),
  currency: Currency.optional(),
};
const Import = z.object({
  ...Common,
  act: z.literal('import'),
  file: z.string({ error: 'name the file to import' }),
  update: z.boolean().default(false),
  format: z.enum(FEED_FORMATS).optional(),
  department: Department.optional(),
  stock: whole(0, 1_000_000).default(10),
  report: z.string().optional(),
  force: z.boolean().default(false),
});
const Demo = z.object({
  ...Common,
  act: z.literal('demo'),
  products: whole(1, MOST_DEMO_PRODUCTS).default(DEFAULT_DEMO_PRODUCTS),
  seed: whole(0, 2_147_483_647).default(DEFAULT_DEMO_SEED),
});
const Status = z.object({ ...Common, act: z.literal('status') });

export type ImportArguments = z.infer<typeof Import>;
export type DemoArguments = z.infer<typeof Demo>;
export type CatalogArguments = ImportArguments | DemoArguments | z.infer<typeof Status>;

/** The command line is wrong; the message says how, and how it is right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError */
export function readCatalogArguments(args: readonly string[]): CatalogArguments {
  const { values, positionals } = parse(args);
  const [act, file, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`One file at a time; what is “${more[0]}”?`);
  const schemas = { import: Import, demo: Demo, status: Status };
  const schema = schemas[act as keyof typeof schemas];
  if (!schema) throw new UsageError(USAGE);
  const read = schema.safeParse({ ...values, act, ...(file !== undefined && { file }) });
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`);
  throw new UsageError(`${wrong.join('; ').replace('--file: ', '')}\n\n${USAGE}`);
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ update: flag, json: flag, force: flag },
        ...{ format: text, currency: text, department: text, stock: text, report: text, data: text },
        ...{ products: text, seed: text },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

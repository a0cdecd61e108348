import { parse } from 'qs';
import { z } from 'zod';
import { invalidRequest, type StripeFailure } from './errors.js';

/** Reads form encoding with bracket nesting: `metadata[a]=1&expand[]=x`. */
export function parseForm(encoded: string): Record<string, unknown> {
  return parse(encoded, { depth: 8, arrayLimit: 100, parameterLimit: 1000, plainObjects: false });
}

/** Codes that a schema gives its complaint, as text before a colon in the message of the zod issue. */
const CODED = /^(parameter_[a-z_]+|amount_too_[a-z]+): (.*)$/s;

export const integer = z
  .string()
  .regex(/^-?\d{1,15}$/, 'parameter_invalid_integer: Give a whole number.')
  .transform(Number);

export const text = z
  .string()
  .min(1, 'parameter_invalid_empty: Leave a parameter out rather than sending it empty.')
  .max(5000);

export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** Amounts are minor units; what a card network would find too small or too large is refused. */
export const amount = integer.pipe(
  z
    .number()
    .min(1, 'parameter_invalid_integer: The amount must be at least 1.')
    .max(99_999_999, 'amount_too_large: The amount must be no more than 999,999.99.'),
);

/** An empty value takes the key away, as in Stripe. */
export const metadata = z
  .record(z.string().min(1).max(40), z.string().max(500))
  .refine((values) => Object.keys(values).length <= 50, 'Give at most 50 keys of metadata.');

export const expand = z.array(text).max(20).optional();

const timeRange = z.strictObject({ gt: integer, gte: integer, lt: integer, lte: integer }).partial();

/** What every list takes. */
export const paging = {
  limit: integer.pipe(z.number().min(1).max(100)).default(10),
  starting_after: text.optional(),
  ending_before: text.optional(),
  created: z.union([integer, timeRange]).optional(),
  expand,
};

/** Checks parameters before anything is executed; throws the refusal Stripe would answer. */
export function checkParameters<Schema extends z.ZodType>(
  schema: Schema,
  parameters: Record<string, unknown>,
): z.output<Schema> {
  const parsed = schema.safeParse(parameters);
  if (parsed.success) return parsed.data;
  throw refusal(parsed.error.issues[0], parameters);
}

function refusal(issue: z.core.$ZodIssue | undefined, parameters: Record<string, unknown>): StripeFailure {
  if (!issue) return invalidRequest('The parameters could not be read.');
  if (issue.code === 'unrecognized_keys') {
    const param = bracketed([...issue.path, issue.keys[0] ?? '']);
    return invalidRequest(`Received unknown parameter: ${param}`, 'parameter_unknown', param);
  }
  const param = bracketed(issue.path);
  if (valueAt(parameters, issue.path) === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, 'parameter_missing', param);
  }
  const coded = CODED.exec(issue.message);
  return invalidRequest(`Invalid ${param}: ${coded?.[2] ?? issue.message}`, coded?.[1], param);
}

function bracketed(path: readonly PropertyKey[]): string {
  return path.map((key, index) => (index === 0 ? String(key) : `[${String(key)}]`)).join('');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
}

import { z } from 'zod';

const words = z.string().trim().min(1).max(100);
const price = z.number().nonnegative().max(10_000_000);
/** Tables are often written with a null for what is not there. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);
const colours = z.union([words, z.array(words).max(12)]).transform((given) => [given].flat());

const NAMES = 'price_min, price_max, size, department, category, brand, color (or colors)';

const ExplicitConstraints = z
  .strictObject(
    {
      price_min: optional(price).describe('major units, inclusive: 19.99'),
      price_max: optional(price).describe('major units, inclusive'),
      size: optional(z.union([words, z.number().transform(String)])),
      department: optional(words),
      category: optional(words),
      brand: optional(words),
      color: optional(colours),
      colors: optional(colours),
      colour: optional(colours),
      colours: optional(colours),
    },
    {
      error: ({ code, keys }) =>
        code === 'unrecognized_keys'
          ? `there is no ${(keys as string[]).join(', ')}; there are ${NAMES}`
          : undefined,
    },
  )
  .transform(({ color, colors, colour, colours: plural, ...rest }) => ({
    ...rest,
    colours: color ?? colors ?? colour ?? plural,
  }));
export type ExplicitConstraints = Partial<z.output<typeof ExplicitConstraints>>;

const Id = z.union([z.string().max(500), z.number()], 'give each query a string or a number');
export type QueryId = z.infer<typeof Id>;

/** One query of a batch. */
export const QueryLine = z
  .object({
    id: Id,
    query: optional(z.string().max(100_000)).transform((text) => text?.trim() ?? ''),
    constraints: optional(ExplicitConstraints),
  })
  .refine(
    ({ query, constraints }) =>
      query !== '' || Object.values(constraints ?? {}).some((value) => value !== undefined),
    'there is neither a query nor a constraint; say what to look for',
  );
export interface QueryLine {
  id: QueryId;
  /** Empty where there are constraints alone. */
  query: string;
  constraints?: ExplicitConstraints | undefined;
}

export type ReadLine = { query: QueryLine } | { id?: QueryId; problem: string };

/** Reads one line of JSON; says what is wrong with it, and whose line it is where that can be read. */
export function readQueryLine(text: string): ReadLine {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { problem: `not JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  const parsed = QueryLine.safeParse(json);
  if (parsed.success) return { query: parsed.data };
  const id = z.object({ id: Id }).safeParse(json);
  const problem = parsed.error.issues
    .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
    .join('; ');
  return id.success ? { id: id.data.id, problem } : { problem };
}

import type { Pool } from 'pg';

/** What the statements of a release lean on, by a name such as `table products` or `column products.name`. */
export type Schema = ReadonlyMap<string, Column | undefined>;

export interface Column {
  type: string;
  /** A row can be written without naming it. */
  optional: boolean;
}

/** Types that take every value of another one, and read back as before. */
const WIDER: Record<string, string[]> = {
  smallint: ['integer', 'bigint', 'numeric'],
  integer: ['bigint', 'numeric'],
  real: ['double precision'],
  'character varying': ['text'],
};

export async function readSchema(pool: Pool): Promise<Schema> {
  const { rows } = await pool.query<{ name: string; type: string | null; optional: boolean }>(`
    select 'table ' || c.oid::regclass as name, null as type, true as optional
      from pg_class c where c.relkind in ('r', 'v', 'm') and ${ours('c.relnamespace')}
    union all
    select 'column ' || c.oid::regclass || '.' || a.attname, format_type(a.atttypid, null),
           not a.attnotnull or a.atthasdef or a.attidentity <> '' or a.attgenerated <> ''
      from pg_attribute a join pg_class c on c.oid = a.attrelid
     where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'v', 'm') and ${ours('c.relnamespace')}
    union all
    select 'function ' || p.oid::regprocedure, null, true
      from pg_proc p where ${ours('p.pronamespace')} and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`);
  return new Map(rows.map(({ name, type, optional }) => [name, type ? { type, optional } : undefined]));
}

const ours = (namespace: string) =>
  `${namespace}::regnamespace::text !~ '^(pg_|information_schema$)' and ${namespace} is not null`;

/** What the release before can no longer do once the schema is `after`, a sentence each. */
export function broken(before: Schema, after: Schema): string[] {
  const sentences: string[] = [];
  for (const [name, column] of before) {
    if (!after.has(name)) sentences.push(`${name} is gone`);
    const now = after.get(name);
    if (!column || !now) continue;
    if (now.type !== column.type && !WIDER[column.type]?.includes(now.type))
      sentences.push(`${name} was ${column.type} and is ${now.type}`);
    if (column.optional && !now.optional) sentences.push(`${name} must now be given`);
  }
  for (const [name, column] of after) {
    const table = `table ${name.slice('column '.length, name.lastIndexOf('.'))}`;
    if (column && !before.has(name) && before.has(table) && !column.optional)
      sentences.push(`${name} is new and must be given`);
  }
  return sentences;
}

/**
 * What a migration takes away on purpose: `-- contract: column products.words, unused since 0.4.0`. Only what the
 * release before no longer uses may be named.
 */
export function contracted(sql: string): string[] {
  return [...sql.matchAll(/^-- contract: (.+), unused since \d+\.\d+\.\d+$/gm)].map(([, name = '']) => name);
}

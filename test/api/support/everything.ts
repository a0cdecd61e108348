import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import type pg from 'pg';

/** Every row of every table of the shop, table by table, whichever there are. */
export async function everyRow(pool: pg.Pool): Promise<{ table: string; row: string }[]> {
  const { rows: tables } = await pool.query<{ schema: string; name: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const all = tables.map(async ({ schema, name }) => {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from "${schema}"."${name}" t`);
    return rows.map(({ row }) => ({ table: name, row }));
  });
  return (await Promise.all(all)).flat();
}

/** Names of the tables in which one of the words stands. */
export async function tablesWith(pool: pg.Pool, words: readonly string[]): Promise<string[]> {
  const rows = await everyRow(pool);
  const found = rows.filter(({ row }) => words.some((word) => row.includes(word)));
  return [...new Set(found.map(({ table }) => table))].sort();
}

/** Every payload in a history, however deep. */
export function payloadsIn(value: unknown): Payload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  if ('metadata' in value && 'data' in value && value.data instanceof Uint8Array) return [value as Payload];
  return Object.values(value).flatMap(payloadsIn);
}

/** The history of a workflow as Temporal keeps it. */
export async function historyOf(client: Client, workflowId: string) {
  return client.workflow.getHandle(workflowId).fetchHistory();
}

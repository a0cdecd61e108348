import { Connection } from '@temporalio/client';
import type { TemporalConnection } from '../config/temporal.js';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.js';

/** All are keywords; `INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API. */
const KEYWORD = 2;

/** Makes the namespace know our search attributes. Returns those that were new. */
export async function registerSearchAttributes(to: TemporalConnection, namespace: string): Promise<string[]> {
  const connection = await Connection.connect({ ...to, connectTimeout: 5_000 });
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = Object.keys(SEARCH_ATTRIBUTES).filter((name) => !(name in (customAttributes ?? {})));
    if (missing.length === 0) return [];
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])),
    });
    return missing;
  } finally {
    await connection.close();
  }
}

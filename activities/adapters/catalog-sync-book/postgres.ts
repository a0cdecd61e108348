import type { Pool } from 'pg';
import { z } from 'zod';
import type { CatalogSyncBook, Fingerprints } from '../../ports/index.js';

const StoredFingerprints: z.ZodType<Fingerprints> = z.record(z.string(), z.string());

/** A product belongs to the part that the MD5 of its SKU begins with: Postgres and the sources reckon alike. */
const PART = 'left(md5(p.sku), 2)';

export function createPostgresCatalogSyncBook(pool: Pool): CatalogSyncBook {
  async function count(sql: string, list: readonly string[]): Promise<number> {
    const { rows } = await pool.query<{ count: number }>(sql, [list]);
    return rows[0]?.count ?? 0;
  }

  return {
    async last(source) {
      const { rows } = await pool.query<{ revision: string; fingerprints: unknown; load_id: number }>(
        `select revision, fingerprints, load_id from catalog_syncs
         where source = $1 and load_id = (select max(id) from catalog_loads where state = 'published')`,
        [source],
      );
      const [row] = rows;
      if (!row) return undefined;
      const { revision, fingerprints, load_id: loadId } = row;
      return { revision, fingerprints: StoredFingerprints.parse(fingerprints), loadId };
    },
    async settle(source, { revision, fingerprints, loadId }) {
      await pool.query(
        `insert into catalog_syncs (source, revision, fingerprints, load_id) values ($1, $2, $3, $4)
         on conflict (source) do update set revision = excluded.revision,
           fingerprints = excluded.fingerprints, load_id = excluded.load_id, synced_at = now()`,
        [source, revision, JSON.stringify(fingerprints), loadId],
      );
    },
    async knownVariants(skus) {
      const { rows } = await pool.query<{ sku: string }>(
        'select sku from variants where sku = any($1::text[])',
        [skus],
      );
      return new Set(rows.map(({ sku }) => sku));
    },
    countKnown: (skus) =>
      count('select count(*)::int as count from products p where p.listed and p.sku = any($1::text[])', skus),
    countInParts: (parts) =>
      count(
        `select count(*)::int as count from products p where p.listed and ${PART} = any($1::text[])`,
        parts,
      ),
  };
}

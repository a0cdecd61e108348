import type { Pool } from 'pg';
import { createPostgresCatalogLoads } from '../../activities/adapters/catalog-loads/postgres.js';
import type { LoadRecord } from '../../activities/ports/index.js';

export interface CatalogStatus {
  version: number;
  products: number;
  variants: number;
  /** Products kept only because something names them. */
  withdrawn: number;
  loads: LoadRecord[];
}

const LOADS_SHOWN = 5;

export async function readStatus(pool: Pool): Promise<CatalogStatus> {
  const { rows } = await pool.query<Omit<CatalogStatus, 'loads'>>(
    `select (select version from catalog_state)::integer as version,
            (select count(*) from products where listed)::integer as products,
            (select count(*) from variants)::integer as variants,
            (select count(*) from products where not listed)::integer as withdrawn`,
  );
  const figures = rows[0] ?? { version: 0, products: 0, variants: 0, withdrawn: 0 };
  return { ...figures, loads: await createPostgresCatalogLoads(pool).recent(LOADS_SHOWN) };
}

export function tellStatus({ version, products, variants, withdrawn, loads }: CatalogStatus): string {
  const lines = [
    `Catalog version ${version}: ${products} products, ${variants} variants${withdrawn ? `, ${withdrawn} products kept but not on sale` : ''}.`,
  ];
  for (const load of loads) {
    const when = load.startedAt.toISOString().slice(0, 16).replace('T', ' ');
    const what = `${load.mode === 'merge' ? 'update' : 'replacement'} from ${load.source}, ${load.products} products`;
    lines.push(`  ${when}  ${load.state.padEnd(9)}  ${what}`);
  }
  return lines.join('\n');
}

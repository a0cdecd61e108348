import type { Pool } from 'pg';
import type { Constraints } from '../../../domain/index.js';
import { type CatalogWords, createCatalogWords, MOST_CATALOG_WORDS } from './text/catalog-words.js';

/** What is known about the catalog as a whole, as it was when products last came in. */
export interface CatalogKnowledge {
  words: CatalogWords;
  /** How many variants are of this size, in any of these colours; 0 for a size that nothing comes in. */
  variantsOf(asked: Pick<Constraints, 'size' | 'colours'>): number;
}

interface VariantCount {
  size: string;
  colour: string;
  variants: number;
}

/** Gives what is known of the catalog; reads it again only after it was counted anew. */
export function createKnowledge(pool: Pool): () => Promise<CatalogKnowledge> {
  let known: { version: string; knowledge: Promise<CatalogKnowledge> } | undefined;

  return async () => {
    const { rows } = await pool.query<{ words_version: string }>({
      name: 'words_version',
      text: 'select words_version from catalog_state',
    });
    const version = rows[0]?.words_version ?? '0';
    if (known?.version !== version) {
      const reading = { version, knowledge: readKnowledge(pool) };
      known = reading;
      // A reading that fails is not kept.
      reading.knowledge.catch(() => {
        if (known === reading) known = undefined;
      });
    }
    return known.knowledge;
  };
}

async function readKnowledge(pool: Pool): Promise<CatalogKnowledge> {
  const [words, counts] = await Promise.all([
    pool.query<[word: string, products: number]>({
      text: 'select word, products from catalog_words order by products desc, word limit $1',
      values: [MOST_CATALOG_WORDS],
      rowMode: 'array',
    }),
    pool.query<VariantCount>('select size, colour, variants from catalog_sizes'),
  ]);
  return { words: createCatalogWords(words.rows), variantsOf: (asked) => sumOf(counts.rows, asked) };
}

function sumOf(
  counts: readonly VariantCount[],
  { size, colours }: Pick<Constraints, 'size' | 'colours'>,
): number {
  const wanted = size?.toLowerCase();
  return counts
    .filter((each) => wanted === undefined || each.size === wanted)
    .filter((each) => !colours?.length || colours.some((colour) => colour === each.colour))
    .reduce((sum, { variants }) => sum + variants, 0);
}

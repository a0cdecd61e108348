import type { Pool } from 'pg';
import { type CatalogWords, createCatalogWords, MOST_CATALOG_WORDS } from './text/catalog-words.js';

/** Gives the words of the catalog as it is now; reads them again only after they were counted anew. */
export function createWordList(pool: Pool): () => Promise<CatalogWords> {
  let known: { version: string; words: Promise<CatalogWords> } | undefined;

  return async () => {
    const { rows } = await pool.query<{ words_version: string }>('select words_version from catalog_state');
    const version = rows[0]?.words_version ?? '0';
    if (known?.version !== version) {
      const reading = { version, words: readWords(pool) };
      known = reading;
      // A reading that fails is not kept.
      reading.words.catch(() => {
        if (known === reading) known = undefined;
      });
    }
    return known.words;
  };
}

async function readWords(pool: Pool): Promise<CatalogWords> {
  const { rows } = await pool.query<[word: string, products: number]>({
    text: 'select word, products from catalog_words order by products desc, word limit $1',
    values: [MOST_CATALOG_WORDS],
    rowMode: 'array',
  });
  return createCatalogWords(rows);
}

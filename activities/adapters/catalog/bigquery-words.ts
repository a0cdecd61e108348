import { z } from 'zod';
import { BaseColour } from '../../../domain/index.js';
import type { Vocabulary } from '../../ports/index.js';
import type { BigQueryJobs } from '../bigquery/jobs.js';
import { type CatalogTable, offersSql } from './bigquery-table.js';
import { wordsSql } from './bigquery-text-sql.js';
import { type CatalogWords, createCatalogWords, MOST_CATALOG_WORDS } from './text/catalog-words.js';

/** Every word of the table with the number of products that have it, the most common first. */
export async function readWords(jobs: BigQueryJobs, table: CatalogTable): Promise<CatalogWords> {
  const all = wordsSql("concat(name, ' ', brand, ' ', category, ' ', department, ' ', description)");
  const rows = await jobs.query({
    purpose: 'words',
    sql: `select word, count(distinct id) as products
      from (select id, ${all} as all_words from (${offersSql(table)}) as offers) as worded,
        unnest(split(trim(all_words), ' ')) as word
      where word != '' group by word order by products desc, word limit ${MOST_CATALOG_WORDS}`,
    row: z.object({ word: z.string(), products: z.number() }),
  });
  return createCatalogWords(rows.map(({ word, products }) => [word, products] as const));
}

const Word = z.object({ kind: z.enum(['category', 'brand', 'size', 'colour']), value: z.string() });

/** What the gazetteers of understanding are made of. */
export async function readVocabulary(
  jobs: BigQueryJobs,
  table: CatalogTable,
): Promise<Omit<Vocabulary, 'version'>> {
  const lists = Word.shape.kind.options.map(
    (kind) =>
      `(select distinct '${kind}' as kind, ${kind} as value from offers where coalesce(${kind}, '') != '')`,
  );
  const rows = await jobs.query({
    purpose: 'vocabulary',
    sql: `with offers as (${offersSql(table)}) ${lists.join(' union all ')} order by kind, value`,
    row: Word,
  });
  const valuesOf = (wanted: string) => rows.flatMap(({ kind, value }) => (kind === wanted ? [value] : []));
  return {
    categories: valuesOf('category'),
    brands: valuesOf('brand'),
    sizes: valuesOf('size'),
    colours: z.array(BaseColour).parse(valuesOf('colour')),
  };
}

import { z } from 'zod';
import type { Config } from './index.js';

/** JSON of field and column, null for a column that the table does not have. */
function columnMapping(example: string) {
  return z
    .string()
    .default('{}')
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue(`write JSON, such as ${example}`);
        return z.NEVER;
      }
    })
    .pipe(z.record(z.string(), z.string().nullable()));
}

/** The variables about products that come from BigQuery; part of the one schema in index.ts. */
export const bigQueryVariables = {
  CATALOG: z
    .enum(['postgres', 'bigquery'])
    .default('postgres')
    .describe(
      'where products come from: loads into Postgres alone, or also a BigQuery table that is copied to it by the clock',
    ),
  CATALOG_SEARCH: z
    .enum(['index', 'direct'])
    .default('index')
    .describe(
      'with CATALOG=bigquery, what shoppers search: the copy in Postgres, or BigQuery itself, which takes a second and costs money each time',
    ),
  CATALOG_SYNC_MINUTES: z.coerce
    .number()
    .min(1)
    .max(10_080)
    .default(15)
    .describe('minutes from one look for changes in BigQuery to the next'),
  CATALOG_NEW_STOCK: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(10)
    .describe('units on hand that a variant begins with when it comes from a table without a stock column'),
  BIGQUERY_PROJECT: z
    .string()
    .regex(/^[a-z0-9.:-]{1,100}$/, 'use the id of a Google Cloud project')
    .optional()
    .describe('Google Cloud project that runs the queries and pays for them'),
  BIGQUERY_DATA_PROJECT: z
    .string()
    .regex(/^[a-z0-9.:-]{1,100}$/, 'use the id of a Google Cloud project')
    .default('bigquery-public-data')
    .describe('project that the table belongs to'),
  BIGQUERY_DATASET: z
    .string()
    .regex(/^\w{1,1024}$/, 'use letters, digits and underscores')
    .default('thelook_ecommerce')
    .describe('dataset of the table'),
  BIGQUERY_TABLE: z
    .string()
    .regex(/^[\w-]{1,1024}$/, 'use letters, digits, underscores and dashes')
    .default('products')
    .describe('table of the products'),
  BIGQUERY_COLUMNS: columnMapping('{"name": "title", "cost": null}').describe(
    'columns that differ from those of theLook, as JSON of field and column, null for none; the fields are in docs/bigquery.md',
  ),
  BIGQUERY_ORDER_ITEMS: z
    .string()
    .regex(
      /^(([a-z0-9.:-]{1,100}\.)?\w{1,1024}\.)?[\w-]{1,1024}$/,
      'write table, dataset.table or project.dataset.table',
    )
    .optional()
    .describe(
      'table of what shoppers have bought, such as order_items, in the dataset of the products unless it says another; with CATALOG_SEARCH=direct, what others have also bought comes from it',
    ),
  BIGQUERY_ORDER_ITEMS_COLUMNS: columnMapping('{"shopper": "customer", "status": null}').describe(
    "columns of it that differ from those of theLook's order_items, as JSON of shopper, product, placed_at, status and column",
  ),
  BIGQUERY_MODEL: z
    .string()
    .regex(/^([a-z0-9.:-]{1,100}\.)?\w{1,1024}\.\w{1,1024}$/, 'write dataset.model or project.dataset.model')
    .optional()
    .describe(
      'matrix factorisation of those, asked instead of them, in BIGQUERY_PROJECT unless it says another; docs/bigquery.md says how to train it',
    ),
  BIGQUERY_LOCATION: z.string().min(1).optional().describe('location of the dataset, such as EU'),
  BIGQUERY_API_ENDPOINT: z
    .url()
    .optional()
    .describe('where BigQuery answers, when not at Google: an emulator, asked without credentials'),
  GOOGLE_APPLICATION_CREDENTIALS: z
    .string()
    .optional()
    .describe('key file of a service account for BigQuery; without it, Application Default Credentials'),
  BIGQUERY_MAXIMUM_BYTES_BILLED: z.coerce
    .number()
    .int()
    .min(10_485_760)
    .default(1_000_000_000)
    .describe('bytes that one query may read at most; one that would read more is refused at no cost'),
  BIGQUERY_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(500)
    .max(600_000)
    .default(10_000)
    .describe('how long a query may take, tries included; then its job is cancelled'),
};

type BigQueryConfig = Pick<Config, keyof typeof bigQueryVariables | 'CURRENCY'>;

/** How to reach BigQuery, and the merchant's table there; throws a sentence where no project is named. */
export function bigQuerySettings(config: BigQueryConfig) {
  const { BIGQUERY_PROJECT: projectId, BIGQUERY_ORDER_ITEMS: orderItems, BIGQUERY_MODEL: model } = config;
  if (!projectId) {
    throw new Error(
      'Products come from BigQuery: set BIGQUERY_PROJECT to the Google Cloud project that pays.',
    );
  }
  return {
    client: {
      projectId,
      apiEndpoint: config.BIGQUERY_API_ENDPOINT,
      keyFilename: config.GOOGLE_APPLICATION_CREDENTIALS,
      location: config.BIGQUERY_LOCATION,
    },
    jobs: {
      labels: { app: 'shoptalk' },
      maximumBytesBilled: config.BIGQUERY_MAXIMUM_BYTES_BILLED,
      timeoutMs: config.BIGQUERY_TIMEOUT_MS,
      location: config.BIGQUERY_LOCATION,
    },
    table: {
      project: config.BIGQUERY_DATA_PROJECT,
      dataset: config.BIGQUERY_DATASET,
      table: config.BIGQUERY_TABLE,
      currency: config.CURRENCY,
    },
    /** Columns that differ from those of theLook. */
    columns: config.BIGQUERY_COLUMNS,
    orderItems: orderItems
      ? {
          name: tableName(orderItems, {
            project: config.BIGQUERY_DATA_PROJECT,
            dataset: config.BIGQUERY_DATASET,
          }),
          columns: config.BIGQUERY_ORDER_ITEMS_COLUMNS,
        }
      : undefined,
    model: model ? tableName(model, { project: projectId, dataset: config.BIGQUERY_DATASET }) : undefined,
  };
}

/** "project.dataset.table", of which the beginning may be left out. The id of a project may have dots in it. */
function tableName(text: string, standard: { project: string; dataset: string }) {
  const [table = '', dataset = standard.dataset, ...project] = text.split('.').toReversed();
  return { project: project.toReversed().join('.') || standard.project, dataset, table };
}

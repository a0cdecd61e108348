/**
 * `npm run --silent also-bought-model`, for merchants with products in BigQuery: prints the statement that trains
 * BIGQUERY_MODEL from BIGQUERY_ORDER_ITEMS, for a scheduled query or for `bq`. It is not run from here: it takes
 * reserved slots, and minutes to hours, and whoever pays for those says when.
 */
import { trainModelSql } from '../../activities/adapters/catalog/bigquery-recommendations.js';
import { readOrderItems } from '../../activities/adapters/catalog/open-bigquery.js';
import { bigQuerySettings } from '../../config/bigquery.js';
import { readBigQueryConfig } from '../../config/index.js';
import { environment } from '../settings.js';

try {
  const settings = bigQuerySettings(readBigQueryConfig(environment));
  const items = readOrderItems(settings);
  if (!items || !settings.model) {
    throw new Error(
      'Set BIGQUERY_ORDER_ITEMS to the table of what was bought, and BIGQUERY_MODEL to what the model is to be called.',
    );
  }
  console.log(trainModelSql(settings.model, items).trim());
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

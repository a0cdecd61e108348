import { BigQuery, type Query } from '@google-cloud/bigquery';
import { OAuth2Client } from 'google-auth-library';

/** The part of a job of `@google-cloud/bigquery` that is used here. */
export interface QueryJob {
  id?: string;
  location?: string;
  getQueryResults(options: ResultsOptions): Promise<unknown[]>;
  getMetadata(): Promise<unknown[]>;
  cancel(): Promise<unknown>;
}

export interface ResultsOptions {
  autoPaginate: false;
  maxResults?: number;
  startIndex?: string;
  pageToken?: string;
}

/** The part of the client of `@google-cloud/bigquery` that is used here; tests give their own. */
export interface BigQueryApi {
  createQueryJob(query: Query): Promise<[QueryJob, ...unknown[]]>;
  /** A job that was made before, by the id that it had. */
  job(id: string, options: { location?: string }): QueryJob;
  tableMetadata(project: string, dataset: string, table: string): Promise<unknown>;
}

export interface BigQuerySettings {
  /** The project that runs the jobs and pays for them. */
  projectId: string;
  /** Where BigQuery answers when not at Google; it is then asked without credentials. */
  apiEndpoint?: string | undefined;
  /** A key file of a service account; without it, Application Default Credentials. */
  keyFilename?: string | undefined;
  location?: string | undefined;
}

/**
 * Google's own client. Its retries are off: it would also repeat what cannot succeed, and past the deadline.
 */
export function createBigQueryApi({
  projectId,
  apiEndpoint,
  keyFilename,
  location,
}: BigQuerySettings): BigQueryApi {
  const bigquery = new BigQuery({
    projectId,
    retryOptions: { autoRetry: false, maxRetries: 0 },
    ...(location ? { location } : {}),
    ...(keyFilename ? { keyFilename } : {}),
    ...(apiEndpoint ? { apiEndpoint, authClient: anonymous() } : {}),
  });
  return {
    createQueryJob: (query) => bigquery.createQueryJob(query),
    job: (id, options) => bigquery.job(id, options),
    async tableMetadata(project, dataset, table) {
      const [metadata] = await bigquery.dataset(dataset, { projectId: project }).table(table).getMetadata();
      return metadata;
    },
  };
}

/** An emulator wants a token and does not look at it. */
function anonymous(): OAuth2Client {
  const client = new OAuth2Client();
  client.setCredentials({ access_token: 'emulator', expiry_date: Number.MAX_SAFE_INTEGER });
  return client;
}

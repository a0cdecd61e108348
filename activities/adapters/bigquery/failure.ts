/** Why BigQuery did not answer; a closed list, also used as a label of metrics. */
export type FailureKind =
  | 'missing_column'
  | 'not_found'
  | 'result_gone'
  | 'permission'
  | 'credentials'
  | 'quota'
  | 'too_much_data'
  | 'timed_out'
  | 'invalid_query'
  | 'unavailable';

/** BigQuery did not answer. The message says why and what to do. */
export class BigQueryFailure extends Error {
  override readonly name = 'BigQueryFailure';
  readonly kind: FailureKind;
  /** Whether the same request may succeed in a moment. */
  readonly retryable: boolean;

  constructor(kind: FailureKind, message: string, options: ErrorOptions & { retryable?: boolean } = {}) {
    super(message, options);
    this.kind = kind;
    this.retryable = options.retryable ?? false;
  }
}

/**
 * Reasons after which Google advises to try again; a quota that is used up and a query that is wrong stay so.
 * https://cloud.google.com/bigquery/docs/error-messages
 */
const RETRYABLE_REASONS: ReadonlySet<string> = new Set([
  'backendError',
  'internalError',
  'jobBackendError',
  'jobInternalError',
  'jobRateLimitExceeded',
  'rateLimitExceeded',
]);
const RETRYABLE_STATUS: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
const RETRYABLE_NETWORK: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** What is read of an error of the client: the HTTP status or the system's code, and Google's reasons. */
interface Facts {
  code: number | string | undefined;
  reasons: string[];
  message: string;
}

/** Says in words what an error of the client means, and whether to try again. */
export function explainFailure(error: unknown): BigQueryFailure {
  if (error instanceof BigQueryFailure) return error;
  const facts = factsOf(error);
  const { reasons, message } = facts;
  const has = (...names: string[]) => names.some((name) => reasons.includes(name));
  const failure = (kind: FailureKind, advice: string, retryable = false) =>
    new BigQueryFailure(kind, `${advice} BigQuery says: ${message}`, { cause: error, retryable });

  if (has('quotaExceeded', 'billingNotEnabled')) {
    return failure(
      'quota',
      'A quota of the BigQuery project is used up. Raise it in the Google Cloud console, or wait until it is renewed.',
    );
  }
  if (has('bytesBilledLimitExceeded')) {
    return failure(
      'too_much_data',
      'The query would read more than BIGQUERY_MAXIMUM_BYTES_BILLED allows. Raise the limit, or partition or cluster the table.',
    );
  }
  if (isRetryable(facts)) return failure('unavailable', 'BigQuery does not answer at the moment.', true);
  if (has('accessDenied') || facts.code === 403) {
    return failure(
      'permission',
      'The account may not do that. Give it the roles "BigQuery Data Viewer" on the dataset and "BigQuery Job User" on the project.',
    );
  }
  if (facts.code === 401 || /default credentials|invalid_grant|keyFile|ENOENT/i.test(message)) {
    return failure(
      'credentials',
      'There are no valid credentials for BigQuery. Set GOOGLE_APPLICATION_CREDENTIALS to a key file, or run "gcloud auth application-default login".',
    );
  }
  const column = /Unrecognized name: `?(\w+)/.exec(message)?.[1];
  if (column) {
    return failure(
      'missing_column',
      `The table has no column "${column}". Name the right one in BIGQUERY_COLUMNS or BIGQUERY_ORDER_ITEMS_COLUMNS.`,
    );
  }
  if (has('notFound') || facts.code === 404) {
    return failure(
      'not_found',
      'The table is not there. Check BIGQUERY_PROJECT, BIGQUERY_DATASET, BIGQUERY_TABLE, BIGQUERY_LOCATION and, where set, BIGQUERY_ORDER_ITEMS and BIGQUERY_MODEL.',
    );
  }
  if (has('stopped', 'timeout')) return timedOut(error);
  return failure('invalid_query', 'BigQuery could not run the query.');
}

/** The deadline passed, or the job was stopped. */
export function timedOut(cause?: unknown): BigQueryFailure {
  return new BigQueryFailure(
    'timed_out',
    'BigQuery did not answer in time, and the job was cancelled. Raise BIGQUERY_TIMEOUT_MS, or partition or cluster the table.',
    { cause },
  );
}

function isRetryable({ code, reasons }: Facts): boolean {
  if (reasons.some((reason) => RETRYABLE_REASONS.has(reason))) return true;
  return typeof code === 'number' ? RETRYABLE_STATUS.has(code) : RETRYABLE_NETWORK.has(code ?? '');
}

function factsOf(error: unknown): Facts {
  if (!(error instanceof Error)) return { code: undefined, reasons: [], message: String(error) };
  const { code, errors, cause } = error as { code?: unknown; errors?: unknown; cause?: unknown };
  const status = typeof code === 'number' || typeof code === 'string' ? code : undefined;
  const reasons = Array.isArray(errors)
    ? errors.flatMap((each: { reason?: unknown } | null) =>
        typeof each?.reason === 'string' ? [each.reason] : [],
      )
    : [];
  // A failed connection says why in its cause.
  const below = status === undefined && cause instanceof Error ? factsOf(cause) : undefined;
  return {
    code: below?.code ?? (typeof status === 'string' && /^\d+$/.test(status) ? Number(status) : status),
    reasons: reasons.length > 0 ? reasons : (below?.reasons ?? []),
    message: error.message,
  };
}

import type { BigQueryApi, QueryJob, ResultsOptions } from '../../../activities/adapters/bigquery/client.js';

/** An error as Google's client throws it. */
export function googleError(code: number, reason: string, message = reason): Error {
  return Object.assign(new Error(message), { code, errors: [{ reason, message }] });
}

export interface StubOptions {
  /** What the tries come to, in order; the last goes on. Default: one row, `{n: 1}`. */
  outcomes?: (Error | 'never' | object[])[];
  statistics?: object;
}

/** Google's client as far as it is used, for what no emulator does: limits, quotas, time-outs, statistics. */
export function stubApi({ outcomes = [[{ n: 1 }]], statistics = {} }: StubOptions = {}) {
  const queries: Parameters<BigQueryApi['createQueryJob']>[0][] = [];
  const cancelled: string[] = [];
  const pages: ResultsOptions[] = [];

  function jobNumber(number: number): QueryJob {
    const outcome = outcomes[Math.min(number, outcomes.length) - 1] ?? [];
    const id = `job-${number}`;
    return {
      id,
      location: 'EU',
      async getQueryResults(options) {
        pages.push(options);
        if (outcome === 'never') return new Promise(() => undefined);
        if (outcome instanceof Error) throw outcome;
        return [outcome, null];
      },
      async getMetadata() {
        return [{ statistics }];
      },
      async cancel() {
        cancelled.push(id);
      },
    };
  }

  const api: BigQueryApi = {
    async createQueryJob(query) {
      queries.push(query);
      return [jobNumber(queries.length)];
    },
    job: () => jobNumber(1),
    async tableMetadata() {
      throw googleError(404, 'notFound', 'Not found: Table p:d.t');
    },
  };
  return { api, queries, cancelled, pages };
}

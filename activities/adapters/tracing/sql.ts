import { SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import type pg from 'pg';

type Query = (...args: unknown[]) => unknown;

/**
 * Makes every statement that is sent through the pool a span, whether the pool picks the connection or a transaction
 * has one. The statement's verb and first table name it; neither its text nor a value is kept.
 */
export function tracedPool(pool: pg.Pool, tracer: Tracer): void {
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
  pool.query = tracedQuery(pool.query.bind(pool) as Query, tracer) as typeof pool.query;
  // With a callback it is the pool itself that wants a connection, for a query that is a span already.
  pool.connect = (async (...args: unknown[]) => {
    if (args.length > 0) return connect(...args);
    return tracedClient((await connect()) as pg.PoolClient, tracer);
  }) as typeof pool.connect;
}

/** The client is lent to the pool's own queries, too, so that it stays as it is and is wrapped anew each time. */
function tracedClient(client: pg.PoolClient, tracer: Tracer): pg.PoolClient {
  const query = tracedQuery(client.query.bind(client) as Query, tracer);
  return new Proxy(client, {
    get(target, key) {
      if (key === 'query') return query;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function tracedQuery(query: Query, tracer: Tracer): Query {
  return (...args) => {
    const text = textOf(args[0]);
    if (text === undefined || !trace.getActiveSpan()) return query(...args);
    const summary = summaryOf(text);
    const span = tracer.startSpan(summary, {
      kind: SpanKind.CLIENT,
      attributes: { 'db.system.name': 'postgresql', 'db.query.summary': summary },
    });
    const answer = query(...args);
    if (!(answer instanceof Promise)) {
      span.end();
      return answer;
    }
    return answer.then(
      (result) => {
        span.end();
        return result;
      },
      (error: unknown) => {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        span.setAttribute('db.response.status_code', code).setStatus({ code: SpanStatusCode.ERROR }).end();
        throw error;
      },
    );
  };
}

/** Of a stream, such as COPY, there is no text. */
function textOf(statement: unknown): string | undefined {
  if (typeof statement === 'string') return statement;
  if (typeof statement !== 'object' || statement === null || !('text' in statement)) return undefined;
  return 'submit' in statement || typeof statement.text !== 'string' ? undefined : statement.text;
}

/** Verb and first table, as in `SELECT orders`; https://opentelemetry.io/docs/specs/semconv/database. */
export function summaryOf(text: string): string {
  const sql = text.replace(/--.*$/gm, ' ').trim();
  const verb = (/^[a-z]+/i.exec(sql)?.[0] ?? 'statement').toUpperCase();
  const table = /\b(?:from|into|update|join)\s+(?:only\s+)?([a-z_][a-z0-9_.]*)/i.exec(sql)?.[1];
  return table ? `${verb} ${table}` : verb;
}

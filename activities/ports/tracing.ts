export type SpanKind = 'server' | 'client' | 'internal';
export type SpanAttributes = Record<string, string | number | boolean | undefined>;

export interface SpanStart {
  /** One of a closed set: of a route, a statement, an activity; never an id or anything that somebody wrote. */
  name: string;
  kind: SpanKind;
  attributes?: SpanAttributes;
  /** The span that it is part of, as W3C `traceparent`, where that is not the one under way. */
  parent?: string | undefined;
  /** Begins a trace where there is none; otherwise nothing is traced then. */
  begins?: boolean;
}

/** What is known of a span while it lasts. */
export interface OpenSpan {
  traceId: string;
  rename(name: string): void;
  set(attributes: SpanAttributes): void;
  /** Marks it as failed. @param reason a class of failures, never a message. */
  fail(reason: string): void;
}

/** A span that is over, of which whoever did it could tell nobody: workflow code reaches no collector. */
export interface PastSpan {
  name: string;
  /** Its own place, as W3C `traceparent`; what was done within it has been told of that already. */
  traceparent: string;
  parent: string;
  /** Epoch milliseconds; it ends now. */
  startedAt: number;
  failed: boolean;
  attributes?: SpanAttributes;
}

/** Who is told how long things took, and what was part of what. Absent where nothing is traced. */
export interface Tracing {
  /**
   * Does `work` within a span. What it throws fails the span and is thrown on. Without a trace under way, `work` is
   * done and nothing is traced.
   */
  run<Result>(start: SpanStart, work: (span?: OpenSpan) => Promise<Result>): Promise<Result>;
  /** The span under way, as W3C `traceparent`. */
  current(): string | undefined;
  note(span: PastSpan): void;
  /** Sends what has not been sent yet. */
  close(): Promise<void>;
}

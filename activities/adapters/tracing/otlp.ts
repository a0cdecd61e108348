import {
  type Context,
  context,
  DiagLogLevel,
  diag,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { OpenSpan, PastSpan, SpanStart, Tracing } from '../../ports/index.js';
import { GivenIds } from './given-ids.js';
import type { ProcessTracing, TracedProcess, TracingSettings } from './open-tracing.js';
import { watchOutgoingHttp } from './outgoing-http.js';
import { watchRedis } from './redis.js';
import { tracedPool } from './sql.js';

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL };

/** Traces with OpenTelemetry, sent in batches as OTLP over HTTP, in JSON. One a process: its context is global. */
export function createOtlpTracing(
  settings: TracingSettings & { endpoint: string },
  { service, onFailure }: TracedProcess,
): ProcessTracing {
  const url = `${settings.endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, headers: settings.headers });
  const ids = new GivenIds();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'shoptalk' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(settings.ratio) }),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  diag.setLogger(
    { error: onFailure, warn: onFailure, info() {}, debug() {}, verbose() {} },
    DiagLogLevel.WARN,
  );
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  const tracer = trace.getTracer('shoptalk');
  const stops = [watchRedis(tracer), watchOutgoingHttp(tracer)];

  const run: Tracing['run'] = async ({ name, kind, attributes = {}, parent, begins }, work) => {
    const above = parent ? placeOf(parent) : begins ? ROOT_CONTEXT : context.active();
    if (!begins && !trace.getSpan(above)) return work();
    const span = tracer.startSpan(name, { kind: KINDS[kind], attributes }, above);
    return context.with(trace.setSpan(above, span), async () => {
      try {
        return await work(opened(span));
      } catch (error) {
        fail(span, reasonOf(error));
        throw error;
      } finally {
        span.end();
      }
    });
  };

  const note = ({ name, traceparent, parent, startedAt, failed, attributes = {} }: PastSpan) => {
    const own = trace.getSpanContext(placeOf(traceparent));
    if (!own) return;
    ids.nextSpanId(own.spanId);
    const span = tracer.startSpan(name, { startTime: startedAt, attributes }, placeOf(parent));
    if (failed) fail(span, 'refused');
    span.end();
  };

  return {
    run,
    note,
    current() {
      const carrier: { traceparent?: string } = {};
      propagation.inject(context.active(), carrier);
      return carrier.traceparent;
    },
    watchPool: (pool) => tracedPool(pool, tracer),
    async close() {
      for (const stop of stops) stop();
      // A collector that is away must not keep the process from ending.
      await provider.shutdown().catch((error) => onFailure(String(error)));
    },
  };
}

function placeOf(traceparent: string): Context {
  return propagation.extract(ROOT_CONTEXT, { traceparent });
}

function opened(span: Span): OpenSpan {
  return {
    traceId: span.spanContext().traceId,
    rename: (name) => void span.updateName(name),
    set: (attributes: SpanStart['attributes'] = {}) => void span.setAttributes(attributes),
    fail: (reason) => fail(span, reason),
  };
}

function fail(span: Span, reason: string): void {
  span.setAttribute('error.type', reason).setStatus({ code: SpanStatusCode.ERROR });
}

/** The code of a problem of ours, or the class of any other: messages may quote what somebody wrote. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

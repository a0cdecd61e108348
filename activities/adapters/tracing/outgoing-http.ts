import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';

/** What Node's own `fetch` says of a request, https://undici.nodejs.org/#/docs/api/DiagnosticsChannel. */
interface FetchRequest {
  origin: string | URL;
  method: string;
}

/**
 * Makes requests to other servers spans, from the request to the head of its answer, by the channels of `node:http` and
 * `fetch`. Method, server and status are kept; paths and queries, which may name people, are not. No trace header is
 * added: what runs in the shop is nothing that a provider need know. Returns what ends it.
 */
export function watchOutgoingHttp(tracer: Tracer): () => void {
  const spans = new WeakMap<object, Span>();
  const begin = (request: object, method: string, server: string) => {
    if (!trace.getActiveSpan()) return;
    const attributes = { 'http.request.method': method, 'server.address': server };
    spans.set(request, tracer.startSpan(method, { kind: SpanKind.CLIENT, attributes }));
  };
  const end = (request: object, status?: number) => {
    const span = spans.get(request);
    spans.delete(request);
    if (status === undefined) span?.setAttribute('error.type', 'connection');
    else span?.setAttribute('http.response.status_code', status);
    if (status === undefined || status >= 400) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  };

  const channels: Record<string, (message: never) => void> = {
    'http.client.request.start': ({ request }: { request: ClientRequest }) =>
      begin(request, request.method, request.host),
    'http.client.response.finish': ({
      request,
      response,
    }: {
      request: ClientRequest;
      response: IncomingMessage;
    }) => end(request, response.statusCode),
    'http.client.request.error': ({ request }: { request: ClientRequest }) => end(request),
    'undici:request:create': ({ request }: { request: FetchRequest }) =>
      begin(request, request.method, new URL(request.origin).hostname),
    'undici:request:headers': ({
      request,
      response,
    }: {
      request: FetchRequest;
      response: { statusCode: number };
    }) => end(request, response.statusCode),
    'undici:request:error': ({ request }: { request: FetchRequest }) => end(request),
  };
  const listeners = Object.entries(channels) as [string, (message: unknown) => void][];
  for (const [channel, listener] of listeners) subscribe(channel, listener);
  return () => {
    for (const [channel, listener] of listeners) unsubscribe(channel, listener);
  };
}

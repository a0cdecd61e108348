import { defaultPayloadConverter, type Headers } from '@temporalio/common';

/** On whose behalf something is done: the request that asked for it, and its trace. Both are in our logs, too. */
export interface Caller {
  requestId?: string | undefined;
  /** The span that what is done is part of, https://www.w3.org/TR/trace-context/#traceparent-header. */
  traceparent?: string | undefined;
}

/** A place in a trace: ids in lower-case hex. */
export interface TracePlace {
  traceId: string;
  spanId: string;
  sampled: boolean;
}

/** The Temporal header that a `Caller` travels in, from the client through workflows to their activities. */
export const CALLER_HEADER = 'shoptalk-caller';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const REQUEST_ID = /^[A-Za-z0-9_.:-]{8,128}$/;

/** Headers with the caller among them. */
export function withCaller(headers: Headers, caller: Caller): Headers {
  if (!caller.requestId && !caller.traceparent) return headers;
  return { ...headers, [CALLER_HEADER]: defaultPayloadConverter.toPayload(caller) };
}

/** The caller that headers name. What does not look like one is nobody: a header must never fail what it goes with. */
export function callerIn(headers: Headers): Caller {
  const payload = headers[CALLER_HEADER];
  if (!payload) return {};
  try {
    const { requestId, traceparent } = defaultPayloadConverter.fromPayload<Record<string, unknown>>(payload);
    return {
      ...(typeof requestId === 'string' && REQUEST_ID.test(requestId) && { requestId }),
      ...(typeof traceparent === 'string' && TRACEPARENT.test(traceparent) && { traceparent }),
    };
  } catch {
    return {};
  }
}

/** Reads a `traceparent`; undefined when it is not one. */
export function placeOf(traceparent: string | undefined): TracePlace | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** What log lines say of a caller. */
export function callerFields({ requestId, traceparent }: Caller): { requestId?: string; traceId?: string } {
  const traceId = placeOf(traceparent)?.traceId;
  return { ...(requestId && { requestId }), ...(traceId && { traceId }) };
}

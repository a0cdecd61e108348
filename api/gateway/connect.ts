import {
  Client,
  Connection,
  type DataConverter,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';
import type { Tracing } from '../../activities/ports/index.js';
import type { TemporalConnection } from '../../config/temporal.js';
import { currentRequestId } from '../request-context.js';
import { callerInterceptor } from './caller-interceptor.js';

export interface TemporalAt {
  connection: TemporalConnection;
  namespace: string;
  /** Encrypts what is sent; undefined where nothing is encrypted. */
  dataConverter: DataConverter | undefined;
  tracing?: Tracing | undefined;
}

/**
 * A client that connects when it is first used, and again by itself: starting it never fails. A
 * Temporal that restarts within a few seconds is waited for; one that is away longer is told of.
 */
export function connectTemporal({
  connection: options,
  namespace,
  dataConverter,
  tracing,
}: TemporalAt): Client {
  const connection = Connection.lazy({
    ...options,
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 6 }))],
    // gRPC would wait up to two minutes before it tries a lost server again.
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 1_000 },
  });
  const caller = callerInterceptor(() => ({
    requestId: currentRequestId(),
    traceparent: tracing?.current(),
  }));
  return new Client({
    connection,
    namespace,
    interceptors: { workflow: [caller] },
    ...(dataConverter && { dataConverter }),
  });
}

import {
  isGrpcServiceError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { PROBLEMS, type ProblemCode, ShopError } from '../../domain/index.js';

/** gRPC status codes, https://grpc.io/docs/guides/status-codes. */
const INVALID_ARGUMENT = 3;
const RESOURCE_EXHAUSTED = 8;
const ABORTED = 10;
const UNIMPLEMENTED = 12;

/** What Temporal calls an update that was accepted by a run which ended before it could finish. */
const ACCEPTED_BUT_ENDED = 'AcceptedUpdateCompletedWorkflow';

const LATER = 'The shop is not answering at the moment. Your request is kept; sending it again is safe.';

/** Says in the shop's words what a call to Temporal met. Errors of our own making pass unchanged. */
export function toShopError(error: unknown): unknown {
  if (error instanceof ShopError) return error;
  if (error instanceof WorkflowUpdateFailedError) return refusal(error);
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || error instanceof WorkflowNotFoundError) {
    return new ShopError('unavailable', LATER, {}, { cause: error });
  }
  const code = grpcCode(error);
  if (code === RESOURCE_EXHAUSTED) {
    return new ShopError(
      'busy',
      'Too much is going on at once; wait for the answers and send it again.',
      {},
      { cause: error },
    );
  }
  // A request that can never succeed is our mistake, and must not be told to try again.
  if (code === INVALID_ARGUMENT || code === UNIMPLEMENTED) return error;
  if (code !== undefined || error instanceof ServiceError)
    return new ShopError('unavailable', LATER, {}, { cause: error });
  return error;
}

/** Whether an update met a workflow that was continuing as new or ending: the next run will take it. */
export function isBetweenRuns(error: unknown): boolean {
  if (error instanceof WorkflowNotFoundError) return true;
  if (error instanceof WorkflowUpdateFailedError) return failureType(error) === ACCEPTED_BUT_ENDED;
  return grpcCode(error) === ABORTED;
}

/** A refused update carries one of our problem codes; anything else is a mistake in the workflow. */
function refusal(error: WorkflowUpdateFailedError): unknown {
  const type = failureType(error);
  if (type === ACCEPTED_BUT_ENDED) {
    return new ShopError('unavailable', LATER, {}, { cause: error });
  }
  if (type === undefined || !isProblemCode(type)) return error;
  return new ShopError(type, error.cause?.message ?? PROBLEMS[type].title, {}, { cause: error });
}

function failureType(error: WorkflowUpdateFailedError): string | undefined {
  return error.cause instanceof ApplicationFailure ? (error.cause.type ?? undefined) : undefined;
}

function isProblemCode(type: string): type is ProblemCode {
  return Object.hasOwn(PROBLEMS, type);
}

function grpcCode(error: unknown): number | undefined {
  if (isGrpcServiceError(error)) return error.code;
  return error instanceof ServiceError && isGrpcServiceError(error.cause) ? error.cause.code : undefined;
}

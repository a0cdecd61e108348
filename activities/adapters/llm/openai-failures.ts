import { APIConnectionError, APIError } from 'openai';
import { ModelFailure } from '../../ports/index.js';

/** @param began whether some of the answer had come. */
export function readFailure(error: unknown, began: boolean): ModelFailure {
  if (error instanceof ModelFailure) return error;
  const cause = { cause: error };
  // The class for connections is one of the errors of the API, so it is asked for first.
  if (error instanceof APIConnectionError)
    return new ModelFailure(began ? 'broken_stream' : 'connection', 'the endpoint cannot be reached', cause);
  if (error instanceof APIError && typeof error.status === 'number') {
    const { status } = error;
    if (status === 429) return new ModelFailure('rate_limited', 'the endpoint asks for patience', cause);
    if (status >= 500) return new ModelFailure('server_error', `the endpoint answers ${status}`, cause);
    return new ModelFailure(
      'refused',
      `the endpoint answers ${status}: check LLM_MODEL and LLM_API_KEY`,
      cause,
    );
  }
  // What is left is thrown while reading: a connection that broke, or JSON that is none.
  return new ModelFailure('broken_stream', 'the stream of the answer broke', cause);
}

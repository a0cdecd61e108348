import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<{ requestId: string }>();

/** Does `work` for a request; what it calls can ask which. */
export function duringRequest<Result>(requestId: string, work: () => Result): Result {
  return current.run({ requestId }, work);
}

/** The id of the request that is being answered; undefined outside of any. */
export function currentRequestId(): string | undefined {
  return current.getStore()?.requestId;
}

import { setTimeout as sleep } from 'node:timers/promises';

export interface UntilOptions {
  /** What is waited for, to end the sentence "Waited 30 s for …". */
  what: string;
  timeoutMs: number;
  /** Default 100. */
  everyMs?: number;
  /** Ends the waiting at once, with its reason as the error. */
  signal?: AbortSignal;
}

/** Asks again and again until `check` answers with something true; a check that throws counts as no. */
export async function until<T>(check: () => Promise<T>, options: UntilOptions): Promise<NonNullable<T>> {
  const deadline = Date.now() + options.timeoutMs;
  let last: unknown;
  while (Date.now() < deadline) {
    options.signal?.throwIfAborted();
    try {
      const answer = await check();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    await sleep(options.everyMs ?? 100);
  }
  const seconds = Math.round(options.timeoutMs / 1000);
  throw new Error(`Waited ${seconds} s for ${options.what}.`, { cause: last });
}

/** Whether a GET of `url` is answered with a status below 300. */
export async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await response.body?.cancel();
  return response.ok;
}

import { setTimeout as pause } from 'node:timers/promises';

export interface Answer<Body> {
  status: number;
  body: Body;
}

/** Until when shoppers go on trying, in epoch milliseconds; shared by all, and set once nothing more goes wrong. */
export interface Patience {
  until: number;
}

/** A shopper who has waited longer than anybody would. */
export class GaveUp extends Error {
  override readonly name = 'GaveUp';
}

/** How long one request may take before it is sent again: longer than the shop waits for a turn. */
const REQUEST_MS = 20_000;

/**
 * A shopper's browser. It behaves as the page does: while the shop cannot be reached, is busy or says that it
 * will come back, the same request is sent again, with the same key.
 */
export class Browser {
  readonly #url: string;
  readonly #patience: Patience;
  #cookie: string;

  constructor(url: string, patience: Patience, cookie = '') {
    this.#url = url;
    this.#patience = patience;
    this.#cookie = cookie;
  }

  /** Another tab of the same browser. */
  tab(): Browser {
    return new Browser(this.#url, this.#patience, this.#cookie);
  }

  /** Asks until there is an answer; throws `GaveUp` when there is none in time. */
  async ask<Body>(method: string, path: string, body?: unknown, key?: string): Promise<Answer<Body>> {
    let last = 'no answer';
    for (let attempt = 0; Date.now() < this.#patience.until; attempt += 1) {
      const answer = await this.#once<Body>(method, path, body, key).catch((error: Error) => {
        last = error.message;
      });
      if (answer && !isForLater(answer)) return answer;
      if (answer) last = `${answer.status} ${JSON.stringify(answer.body)}`;
      await pause(Math.min(200 * 2 ** attempt, 2_000));
    }
    throw new GaveUp(`${method} ${path}: ${last}`);
  }

  async #once<Body>(method: string, path: string, body?: unknown, key?: string): Promise<Answer<Body>> {
    const response = await fetch(new URL(path, this.#url), {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(REQUEST_MS),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
        ...(this.#cookie && { cookie: this.#cookie }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const cookies = response.headers.getSetCookie();
    if (cookies.length > 0) this.#cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
    return { status: response.status, body: (text ? parsed(text) : undefined) as Body };
  }
}

/** What a page sends again by itself: 5xx, too much at once, and a key whose first request is still under way. */
function isForLater({ status, body }: Answer<unknown>): boolean {
  if (status >= 500 || status === 429) return true;
  const type = (body as { type?: string } | undefined)?.type;
  return status === 409 && type === '/problems/idempotency_in_flight';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Taps "approve" on the page of the shopper's bank, which is on a server of its own. */
export async function approveAtBank(url: string): Promise<void> {
  await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(REQUEST_MS),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'answer=approve',
  });
}

import { solve } from './challenges.js';
import { memberWords, problemWords } from './problem-words.js';
import { t } from './words.js';

/** How often a request is worked for before it is given up: a solution can be late, never that often. */
const WORKS = 3;

/** A refusal in the shape of RFC 9457: what the server said, in the language of the page, and how to name it to support. */
export class Problem extends Error {
  name = 'Problem';

  /** @param document the problem document. @param retryAfterMs from `Retry-After`, 0 without one. */
  constructor(status, document, retryAfterMs = 0) {
    const code = String(document.type ?? '')
      .split(/[/:#]/)
      .pop();
    super(problemWords(code, document, status));
    this.status = status;
    this.code = code;
    this.requestId = document.requestId;
    this.errors = membersOf(document);
    this.challenge = code === 'challenge_required' ? document.challenge : undefined;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether the same request can succeed later, and is safe to send again with the same key. */
  get passing() {
    const isUnderWay = this.code === 'idempotency_in_flight';
    return isUnderWay || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** The shop could not be reached, or went silent: whether the request arrived is not known. */
export class Unreachable extends Error {
  name = 'Unreachable';
  passing = true;
  retryAfterMs = 0;
}

/** Speaks JSON with the shop's HTTP API. Throws `Problem` or `Unreachable`, and nothing else. */
export class ApiClient {
  #base;
  #timeoutMs;
  #headers;
  #onWork;
  #solve;
  #clockOffset = 0;

  /** @param onWork(working) hears when the shop wants work done before it answers, and when that is over. */
  constructor({ base = '/v1', timeoutMs = 25_000, headers = {}, onWork = () => {}, solver = solve } = {}) {
    this.#base = base;
    this.#timeoutMs = timeoutMs;
    this.#headers = headers;
    this.#onWork = onWork;
    this.#solve = solver;
  }

  /** The server's time in epoch milliseconds, as far as its last answer tells. */
  now() {
    return Date.now() + this.#clockOffset;
  }

  get(path) {
    return this.#send('GET', path);
  }

  /** @param key an Idempotency-Key: the same key again is the same act, done once. */
  post(path, body, key) {
    return this.#send('POST', path, body ?? {}, key);
  }

  put(path, body, key) {
    return this.#send('PUT', path, body, key);
  }

  delete(path, _body, key) {
    return this.#send('DELETE', path, undefined, key);
  }

  /** An answer that is read as it comes, whatever its status. Rejects when the shop cannot be reached. */
  open(path, signal) {
    const headers = { accept: 'text/event-stream', ...this.#headers };
    return fetch(this.url(path), { headers, credentials: 'same-origin', cache: 'no-store', signal });
  }

  /** The address of a resource, for an EventSource or a link. */
  url(path) {
    return this.#base + path;
  }

  async #send(method, path, body, key) {
    let solution;
    for (let works = 0; ; works += 1) {
      try {
        return await this.#exchange(method, path, body, key, solution);
      } catch (problem) {
        if (!problem.challenge || works >= WORKS) throw problem;
        solution = await this.#work(problem);
      }
    }
  }

  /** Where the work cannot be done, the refusal stands. */
  async #work(problem) {
    this.#onWork(true);
    try {
      return await this.#solve(problem.challenge);
    } catch {
      throw problem;
    } finally {
      this.#onWork(false);
    }
  }

  async #exchange(method, path, body, key, solution) {
    const headers = { accept: 'application/json, application/problem+json', ...this.#headers };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (key) headers['idempotency-key'] = key;
    if (solution) headers['challenge-solution'] = solution;
    let response;
    let text;
    try {
      response = await fetch(this.url(path), {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        credentials: 'same-origin',
        cache: 'no-store',
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      text = await response.text();
    } catch (cause) {
      throw new Unreachable(t('The shop cannot be reached right now.'), { cause });
    }
    this.#readClock(response);
    const document = parse(text);
    if (response.ok && document !== undefined) return document;
    throw new Problem(response.ok ? 502 : response.status, document ?? {}, retryAfter(response));
  }

  /** `Date` has whole seconds: small differences are rounding, larger ones a wrong clock on this side. */
  #readClock(response) {
    const server = Date.parse(response.headers.get('date') ?? '');
    if (Number.isNaN(server)) return;
    const offset = server - Date.now();
    this.#clockOffset = Math.abs(offset) > 5000 ? offset : 0;
  }
}

function membersOf({ errors }) {
  if (!Array.isArray(errors)) return undefined;
  return errors.map((error) => ({ ...error, detail: memberWords(error.detail) }));
}

function parse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `Retry-After` as milliseconds; it is either seconds or a date. */
function retryAfter(response) {
  const value = response.headers.get('retry-after');
  if (!value) return 0;
  const seconds = Number(value);
  const milliseconds = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
  return Number.isFinite(milliseconds) ? Math.min(Math.max(0, milliseconds), 60_000) : 0;
}

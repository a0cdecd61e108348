import { answersAsDocumented, type OpenApiDocument } from './conformance.js';

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies freely; their shape is checked against the document
export type Json = any;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Parsed when it is JSON. */
  body: Json;
}

export interface Asking {
  json?: unknown;
  raw?: string | Uint8Array;
  headers?: Record<string, string>;
}

/** A browser or program that talks to the api: keeps its cookies, and checks every answer against the document. */
export class ApiClient {
  readonly #base: string;
  readonly #check: ReturnType<typeof answersAsDocumented>;
  readonly #cookies = new Map<string, string>();

  /** @param document what the answers are held against. */
  constructor(base: string, document?: OpenApiDocument) {
    this.#base = base;
    this.#check = answersAsDocumented(document ?? { paths: {} });
  }

  async ask(method: string, path: string, { json, raw, headers = {} }: Asking = {}): Promise<Answer> {
    const response = await this.open(method, path, {
      body: json === undefined ? (raw as BodyInit | undefined) : JSON.stringify(json),
      headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const answer = {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text ? JSON.parse(text) : undefined,
    };
    this.#check(method, path, answer);
    return answer;
  }

  /** An answer that is read by the caller, such as a stream. */
  async open(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.#base + path, {
      redirect: 'manual',
      ...init,
      method,
      headers: { ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) this.#cookies.set(name, value ?? '');
    }
    return response;
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  async openConversation(): Promise<string> {
    return (await this.ask('POST', '/v1/conversations')).body.id;
  }
}

import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../../dev/paypal-sandbox/index.js';
import { emptyDatabase } from '../../support/servers.js';

export const RETURN_URL = 'http://shop.test/back';

export interface Answer {
  status: number;
  body: Body;
  headers: Headers;
}

/** Just enough of what the API answers. */
export interface Body {
  id: string;
  status: string;
  name: string;
  debug_id: string;
  details: { issue: string }[];
  links: { rel: string; href: string }[];
  purchase_units: {
    custom_id: string;
    payments: Record<'authorizations' | 'captures' | 'refunds', { id: string; status: string }[]>;
    most_recent_errors?: { issue: string }[];
  }[];
  verification_status: string;
}

export interface CallOptions {
  key?: string;
  token?: string;
  prefer?: string;
}

export interface SandboxUnderTest {
  url: string;
  /** Calls the API with a token of its own. */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  fault(wish: Record<string, unknown>): Promise<void>;
  ledger(): Promise<Record<'orders' | 'authorizations' | 'captures' | 'refunds', Entry[]>>;
  /** Every token that was given out is no longer good. */
  revokeTokens(): Promise<void>;
  /** Starts it anew on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface Entry {
  id: string;
  status: string;
  amount: { value: string };
  custom_id: string;
  supplementary_data: { related_ids: { order_id: string } };
}

/** A sandbox on a database of its own. */
export async function sandboxUnderTest(options: Partial<SandboxOptions> = {}): Promise<SandboxUnderTest> {
  const database = await emptyDatabase();
  const start = () => startSandbox({ databaseUrl: database.url, webhookRetryMs: 20, ...options });
  let sandbox: RunningSandbox = await start();
  const bearer = await newToken(sandbox.url);
  return {
    get url() {
      return sandbox.url;
    },
    call: (method, path, body, { key, token = bearer, prefer = 'return=representation' } = {}) =>
      call(`${sandbox.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          prefer,
          ...(key && { 'paypal-request-id': key }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    fault: (wish) => addFault(sandbox.url, wish),
    ledger: async () => (await fetch(`${sandbox.url}/_sandbox/ledger`)).json() as never,
    revokeTokens: async () => {
      await database.pool.query("delete from objects where kind = 'token'");
    },
    restart: async () => {
      await sandbox.close();
      sandbox = await start();
    },
    close: async () => {
      await sandbox.close();
      await database.close();
    },
  };
}

/** Asks a sandbox to misbehave; throws when it does not understand the wish. */
export async function addFault(url: string, wish: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(wish) });
  if (response.status !== 201) throw new Error(await response.text());
}

/** Presses a button on the approval page. Returns where the browser goes next. */
export async function answerPage(
  url: string,
  answer: 'approve' | 'cancel',
  instrument = 'good',
): Promise<string> {
  const page = await (await fetch(url)).text();
  if (!page.includes(`value="${answer}"`)) throw new Error(`the page has no button "${answer}": ${page}`);
  const body = new URLSearchParams({ answer, instrument });
  const response = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  return response.headers.get('location') ?? '';
}

/** The body of a new order over 12.34 USD. */
export function newOrder(value = '12.34') {
  return {
    intent: 'AUTHORIZE',
    purchase_units: [{ custom_id: 'checkout-1', amount: { currency_code: 'USD', value } }],
    payment_source: {
      paypal: { experience_context: { return_url: RETURN_URL, cancel_url: `${RETURN_URL}?cancelled` } },
    },
  };
}

/** Makes an order and has the shopper approve it. */
export async function approvedOrder({ call }: SandboxUnderTest, instrument = 'good'): Promise<Body> {
  const { body } = await call('POST', '/v2/checkout/orders', newOrder());
  await answerPage(pageOf(body), 'approve', instrument);
  return body;
}

/** An order whose money is set aside, and what it is set aside by. */
export async function authorisedOrder(sandbox: SandboxUnderTest) {
  const { id } = await approvedOrder(sandbox);
  const { body } = await sandbox.call('POST', `/v2/checkout/orders/${id}/authorize`);
  return { order: body, authorizationId: body.purchase_units[0]?.payments.authorizations[0]?.id ?? '' };
}

/** Where the shopper is sent. */
export function pageOf({ links }: Pick<Body, 'links'>): string {
  return links.find(({ rel }) => rel === 'payer-action')?.href ?? '';
}

async function newToken(url: string): Promise<string> {
  const response = await fetch(`${url}/v1/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('id:secret').toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function call(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
}

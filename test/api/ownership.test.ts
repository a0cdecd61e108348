import { randomUUID } from 'node:crypto';
import { startApi, type TestApi } from './support/api.js';
import { ADDRESS, givenCheckout } from './support/checkouts.js';
import type { ApiClient } from './support/client.js';
import { AUDIENCE, startIssuer, type TestIssuer } from './support/issuer.js';
import { givenOrder } from './support/orders.js';
import { signedIn } from './support/people.js';
import { EventReader } from './support/sse.js';

/** What a route is about, which decides who may call it. */
type About =
  /** Nobody's. */
  | 'anybody'
  /** Something that has an owner, and is not there for others. */
  | 'owned'
  /** The same, and nothing that a guest could have. */
  | 'owned by an account'
  /** A list of what is the caller's own, empty for others. */
  | 'own list'
  /** Whatever the caller makes is theirs. */
  | 'new'
  /** For who has an account. */
  | 'account'
  | 'ops reads'
  | 'staff reads'
  | 'staff acts';

const by = { by: 'Grace', reason: 'x' };
const money = { amount: 100, currency: 'USD' };

/** Every route of the shop, with a body that it takes: one that is not here fails the test. */
const ROUTES: Record<string, [About, json?: unknown]> = {
  readHelpPage: ['anybody'],
  readConfig: ['anybody'],
  readProblemType: ['anybody'],
  livez: ['anybody'],
  readyz: ['anybody'],
  metrics: ['anybody'],
  readOpenApi: ['anybody'],
  readProduct: ['anybody'],
  listSimilarProducts: ['anybody'],
  listAlsoBoughtProducts: ['anybody'],
  drawProduct: ['anybody'],
  listIdentityProviders: ['anybody'],
  beginSignIn: ['anybody'],
  finishSignIn: ['anybody'],
  readUnsubscribePage: ['anybody'],
  unsubscribe: ['anybody'],
  receiveWebhook: ['anybody', {}],
  noteProductView: ['new', {}],
  openConversation: ['new', {}],
  readMe: ['own list'],
  exportMe: ['own list'],
  readMyErasure: ['own list'],
  eraseMe: ['new'],
  listConversations: ['own list'],
  listOrders: ['own list'],
  listSavedCards: ['own list'],
  saveCard: ['account', { paymentMethod: 'pm_card_visa' }],
  forgetCard: ['account'],
  listSessions: ['account'],
  signOut: ['new', {}],
  endSession: ['owned by an account'],
  readConversation: ['owned'],
  readCart: ['owned'],
  followConversation: ['owned'],
  sendMessage: ['owned', { messageId: 'message-of-the-matrix', text: 'hello' }],
  readCheckout: ['owned'],
  returnFromBank: ['owned'],
  setAddress: ['owned', ADDRESS],
  chooseShipping: ['owned', { optionId: 'standard' }],
  choosePaymentOption: ['owned', { optionId: 'card' }],
  pay: ['owned', { paymentMethod: 'pm_card_visa', quotedTotal: money }],
  acceptChanges: ['owned', {}],
  cancelCheckout: ['owned', {}],
  applyCode: ['owned', { code: 'WELCOME10' }],
  removeCode: ['owned'],
  setGiftMessage: ['owned', { message: 'For you' }],
  removeGiftMessage: ['owned'],
  setMailConsent: ['owned', { given: true, wordingId: 'reminders-1' }],
  readOrder: ['owned'],
  cancelOrder: ['owned', {}],
  readdressOrder: ['owned', ADDRESS],
  exchangeVariant: ['owned', { position: 0, sku: 'A-2' }],
  requestReturn: ['owned', { lines: [{ position: 0, quantity: 1 }], reason: 'too small' }],
  readReturnLabel: ['owned'],
  readReturnLabelText: ['owned'],
  decodePayloads: ['ops reads', { payloads: [] }],
  encodePayloads: ['ops reads', { payloads: [] }],
  listCheckouts: ['staff reads'],
  listStaffOrders: ['staff reads'],
  readQueue: ['staff reads'],
  followQueue: ['staff reads'],
  readCase: ['staff reads'],
  readTimeline: ['staff reads'],
  followConversationAsStaff: ['staff reads'],
  findCases: ['staff reads', { words: 'S-100001' }],
  listCannedReplies: ['staff reads'],
  listParkedMail: ['staff reads'],
  listErasures: ['staff reads'],
  erasePerson: ['staff acts', by],
  readAudit: ['ops reads'],
  exportAudit: ['ops reads'],
  takeCase: ['staff acts', { by: 'Grace' }],
  releaseCase: ['staff acts', { by: 'Grace' }],
  addNote: ['staff acts', { by: 'Grace', text: 'x' }],
  takeOverConversation: ['staff acts', by],
  sayAsPerson: ['staff acts', { by: 'Grace', ref: 'words-of-the-matrix', text: 'Hello' }],
  handBackConversation: ['staff acts', by],
  sendMailAgain: ['staff acts', by],
  actOnCheckout: ['staff acts', { type: 'resume', ...by }],
  packOrder: ['staff acts', by],
  shipOrder: ['staff acts', { ...by, tracking: { carrier: 'UPS', number: '1Z' } }],
  deliverOrder: ['staff acts', by],
  refundOrder: ['staff acts', { ...by, amount: money }],
  resumeRefund: ['staff acts', by],
  settleRefundByHand: ['staff acts', by],
  receiveReturn: ['staff acts', by],
};

interface Caller {
  name: string;
  client: ApiClient;
  headers?: Record<string, string>;
}

let api: TestApi;
let issuer: TestIssuer;
let owned: { conversation: string; checkout: string; order: string; session: string };
let callers: Record<string, Caller>;

beforeAll(async () => {
  issuer = await startIssuer({ kind: 'staff', clientRoles: ['admin'] });
  const decline = { code: 'card_declined', message: 'It was declined.', canRetry: true };
  api = await startApi({
    identity: { providers: [{ ...issuer.settings, audience: 'urn:this-shop' }] },
    savedCards: {
      list: async () => [],
      save: async () => ({ kind: 'declined', decline }),
      forget: async () => undefined,
    },
  });
  const guest = api.client();
  const owner = await signedIn(api, { subject: 'owner' });
  const conversation = await owner.openConversation();
  const { id: checkout } = await givenCheckout(api.database.pool, conversation, 'stalled');
  const { id: order } = await givenOrder(api.database.pool, conversation);
  await signedIn(api, { subject: 'owner' });
  const sessions = (await owner.ask('GET', '/v1/sessions')).body.items;
  const session = sessions.find(({ isThisOne }: { isThisOne: boolean }) => !isThisOne).id;
  owned = { conversation, checkout, order, session };
  await guest.openConversation();
  const expired = await signedIn(api, { subject: 'owner', roles: ['admin'] });
  await api.database.pool.query(
    `update sessions set expires_at = now() where id = (select id from sessions where 'admin' = any (roles))`,
  );
  const staff = (role: 'support' | 'ops' | 'admin') => signedIn(api, { roles: ['shopper', role] });
  callers = {
    nobody: { name: 'nobody', client: api.client() },
    guest: { name: 'another guest', client: guest },
    stranger: { name: 'another shopper', client: await signedIn(api) },
    owner: { name: 'the owner', client: owner },
    support: { name: 'support', client: await staff('support') },
    ops: { name: 'ops', client: await staff('ops') },
    admin: { name: 'admin', client: await staff('admin') },
    expired: { name: 'an expired session of an admin', client: expired },
    otherAudience: {
      name: 'a bearer token for another audience',
      client: api.client(),
      headers: { authorization: `Bearer ${await issuer.token(AUDIENCE)}` },
    },
  };
}, 30_000);
afterAll(async () => {
  await api.close();
  await issuer.close();
});

const OPEN = 'let in';
/** What each may expect: a status, or to be let in, whatever comes of it then. */
const EXPECTED: Record<About, Record<string, number | typeof OPEN>> = {
  anybody: all(OPEN),
  new: all(OPEN, { otherAudience: 401 }),
  'own list': all(OPEN, { otherAudience: 401 }),
  owned: all(404, { owner: OPEN, otherAudience: 401 }),
  'owned by an account': all(404, {
    owner: OPEN,
    nobody: 401,
    guest: 401,
    expired: 401,
    otherAudience: 401,
  }),
  account: all(OPEN, { nobody: 401, guest: 401, expired: 401, otherAudience: 401 }),
  'staff reads': all(401, { stranger: 403, owner: 403, support: OPEN, ops: OPEN, admin: OPEN }),
  'ops reads': all(401, { stranger: 403, owner: 403, support: 403, ops: OPEN, admin: OPEN }),
  'staff acts': all(401, { stranger: 403, owner: 403, support: OPEN, ops: 403, admin: OPEN }),
};
function all(usual: number | typeof OPEN, others: Record<string, number | typeof OPEN> = {}) {
  const names = [
    'nobody',
    'guest',
    'stranger',
    'owner',
    'support',
    'ops',
    'admin',
    'expired',
    'otherAudience',
  ];
  return { ...Object.fromEntries(names.map((name) => [name, usual])), ...others };
}

function addressOf(path: string, operationId: string): string {
  const { conversation, checkout, order, session } = owned;
  const id =
    path.includes('/conversations/') || path.includes('/cases/')
      ? conversation
      : path.includes('/checkouts/')
        ? checkout
        : path.includes('/orders/')
          ? order
          : operationId === 'endSession'
            ? session
            : '1';
  return path
    .replace(':id', operationId === 'forgetCard' ? 'pm_card_visa' : id)
    .replace(':returnId', 'r1')
    .replace(':kind', 'conversation')
    .replace(':provider', operationId.endsWith('SignIn') ? issuer.settings.id : 'stripe')
    .replace(':code', 'not_found')
    .replace(':token', 'x');
}

test('the matrix knows every route, and no other', () => {
  expect(api.routes.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(ROUTES).sort());
});

test('what a route says of who may call it is what the matrix says', () => {
  const access = (about: About) =>
    ({
      anybody: 'public',
      'ops reads': ['ops'],
      'staff reads': ['support', 'ops'],
      'staff acts': ['support'],
    })[about as string] ?? 'shopper';
  for (const route of api.routes) {
    const [about] = ROUTES[route.operationId] ?? ['anybody'];
    expect([route.operationId, route.access]).toEqual([route.operationId, access(about)]);
  }
});

test('every route lets in whom it is for, and nobody else', async () => {
  const wrong: unknown[] = [];
  let asked = 0;
  // What ends things is asked last.
  const ending = ['endSession', 'signOut', 'eraseMe'];
  const routes = api.routes.toSorted((a, b) => ending.indexOf(a.operationId) - ending.indexOf(b.operationId));
  for (const { method, path, operationId, body } of routes) {
    const [about, json] = ROUTES[operationId] ?? ['anybody'];
    for (const [who, expected] of Object.entries(EXPECTED[about])) {
      const { client, headers = {}, name } = callers[who] as Caller;
      if (who === 'owner' && operationId === 'signOut') continue;
      const status = await statusOf(client, method, addressOf(path, operationId), {
        headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
        body: body ? JSON.stringify(json ?? {}) : undefined,
      });
      asked += 1;
      const isIn =
        ![401, 403].includes(status) &&
        (status !== 404 || about !== 'owned' || operationId.startsWith('readReturnLabel'));
      const fits = expected === OPEN ? isIn && status < 500 : status === expected;
      if (!fits && !(about === 'anybody' && status === 503))
        wrong.push([name, operationId, status, expected]);
    }
  }
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(500);
}, 60_000);

/** Streams have no end: the status is enough. */
async function statusOf(
  client: ApiClient,
  method: string,
  address: string,
  init: RequestInit,
): Promise<number> {
  const abort = new AbortController();
  const answer = await client.open(method.toUpperCase(), address, { ...init, signal: abort.signal });
  if (answer.headers.get('content-type')?.startsWith('text/event-stream')) abort.abort();
  else await answer.arrayBuffer();
  return answer.status;
}

test('a stream tells nothing that is said after its session was ended, and ends', async () => {
  const [reading, other] = [
    await signedIn(api, { subject: 'reader' }),
    await signedIn(api, { subject: 'reader' }),
  ];
  const id = await reading.openConversation();
  const say = (client: ApiClient) =>
    client.ask('POST', `/v1/conversations/${id}/messages`, {
      json: { messageId: randomUUID(), text: 'hello' },
    });
  const stream = await EventReader.open(reading, `/v1/conversations/${id}/events`);
  await say(other);
  expect(await stream.next()).toMatchObject({ event: 'entry' });
  expect(await stream.next()).toMatchObject({ event: 'entry' });
  await reading.ask('POST', '/v1/sign-out', { json: {} });
  await say(other);
  expect(await stream.next()).toBeUndefined();
});

test('ids are random, and none can be told from another', async () => {
  const client = api.client();
  const ids = await Promise.all(Array.from({ length: 20 }, () => client.openConversation()));
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids.map((id) => id.slice(0, 8))).size).toBe(20);
});

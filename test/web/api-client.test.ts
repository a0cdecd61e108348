import { script } from './scripts.js';

interface Client {
  post(path: string, body: object, key?: string): Promise<unknown>;
}
const client = script<{ ApiClient: new (options: object) => Client }>('api-client');

const json = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const asked = (n: number) =>
  json(403, { type: '/problems/challenge_required', detail: 'work', challenge: { n } });

const sent: Headers[] = [];
/** A shop that answers so, one after the other. */
function shop(...answers: Response[]): void {
  sent.splice(0);
  globalThis.fetch = async (_, init) => {
    sent.push(new Headers(init?.headers));
    return answers.shift() ?? json(500, {});
  };
}
const solver = async ({ n }: { n: number }) => `solution ${n}`;

it('does the work that is wanted, and sends the same again with what proves it', async () => {
  shop(asked(1), json(201, { id: 'c1' }));
  const told: boolean[] = [];
  const api = new (await client).ApiClient({ solver, onWork: (working: boolean) => told.push(working) });
  expect(await api.post('/conversations', {}, 'key-of-the-act')).toEqual({ id: 'c1' });
  expect(sent.map((headers) => headers.get('challenge-solution'))).toEqual([null, 'solution 1']);
  expect(sent.map((headers) => headers.get('idempotency-key'))).toEqual(['key-of-the-act', 'key-of-the-act']);
  expect(told).toEqual([true, false]);
});

it('works anew where a solution came too late, and gives up after some', async () => {
  shop(asked(1), asked(2), json(200, {}));
  const api = new (await client).ApiClient({ solver });
  await api.post('/conversations', {});
  expect(sent).toHaveLength(3);
  shop(...Array.from({ length: 9 }, (_, n) => asked(n)));
  await expect(api.post('/conversations', {})).rejects.toMatchObject({ code: 'challenge_required' });
  expect(sent).toHaveLength(4);
});

it('shows the refusal where the browser cannot do the work', async () => {
  shop(asked(1));
  const api = new (await client).ApiClient({ solver: () => Promise.reject(new Error('no cryptography')) });
  await expect(api.post('/conversations', {})).rejects.toMatchObject({
    status: 403,
    code: 'challenge_required',
  });
});

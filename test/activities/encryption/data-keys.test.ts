import { randomBytes } from 'node:crypto';
import { createPostgresDataKeys } from '../../../activities/adapters/encryption/data-keys.js';
import { KeyRing } from '../../../activities/adapters/encryption/key-ring.js';
import { createPayloadCodec } from '../../../activities/adapters/encryption/payload-codec.js';

const ring = new KeyRing([{ id: 'one', bytes: randomBytes(32) }]);
const workflowId = 'checkout/00000000-0000-4000-8000-000000000001';
const context = { type: 'workflow', namespace: 'default', workflowId } as const;
const payload = {
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from('"12 Analytical Way"'),
};

/** A table of keys that counts how often it is asked. */
function table() {
  const rows = new Map<string, { id: string; wrapped: Buffer }>();
  const asked: string[] = [];
  const query = async ({ name, values }: { name: string; values: [string, string, Buffer] }) => {
    asked.push(name);
    const [subject, id, wrapped] = values;
    if (name === 'data-key') return { rows: [...rows.values()].filter((row) => row.id === subject) };
    if (!rows.has(subject)) rows.set(subject, { id, wrapped });
    return { rows: [rows.get(subject)] };
  };
  return { asked, codec: () => createPayloadCodec(ring, createPostgresDataKeys({ query } as never, ring)) };
}

test('a new workflow costs the process that begins it one statement, and each other process one', async () => {
  const { asked, codec } = table();
  const [api, worker] = [codec(), codec()];
  const encoded = await Promise.all([1, 2, 3].map(() => api.encode([payload, payload], context)));
  for (let turn = 0; turn < 3; turn++) {
    expect(await worker.decode(encoded.flat())).toEqual(encoded.flat().map(() => payload));
    await api.decode(await api.encode([payload], context));
  }
  expect(asked).toEqual(['data-key-of', 'data-key']);
});

test('of two processes that begin at once, both read what either wrote', async () => {
  const { codec } = table();
  const [api, worker] = [codec(), codec()];
  const [mine, yours] = await Promise.all([
    api.encode([payload], context),
    worker.encode([payload], context),
  ]);
  expect(await api.decode(yours)).toEqual([payload]);
  expect(await worker.decode(mine)).toEqual([payload]);
});

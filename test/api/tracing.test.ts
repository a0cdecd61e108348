import type { SpanStart, Tracing } from '../../activities/ports/index.js';
import { startApi } from './support/api.js';

const THEIRS = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** Notes which spans were begun, and what they were called in the end. */
function notedTracing() {
  const begun: SpanStart[] = [];
  const tracing: Tracing = {
    async run(start, work) {
      const span = { ...start };
      begun.push(span);
      return work({
        traceId: '0af7651916cd43dd8448eb211c80319c',
        rename: (name) => void Object.assign(span, { name }),
        set() {},
        fail() {},
      });
    },
    current: () => undefined,
    note() {},
    close: async () => {},
  };
  return { tracing, begun };
}

const ask = async (trustedProxies: string[], path: string) => {
  const { tracing, begun } = notedTracing();
  const api = await startApi({ tracing, settings: { trustedProxies } });
  try {
    await api.client().ask('GET', path, { headers: { traceparent: THEIRS } });
    return begun;
  } finally {
    await api.close();
  }
};

test('a trace goes on from a proxy of ours, and begins anew for anybody else', async () => {
  const path = '/v1/conversations/6f6c0a4e-6f7c-4a53-9d0c-3f6c0a2f4c11';
  const name = 'GET /v1/conversations/{id}';
  expect(await ask(['127.0.0.1'], path)).toMatchObject([{ name, parent: THEIRS, begins: true }]);
  expect(await ask(['10.0.0.0/8'], path)).toMatchObject([{ name, parent: undefined, begins: true }]);
});

test('probes, scrapes and pages are not traced', async () => {
  for (const path of ['/livez', '/metrics', '/']) expect(await ask([], path)).toEqual([]);
});

import { startApi } from './support/api.js';

const fine = async () => undefined;
const broken = async () => {
  throw new Error('connect ECONNREFUSED 10.0.0.1:5432');
};
const silent = () => new Promise<void>(() => undefined);

test('alive whatever its servers do', async () => {
  const api = await startApi({ checks: { postgres: broken } });
  try {
    expect((await api.client().ask('GET', '/livez')).body).toEqual({ status: 'ok' });
  } finally {
    await api.close();
  }
});

test('ready when every server answers', async () => {
  const api = await startApi({ checks: { postgres: fine, temporal: fine } });
  try {
    const { status, body } = await api.client().ask('GET', '/readyz');
    expect([status, body]).toEqual([200, { status: 'ok', checks: { postgres: 'ok', temporal: 'ok' } }]);
  } finally {
    await api.close();
  }
});

test('not ready when one is down or says nothing; names it and tells no more', async () => {
  const api = await startApi({
    checks: { postgres: broken, temporal: silent },
    optionalChecks: { redis: fine },
  });
  try {
    const { status, body } = await api.client().ask('GET', '/readyz');
    expect(status).toBe(503);
    expect(body).toEqual({
      status: 'unavailable',
      checks: { postgres: 'down', temporal: 'down', redis: 'ok' },
    });
  } finally {
    await api.close();
  }
});

test('ready without the cache: it only makes things faster', async () => {
  const api = await startApi({ checks: { postgres: fine }, optionalChecks: { redis: broken } });
  try {
    const { status, body } = await api.client().ask('GET', '/readyz');
    expect([status, body]).toEqual([200, { status: 'ok', checks: { postgres: 'ok', redis: 'down' } }]);
  } finally {
    await api.close();
  }
});

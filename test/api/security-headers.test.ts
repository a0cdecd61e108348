import { startApi, type TestApi } from './support/api.js';

const STRICT =
  "default-src 'none';script-src 'self';style-src 'self';connect-src 'self';manifest-src 'self';form-action 'self';" +
  "base-uri 'none';frame-ancestors 'none';img-src 'self'";

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test.each(['/livez', '/v1/conversations', '/nothing'])('%s carries the strict policy', async (path) => {
  const { headers } = await api.client().ask('GET', path);
  expect(headers.get('content-security-policy')).toBe(STRICT);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('permissions-policy')).toMatch(/camera=\(\), .*payment=\(\)$/);
  expect(headers.get('x-powered-by')).toBeNull();
});

test('over plain http, browsers are not told to insist on TLS', async () => {
  expect((await api.client().ask('GET', '/livez')).headers.get('strict-transport-security')).toBeNull();
});

test('behind https, cookies are Secure and browsers insist on TLS', async () => {
  const secure = await startApi({ settings: { publicUrl: 'https://shop.example' } });
  try {
    const { headers } = await secure.client().ask('POST', '/v1/conversations');
    for (const cookie of headers.getSetCookie()) expect(cookie).toMatch(/; secure/i);
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d+/);
  } finally {
    await secure.close();
  }
});

test.each([
  [
    'https://js.stripe.com/v3/',
    /script-src 'self' https:\/\/js\.stripe\.com;.*connect-src 'self' https:\/\/api\.stripe\.com;.*frame-src https:\/\/js\.stripe\.com https:\/\/hooks\.stripe\.com/,
  ],
  ['http://127.0.0.1:9/_sandbox/stripe.js', /script-src 'self' http:\/\/127\.0\.0\.1:9;/],
])(
  'where the Payment Element is used, the policy lets %s in, and nothing more',
  async (scriptUrl, policy) => {
    const shop = await startApi({ settings: { stripeElement: { publishableKey: 'pk_test_x', scriptUrl } } });
    try {
      const { headers } = await shop.client().ask('GET', '/livez');
      expect(headers.get('content-security-policy')).toMatch(policy);
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
    } finally {
      await shop.close();
    }
  },
);

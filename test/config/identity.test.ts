import { identitySettings } from '../../config/identity.js';
import { readConfig } from '../../config/index.js';
import { tlsFiles } from '../../config/network.js';

const NEEDED = { DATABASE_URL: 'postgres://127.0.0.1/shop', COOKIE_SECRET: 'a-secret-of-some-length' };
const read = (more: Record<string, string>) => readConfig({ ...NEEDED, ...more });
const provider = {
  id: 'staff',
  name: 'Staff',
  kind: 'staff',
  issuer: 'https://id.example.com',
  clientId: 'shop',
};
const readProviders = (...providers: unknown[]) => read({ OIDC_PROVIDERS: JSON.stringify(providers) });

describe('identity providers in the configuration', () => {
  test('what is left out has a sensible value', () => {
    expect(readProviders(provider).OIDC_PROVIDERS).toEqual([
      { ...provider, scopes: 'openid profile', rolesClaim: 'roles' },
    ]);
  });

  test.each([
    ['no JSON', 'staff', /write JSON, such as/],
    [
      'plain http',
      JSON.stringify([{ ...provider, issuer: 'http://id.example.com' }]),
      /plain http is for loopback/,
    ],
    [
      'an id that is no part of an address',
      JSON.stringify([{ ...provider, id: '../x' }]),
      /lower-case letters/,
    ],
    ['one id twice', JSON.stringify([provider, { ...provider, issuer: 'https://b.example' }]), /each id/],
    ['one issuer twice', JSON.stringify([provider, { ...provider, id: 'b' }]), /each issuer/],
    ['a member that nobody knows', JSON.stringify([{ ...provider, secret: 'x' }]), /secret/],
  ])('%s is refused with what to do', (_, text, message) => {
    expect(() => read({ OIDC_PROVIDERS: text })).toThrow(message);
  });

  test('plain http is taken from loopback', () => {
    expect(readProviders({ ...provider, issuer: 'http://127.0.0.1:9' }).OIDC_PROVIDERS).toHaveLength(1);
  });

  test('a session is idle no longer than it lasts, and that of staff a tenth of it', () => {
    const { sessions } = identitySettings(
      read({ SESSION_DAYS: '1', SESSION_IDLE_DAYS: '30', STAFF_SESSION_HOURS: '10' }),
    );
    expect(sessions).toEqual({
      shopper: { lasts: 86_400, idle: 86_400 },
      staff: { lasts: 36_000, idle: 3_600 },
    });
  });
});

describe('the network in the configuration', () => {
  test('proxies are addresses or ranges, and nothing else', () => {
    expect(read({ TRUSTED_PROXIES: '10.0.0.0/8, ::1' }).TRUSTED_PROXIES).toEqual(['10.0.0.0/8', '::1']);
    expect(() => read({ TRUSTED_PROXIES: 'proxy.internal' })).toThrow(/use addresses or CIDR ranges/);
    expect(() => read({ TRUSTED_PROXIES: '10.0.0.0/99' })).toThrow(/use addresses or CIDR ranges/);
  });

  test.each(['https://app.example.com/', 'https://app.example.com/x', '*', 'null'])(
    '"%s" is no origin',
    (origin) => {
      expect(() => read({ CORS_ORIGINS: origin })).toThrow(/CORS_ORIGINS/);
    },
  );

  test('a certificate needs its key', () => {
    expect(tlsFiles(read({}))).toBeUndefined();
    expect(tlsFiles(read({ TLS_CERT_FILE: 'c', TLS_KEY_FILE: 'k' }))).toEqual({ cert: 'c', key: 'k' });
    expect(() => tlsFiles(read({ TLS_CERT_FILE: 'c' }))).toThrow(/both/);
  });
});

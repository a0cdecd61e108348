import { readConfig } from '../../config/index.js';

const least = { COOKIE_SECRET: 'x'.repeat(16), STAFF_TOKEN: 'y'.repeat(16) };

test('everything but the secrets has a default', () => {
  expect(readConfig(least)).toMatchObject({
    API_HOST: '127.0.0.1',
    API_PORT: 3000,
    CURRENCY: 'USD',
    HOLD_SECONDS: 900,
  });
});

test('an empty variable counts as unset', () => {
  const config = readConfig({ ...least, API_PORT: '', REDIS_URL: '' });
  expect(config.API_PORT).toBe(3000);
  expect(config.REDIS_URL).toBeUndefined();
});

test('every variable that is wrong is named with what it is for', () => {
  expect(() =>
    readConfig({ STAFF_TOKEN: 'short', API_PORT: 'http', COOKIE_SECRET: least.COOKIE_SECRET }),
  ).toThrow(/API_PORT: .*port of the shop.*\n.*STAFF_TOKEN: .*bearer token that opens the staff routes/);
});

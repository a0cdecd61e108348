import { readSandboxConfig } from '../../../dev/stripe-sandbox/config.js';

const enough = { SANDBOX_PORT: '12111', SANDBOX_DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/sandbox' };

test('what is not said has a default', () => {
  expect(readSandboxConfig(enough)).toMatchObject({
    host: '127.0.0.1',
    port: 12111,
    webhookUrl: undefined,
    webhookSecret: 'whsec_sandbox',
    webhookRetryMs: 1000,
  });
});

test('everything that is wrong is named, with what it is for', () => {
  const wrong = { ...enough, SANDBOX_PORT: 'twelve', SANDBOX_DATABASE_URL: '', SANDBOX_WEBHOOK_URL: 'shop' };
  expect(() => readSandboxConfig(wrong)).toThrow(/SANDBOX_PORT.*SANDBOX_DATABASE_URL.*SANDBOX_WEBHOOK_URL/s);
});

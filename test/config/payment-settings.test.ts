import { readConfig } from '../../config/index.js';
import { paymentSettings } from '../../config/payments.js';

const least = { COOKIE_SECRET: 'x'.repeat(16), STAFF_TOKEN: 'y'.repeat(16) };
const settings = (more: Record<string, string>) => paymentSettings(readConfig({ ...least, ...more }));

const paypal = { PAYPAL_CLIENT_ID: 'id', PAYPAL_CLIENT_SECRET: 'secret' };

test('PayPal is set up by its credentials, and not without them', () => {
  expect(settings(paypal).paypal).toMatchObject({ clientId: 'id', clientSecret: 'secret' });
  expect(settings({}).paypal).toBeUndefined();
});

test('half of the credentials are an error that says which half is missing', () => {
  expect(() => settings({ PAYPAL_CLIENT_ID: 'id' })).toThrow(/PAYPAL_CLIENT_SECRET is not/);
});

test('a shop with a live Stripe key takes nothing at a sandbox of PayPal', () => {
  const live = { ...paypal, STRIPE_SECRET_KEY: 'sk_live_x' };
  expect(() => settings({ ...live, PAYPAL_API_URL: 'http://paypal-sandbox:12112' })).toThrow(/is a sandbox/);
  expect(() => settings({ ...live, PAYPAL_API_URL: 'https://api-m.sandbox.paypal.com' })).toThrow();
  expect(settings(live).paypal).toMatchObject({ apiUrl: undefined });
});

import { startApi } from './support/api.js';

test('the page learns the name, the currency, the countries and the ways to pay', async () => {
  const api = await startApi();
  try {
    const { status, body } = await api.client().ask('GET', '/v1/config');
    expect(status).toBe(200);
    expect(body).toMatchObject({ shopName: 'Test shop', currency: 'USD', payments: { mode: 'sandbox' } });
    expect(body.countries).toContainEqual({
      code: 'US',
      name: 'United States',
      needsRegion: true,
      postalCodeExample: '94103',
    });
    expect(body.payments.testMethods).toContainEqual({
      id: 'pm_card_visa',
      optionId: 'card',
      label: expect.stringContaining('4242'),
    });
  } finally {
    await api.close();
  }
});

test('a shop that takes real money offers no test cards', async () => {
  const api = await startApi({ settings: { payments: 'live' } });
  try {
    const { body } = await api.client().ask('GET', '/v1/config');
    expect(body.payments).toEqual({ mode: 'live', testMethods: [] });
  } finally {
    await api.close();
  }
});

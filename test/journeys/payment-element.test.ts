import type { Browser } from 'playwright-core';
import { type Shop, startShop } from '../api/support/shop.js';
import { chromiumPath, keepPicture, launchBrowser, newShopper } from './support/browser.js';
import { ShopPage } from './support/shop-page.js';

jest.setTimeout(120_000);

const inBrowser = chromiumPath ? describe : describe.skip;

inBrowser("a shop with Stripe's Payment Element on its page", () => {
  let shop: Shop;
  let browser: Browser;
  beforeAll(async () => {
    [shop, browser] = await Promise.all([startShop({ paymentElement: true }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  test('takes a declined card, then a good one, and no card data pass through the shop', async () => {
    const shopper = await newShopper(browser, shop.api.base);
    const shown = await ShopPage.open(shopper);
    const sent: string[] = [];
    shown.page.on('request', (request) => {
      if (request.url().startsWith(shop.api.base)) sent.push(request.postData() ?? '');
    });
    await shown.goToPayment();
    const card = shown.checkout.getByLabel('Test card');
    await card.selectOption('pm_card_visa_chargeDeclined');
    await keepPicture(shown.page, 'phone-12-payment-element');
    await shown.payButton.click();
    await shown.checkout.getByRole('alert').getByText('Nothing was charged').waitFor();
    await card.selectOption('pm_card_visa');
    await shown.payButton.click();
    await shown.receipt.waitFor();

    const payments = sent.filter((body) => body.includes('paymentMethod'));
    expect(payments).toHaveLength(2);
    for (const body of payments) expect(body).toMatch(/"paymentMethod":"ctoken_/);
    expect(shown.complaints).toEqual([]);
    await shopper.close();
  });
});

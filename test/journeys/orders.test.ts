import type { Browser, BrowserContext } from 'playwright-core';
import { type Shop, startShop } from '../api/support/shop.js';
import { chromiumPath, keepPicture, launchBrowser, newShopper } from './support/browser.js';
import { DeskPage } from './support/desk-page.js';
import { ShopPage } from './support/shop-page.js';

jest.setTimeout(180_000);

if (!chromiumPath) console.warn('SKIPPED: the journeys of orders need Chromium; see browser.test.ts.');
const inBrowser = chromiumPath ? describe : describe.skip;

inBrowser('an order, after it was paid', () => {
  let shop: Shop;
  let browser: Browser;
  let shopper: BrowserContext;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([startShop(), launchBrowser()]);
    shopper = await newShopper(browser, shop.api.base);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  test('is shipped and delivered by staff, and sent back by the shopper, with a label', async () => {
    const shown = await ShopPage.open(shopper);
    const reply = await shown.ask("men's jeans under $50");
    await shown.addToCart(reply.locator('.product:has(input:enabled)').first());
    await shown.checkOut();
    await shown.giveAddress();
    await shown.chooseShipping();
    await shown.payWith('4242');
    await shown.receipt.getByRole('button', { name: 'Swap size or colour' }).waitFor();
    await keepPicture(shown.page, 'order-1-placed');

    await shown.receipt.getByRole('button', { name: 'Change the address' }).click();
    await shown.receipt.getByLabel('Street address').fill('13 Difference Way');
    await shown.receipt.getByRole('button', { name: 'Send it there' }).click();
    await shown.receipt.getByText('13 Difference Way').waitFor();

    const desk = await DeskPage.open(browser, shop.api.base, 'Grace');
    const order = await desk.openOrder('placed');
    await order.getByLabel('Reason, for the record').fill('The carrier was here');
    await order.getByLabel('Carrier, to ship').fill('Swift Parcel');
    await order.getByLabel('Tracking number, to ship').fill('SP-77');
    await keepPicture(desk.page, 'order-2-support');
    await order.getByRole('button', { name: 'Shipped' }).click();

    const card = shown.receipt.last();
    await card.getByText('SP-77').waitFor();
    const travelling = await desk.openOrder('shipped');
    await travelling.getByLabel('Reason, for the record').fill('Signed for');
    await travelling.getByRole('button', { name: 'Delivered' }).click();

    await card.getByRole('button', { name: 'Send something back' }).click();
    await card.locator('select[name="line-0"]').selectOption('1');
    await card.getByRole('button', { name: 'Get a label' }).click();
    const label = card.getByRole('link', { name: /Print the label/ });
    await label.waitFor();
    await keepPicture(shown.page, 'order-3-return');
    const answer = await shopper.request.get((await label.getAttribute('href')) ?? '');
    expect(await answer.text()).toContain('13 Difference Way');

    const back = await desk.openOrder('delivered');
    await back.getByLabel('Reason, for the record').fill('Unworn');
    await back.getByRole('button', { name: /has arrived/ }).click();
    await shown.receipt
      .last()
      .getByText(/was given back/)
      .waitFor();
    await shown.page.getByText('Your refund is on its way to you.').waitFor();
    await keepPicture(shown.page, 'order-4-refunded');
    expect([...desk.complaints, ...shown.complaints]).toEqual([]);
  });
});

import type { Browser } from 'playwright-core';
import { addPromotion, readPromotionArguments } from '../../dev/promotion-codes.js';
import { type Shop, startShop } from '../api/support/shop.js';
import { chromiumPath, keepPicture, launchBrowser, newShopper } from './support/browser.js';
import { ShopPage } from './support/shop-page.js';

jest.setTimeout(180_000);

const inBrowser = chromiumPath ? describe : describe.skip;

inBrowser('a shopper with a code', () => {
  let shop: Shop;
  let browser: Browser;
  beforeAll(async () => {
    [shop, browser] = await Promise.all([startShop(), launchBrowser()]);
    await addPromotion(shop.database.pool, readPromotionArguments(['WELCOME10', '--percent', '10']));
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  test('is told of a wrong one, saves with a good one, and has a message in the parcel', async () => {
    const shopper = await newShopper(browser, shop.api.base);
    const shown = await ShopPage.open(shopper);
    const { page, checkout } = shown;
    const reply = await shown.ask("men's jeans under $50");
    await shown.addToCart(reply.locator('.product:has(input:enabled)').first());
    await shown.checkOut();

    // Folded away until it is wanted; and what is half written elsewhere stays.
    await checkout.getByLabel('Full name').fill('Ada Lovelace');
    expect(await checkout.getByLabel('Promotion code').isVisible()).toBe(false);
    await checkout.getByText('Add a promotion code').click();
    await checkout.getByLabel('Promotion code').fill('welcom10');
    await checkout.getByRole('button', { name: 'Apply' }).click();
    await checkout.getByText('WELCOM10: We do not know this code').waitFor();
    await checkout.getByLabel('Promotion code').fill('welcome10');
    await page.keyboard.press('Enter');
    await checkout.getByText(/^Code WELCOME10, \$[\d.]+ off$/).waitFor();
    expect(await checkout.getByText('We do not know this code').isVisible()).toBe(false);
    expect(await checkout.getByLabel('Full name').inputValue()).toBe('Ada Lovelace');

    await shown.giveAddress();
    await shown.chooseShipping();
    await checkout.getByText('Add a gift message').click();
    await checkout.getByLabel('Gift message').fill('Happy birthday, Bob <3');
    await checkout.getByText('278 characters left').waitFor();
    await keepPicture(page, 'phone-9-code-and-gift');
    await checkout.getByRole('button', { name: 'Keep the message' }).click();
    await checkout.getByText('With a gift message').waitFor();
    for (const label of ['Discount, WELCOME10', 'Shipping', 'Plus tax', 'Total'])
      await checkout.getByRole('rowheader', { name: label, exact: true }).waitFor();
    await checkout.locator('[data-part="totals"]').scrollIntoViewIfNeeded();
    await keepPicture(page, 'phone-10-totals');

    await shown.payWith('4242');
    await shown.receipt.waitFor();
    await shown.receipt.getByText('Happy birthday, Bob <3').waitFor();
    await shown.receipt.getByText('Discount, WELCOME10').waitFor();
    await shown.receipt.scrollIntoViewIfNeeded();
    await keepPicture(page, 'phone-11-receipt-with-code');
    expect(shown.complaints).toEqual([]);
    await shopper.close();
  });
});

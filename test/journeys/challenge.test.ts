import type { Browser } from 'playwright-core';
import { type Shop, startShop } from '../api/support/shop.js';
import { chromiumPath, launchBrowser, newShopper } from './support/browser.js';
import { ShopPage } from './support/shop-page.js';

jest.setTimeout(120_000);

const inBrowser = chromiumPath ? describe : describe.skip;

inBrowser('a shopper who looks automated', () => {
  let shop: Shop;
  let browser: Browser;
  beforeAll(async () => {
    const more = { CHALLENGE_OPENING: 'address:1/600', CHALLENGE_WORK: '40' };
    [shop, browser] = await Promise.all([startShop({ more }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  const worked = async (purpose: string) => {
    const metrics = await (await fetch(`${shop.api.base}/metrics`)).text();
    const line = new RegExp(
      `^shoptalk_challenges_total\\{purpose="${purpose}",outcome="good"\\} (\\d+)`,
      'm',
    );
    return Number(line.exec(metrics)?.[1] ?? 0);
  };

  test('shops as ever: the page does the work that is wanted', async () => {
    // Somebody else of this address has opened as many as are free.
    await shop.guest().openConversation();
    const shopper = await newShopper(browser, shop.api.base);
    const shown = await ShopPage.open(shopper);
    const jeans = await shown.ask("men's jeans under $50");
    expect(await worked('opening')).toBe(1);

    await shown.addToCart(jeans.locator('.product:has(input:enabled)').first());
    await shown.checkOut();
    // A program that fills in whatever there is.
    const trap = shown.checkout.locator('input[name="subject"]');
    expect(await shown.checkout.getByRole('textbox', { name: 'Leave this empty' }).count()).toBe(0);
    await trap.evaluate((input: HTMLInputElement) => {
      input.value = 'Best prices';
    });
    await shown.giveAddress();
    expect(await worked('checkout')).toBeGreaterThanOrEqual(1);
    expect(shown.complaints.filter((text) => !text.includes('403'))).toEqual([]);
    await shopper.close();
  });
});

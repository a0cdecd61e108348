import type { Browser } from 'playwright-core';
import { type Shop, startShop } from '../api/support/shop.js';
import { chromiumPath, keepPicture, launchBrowser, newShopper } from './support/browser.js';
import { DeskPage } from './support/desk-page.js';
import { ShopPage } from './support/shop-page.js';

jest.setTimeout(180_000);

if (!chromiumPath) console.warn('SKIPPED: the journeys of staff need Chromium; see browser.test.ts.');
const inBrowser = chromiumPath ? describe : describe.skip;

inBrowser('the support console', () => {
  let shop: Shop;
  let browser: Browser;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([startShop(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  test('a shopper who asks for a person is answered by one, in silence of the assistant, and handed back', async () => {
    const grace = await DeskPage.open(browser, shop.api.base, 'Grace');
    await grace.page.getByText('Nothing waits for a person.').waitFor();
    const shopper = await newShopper(browser, shop.api.base);
    const shown = await ShopPage.open(shopper);
    await shown.ask('hello');
    await shown.ask('I want to talk to a person');

    await grace.row(/asks for a person/).click();
    await grace.log.getByText('I want to talk to a person').waitFor();
    await grace.page.getByRole('button', { name: 'Take over the conversation' }).click();
    await grace.page.getByText('You speak with the shopper. The assistant is silent.').waitFor();
    await shown.page.getByText('Grace is here and answers you in person.').waitFor();
    const replies = await shown.page.locator('.turn--shop:not(.turn--person)').count();
    await shown.write('Do you ship to Iceland?');
    await grace.log.getByText('Do you ship to Iceland?').waitFor();

    const ada = await DeskPage.open(browser, shop.api.base, 'Ada', { desk: false, dark: true });
    await ada.row(/asks for a person|speaks with the shopper/).click();
    await ada.page.getByText('Grace speaks with the shopper.').waitFor();
    await ada.page.getByRole('button', { name: 'Take over from Grace' }).waitFor();
    await keepPicture(ada.page, 'console-1-another-agent-phone-dark');

    await grace.page.getByLabel('A reply at hand').selectOption({ label: 'Looking into it' });
    await grace.page.getByRole('button', { name: 'Send' }).click();
    await shown.page.getByText('Thank you for your patience.').waitFor();
    await grace.page.getByLabel('Your words to the shopper').fill('We do, within a week.');
    await grace.page.keyboard.press('Enter');
    await shown.page.getByText('We do, within a week.').waitFor();
    expect(await shown.page.locator('.turn--shop:not(.turn--person)').count()).toBe(replies);
    await grace.page.getByLabel('A note').fill('Wants to know about Iceland');
    await grace.page.getByRole('button', { name: 'Add the note' }).click();
    await grace.page.getByText('Wants to know about Iceland').waitFor();
    await keepPicture(grace.page, 'console-2-takeover');
    await keepPicture(shown.page, 'console-3-takeover-shopper');

    await grace.page.getByRole('button', { name: 'Hand back to the assistant' }).click();
    await shown.page.getByText('Grace has handed back. The shop answers you again.').waitFor();
    await shown.ask('hello');
    await grace.page.getByText('Nothing waits for a person.').waitFor();
    expect([...grace.complaints, ...ada.complaints, ...shown.complaints]).toEqual([]);
  });

  test('somebody who asked for it by phone is forgotten, by reason', async () => {
    const shown = await ShopPage.open(await newShopper(browser, shop.api.base));
    await shown.ask('I want to talk to a person');
    const grace = await DeskPage.open(browser, shop.api.base, 'Grace');
    await grace
      .row(/asks for a person/)
      .first()
      .click();
    await grace.page.getByText('Forget this person').first().click();
    await grace.page.getByLabel(/How they asked/).fill('by phone');
    await grace.page.getByLabel('They asked for it, and it cannot be undone').check();
    await keepPicture(grace.page, 'console-6-forget');
    await grace.page.getByRole('button', { name: 'Forget this person' }).click();
    await grace.page.getByText('They are being forgotten.').waitFor();
    const { rows } = await shop.database.pool.query(
      `select reason from audit_log where act = 'person.erase'`,
    );
    expect(rows).toEqual([{ reason: 'by phone' }]);
  });

  test('a stalled checkout is looked after, seen in its timeline, and resumed', async () => {
    await shop.faults({
      operation: 'payment_intents.create',
      kind: 'server_error',
      status: 503,
      probability: 1,
    });
    const shopper = await newShopper(browser, shop.api.base);
    const shown = await ShopPage.open(shopper);
    const reply = await shown.ask("men's jeans under $50");
    await shown.addToCart(reply.locator('.product:has(input:enabled)').first());
    await shown.checkOut();
    await shown.giveAddress();
    await shown.checkout.getByText('Express').click();
    await shown.checkout.getByRole('button', { name: 'Continue to payment' }).click();

    const grace = await DeskPage.open(browser, shop.api.base, 'Grace');
    await grace.row(/not answering/).click();
    await grace.card.getByText('What helps').waitFor();
    await grace.page.getByRole('button', { name: 'Look after it' }).click();
    await grace.page.getByText('You look after this.').waitFor();
    await keepPicture(grace.page, 'console-4-stalled');

    await grace.page.getByRole('button', { name: 'Timeline' }).click();
    const events = grace.page.getByRole('region', { name: 'What happened' });
    await events.getByText('Stripe: create').first().waitFor();
    await events.getByText('Checkout: stalled').waitFor();
    await events.getByText('case.take').waitFor();
    await events.getByText('The workflow starts').waitFor();
    await keepPicture(grace.page, 'console-5-timeline');

    await shop.repair();
    await grace.card.getByLabel('Reason, for the record').fill('The provider is back');
    await grace.card.getByRole('button', { name: 'Try again' }).click();
    await grace.page.getByText('Nothing waits for a person.').waitFor();
    await shown.payButton.waitFor();
    const { rows } = await shop.database.pool.query(
      "select actor, act, reason from audit_log where subject like 'checkout/%' order by id",
    );
    expect(rows).toMatchObject([
      { actor: 'Grace', act: 'case.take' },
      { actor: 'Grace', act: 'checkout.resume', reason: 'The provider is back' },
    ]);
    // The shopper’s page tells of requests that take longer than they may: the bank was away.
    expect(grace.complaints).toEqual([]);

    await grace.page.getByRole('button', { name: 'Record' }).click();
    await grace.page.getByText('checkout.resume').waitFor();
    const [download] = await Promise.all([
      grace.page.waitForEvent('download'),
      grace.page.getByRole('button', { name: 'Save all as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('audit.csv');
    expect(grace.complaints).toEqual([]);
  });
});

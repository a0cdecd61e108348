import type { Browser, Locator, Page } from 'playwright-core';
import { complaintsOf, newShopper } from './browser.js';

/** The support console as one of the staff handles it. */
export class DeskPage {
  readonly page: Page;
  readonly complaints: string[];

  private constructor(page: Page) {
    this.page = page;
    this.complaints = complaintsOf(page);
  }

  /** Opens it and signs in with the token. */
  static async open(
    browser: Browser,
    base: string,
    name: string,
    looks: { desk?: boolean; dark?: boolean } = { desk: true },
  ): Promise<DeskPage> {
    const staff = await newShopper(browser, base, looks);
    const desk = new DeskPage(await staff.newPage());
    await desk.page.goto('/support/');
    await desk.page.getByLabel('Your name').first().fill(name);
    await desk.page.getByLabel('Token').fill('staff-token-of-the-tests');
    await desk.page.getByRole('button', { name: 'Open' }).click();
    await desk.page.getByRole('complementary', { name: 'Work' }).waitFor();
    return desk;
  }

  /** A row of the left pane, by words in it. */
  row(words: string | RegExp): Locator {
    return this.page.getByRole('complementary', { name: 'Work' }).getByRole('button', { name: words });
  }

  /** The cards of the case that is open: checkouts and orders with what can be done. */
  get card(): Locator {
    return this.page.getByRole('article').first();
  }

  get log(): Locator {
    return this.page.getByRole('log');
  }

  /** Opens the first order at a stage. */
  async openOrder(stage: string): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Orders' }).click();
    await this.page.getByLabel('Show those that are').selectOption(stage);
    await this.row(/^Order S-/)
      .first()
      .click();
    await this.card.waitFor();
    return this.card;
  }
}

import type { BrowserContext, Locator, Page } from 'playwright-core';
import { complaintsOf } from './browser.js';

/** The page of the shop as a shopper handles it: by its words, not by its classes where words will do. */
export class ShopPage {
  readonly page: Page;
  readonly complaints: string[];

  private constructor(page: Page) {
    this.page = page;
    this.complaints = complaintsOf(page);
  }

  static async open(shopper: BrowserContext, address = '/'): Promise<ShopPage> {
    const opened = new ShopPage(await shopper.newPage());
    await opened.page.goto(address);
    return opened;
  }

  get log(): Locator {
    return this.page.getByRole('log');
  }

  /** The words of every message of the shopper, in the order shown. */
  async said(): Promise<string[]> {
    return await this.page.locator('.turn--mine .bubble [data-part="text"]').allTextContents();
  }

  /** How many replies are shown. */
  get replies(): Locator {
    return this.page.locator('.turn--shop');
  }

  async write(text: string): Promise<void> {
    await this.page.getByLabel('Your message').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Writes, and waits for the shop's answer. */
  async ask(text: string): Promise<Locator> {
    const before = await this.replies.count();
    await this.write(text);
    const reply = this.replies.nth(before);
    await reply.waitFor();
    return reply;
  }

  /** Picks the first size that is left of a product card, and adds it. */
  async addToCart(card: Locator): Promise<void> {
    const before = await this.replies.count();
    const sizes = card.locator('.size:has(input:enabled)');
    if ((await sizes.count()) > 0) await sizes.first().click();
    await card.getByRole('button', { name: 'Add to cart' }).click();
    await this.replies.nth(before).waitFor();
  }

  /** The checkout that goes on. */
  get checkout(): Locator {
    return this.page.locator('.checkout:visible').last();
  }

  async checkOut(): Promise<void> {
    await this.log.getByRole('button', { name: 'Check out' }).last().click();
    await this.checkout.getByText('Where should it go?').waitFor();
  }

  async giveAddress(): Promise<void> {
    const form = this.checkout;
    await form.getByLabel('Country').selectOption('US');
    await form.getByLabel('Full name').fill('Ada Lovelace');
    await form.getByLabel('E-mail').fill('ada@example.com');
    await form.getByLabel('Street address').fill('12 Analytical Way');
    await form.getByLabel('City').fill('San Francisco');
    await form.getByLabel('State').selectOption('CA');
    await form.getByLabel('ZIP code').fill('94103');
    await form.getByRole('button', { name: 'Continue to shipping' }).click();
    await form.getByText('How should it travel?').waitFor();
  }

  async chooseShipping(): Promise<void> {
    await this.checkout.getByText('Express').click();
    await this.checkout.getByRole('button', { name: 'Continue to payment' }).click();
    await this.checkout.getByText('Set aside for you until').waitFor();
  }

  /** Puts the first jeans there are into the cart and goes as far as the payment. */
  async goToPayment(): Promise<void> {
    const reply = await this.ask("men's jeans under $50");
    await this.addToCart(reply.locator('.product:has(input:enabled)').first());
    await this.checkOut();
    await this.giveAddress();
    await this.chooseShipping();
  }

  get payButton(): Locator {
    return this.checkout.getByRole('button', { name: /^Pay \$/ });
  }

  /** @param card words on it, such as its last digits. */
  async payWith(card: string): Promise<void> {
    await this.checkout.getByText(card).click();
    await this.payButton.click();
  }

  get receipt(): Locator {
    return this.page.getByRole('article');
  }
}

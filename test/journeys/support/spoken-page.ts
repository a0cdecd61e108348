import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { complaintsOf } from './browser.js';

const WORDS = path.resolve(import.meta.dirname, '../../../web/words');
/** Written by shoppers and merchants, or in the language of the conversation. */
const NOT_OURS = '.bubble, .product__name, .product__brand, .line__name, .text, script, option';
const ENGLISH = /\b(the|your|you|please|with|and|this|that|order|item|items)\b/i;

/** The page of the shop as it is handled in any language: by its parts, not by its words. */
export class SpokenPage {
  readonly page: Page;
  readonly complaints: string[];
  readonly #words: Record<string, unknown>;

  private constructor(page: Page, language: string) {
    this.page = page;
    this.complaints = complaintsOf(page);
    this.#words = JSON.parse(readFileSync(path.join(WORDS, `${language}.json`), 'utf8'));
  }

  static async open(shopper: BrowserContext, language: string): Promise<SpokenPage> {
    const opened = new SpokenPage(await shopper.newPage(), language);
    await opened.page.goto('/');
    await opened.page.locator(`html[lang="${language}"]`).waitFor();
    return opened;
  }

  /** Writes, and waits for the shop's answer. */
  async ask(text: string): Promise<Locator> {
    const replies = this.page.locator('.turn--shop');
    const before = await replies.count();
    await this.page.locator('#composer-text').fill(text);
    await this.page.keyboard.press('Enter');
    await replies.nth(before).waitFor();
    return replies.nth(before);
  }

  part(name: string): Locator {
    return this.page.locator(`[data-part="${name}"]:visible`).last();
  }

  /** The button that sends the form of the panel that is open. */
  get submit(): Locator {
    return this.page.locator('.checkout__panel button[type="submit"]:visible');
  }

  async giveAddress(): Promise<void> {
    const fields = { name: 'Ada Lovelace', email: 'ada@example.com', line1: '12 Analytical Way' };
    await this.page.locator('[name="country"]').selectOption('US');
    for (const [name, text] of Object.entries({ ...fields, city: 'San Francisco', postalCode: '94103' }))
      await this.page.locator(`.address [name="${name}"]`).fill(text);
    await this.page.locator('[name="region"]').selectOption('CA');
    await this.submit.click();
    await this.page.locator('.options [value="express"]').waitFor();
  }

  /** Words that can be read or heard on the page now and are English: ones that have a translation, or look it. */
  async leftInEnglish(): Promise<string[]> {
    const shown = await this.page.evaluate((notOurs) => {
      const texts: string[] = [];
      const elements = [...document.body.querySelectorAll<HTMLElement>('*')].filter(
        (element) => element.checkVisibility() && !element.closest(notOurs),
      );
      for (const element of elements) {
        for (const name of ['aria-label', 'placeholder', 'title'])
          texts.push(element.getAttribute(name) ?? '');
        for (const node of element.childNodes) if (node.nodeType === 3) texts.push(node.textContent ?? '');
      }
      return texts.map((text) => text.trim()).filter(Boolean);
    }, NOT_OURS);
    return shown.filter((text) => {
      const translation = this.#words[text];
      return (translation !== undefined && translation !== text) || ENGLISH.test(text);
    });
  }

  /** Buttons and headings whose words do not fit into them, and the page itself where it is wider than the screen. */
  async spilling(): Promise<string[]> {
    return await this.page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLElement>(
          'html, button, a, h2, .step, .option, .chosen, .field, td, th',
        ),
      ]
        .filter((element) => element === document.documentElement || element.checkVisibility())
        .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
        .map(
          (element) =>
            `${element.className || element.localName}: ${element.textContent?.trim().slice(0, 60)}`,
        ),
    );
  }
}

import type { Browser, BrowserContext } from 'playwright-core';
import { type Shop, startShop } from '../api/support/shop.js';
import { type LlmServer, startLlmServer } from '../support/llm-server.js';
import { redisUrl } from '../support/servers.js';
import { chromiumPath, keepPicture, launchBrowser, newShopper } from './support/browser.js';
import { ShopPage } from './support/shop-page.js';

jest.setTimeout(120_000);

const whereBothAre = chromiumPath && redisUrl() ? describe : describe.skip;

whereBothAre('a shopper with a browser, in a shop with a language model', () => {
  let llm: LlmServer;
  let shop: Shop;
  let browser: Browser;
  let shopper: BrowserContext;

  beforeAll(async () => {
    llm = await startLlmServer();
    const more = {
      LLM_BASE_URL: llm.url,
      LLM_MODEL: 'scripted',
      LLM_ANSWER_MS: '4000',
      REDIS_URL: redisUrl() ?? '',
    };
    [shop, browser] = await Promise.all([startShop({ more }), launchBrowser()]);
    shopper = await newShopper(browser, shop.api.base);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    await llm?.close();
  });

  test('sees true sentences as they come, and then the reply, whoever worded it', async () => {
    const shown = await ShopPage.open(shopper);
    const { page } = shown;
    const draft = page.locator('#draft');
    llm.play({ text: 'Hi, welcome! What are you looking for?' });
    expect(await (await shown.ask('hello')).textContent()).toContain(
      'Hi, welcome! What are you looking for?',
    );

    // A model that says something true and then hangs: the draft is there until the template takes over.
    llm.play({ stallsAfter: 'Happy to help! Here they' });
    const before = await shown.replies.count();
    await shown.write("men's jeans under $50");
    await draft.filter({ hasText: 'Happy to help!' }).waitFor();
    expect(await draft.getAttribute('aria-hidden')).toBe('true');
    expect(await shown.log.textContent()).not.toContain('Happy to help!');
    await keepPicture(page, 'phone-draft');
    const reply = shown.replies.nth(before);
    await reply.waitFor();
    expect(await reply.textContent()).toMatch(/\d+ matches for men's jeans up to \$50\./);
    expect(await draft.isVisible()).toBe(false);

    // One that lies: not a word of it is ever on the page.
    llm.play({ text: 'Everything is free today! Here they are.' });
    await shown.ask('in blue');
    expect(await page.textContent('body')).not.toContain('free today');
    expect(shown.complaints).toEqual([]);
  });
});

import type { Browser, BrowserContext } from 'playwright-core';
import { until } from '../../dev/until.js';
import { type Shop, startShop } from '../api/support/shop.js';
import { chromiumPath, keepPicture, launchBrowser, newShopper } from './support/browser.js';
import { ShopPage } from './support/shop-page.js';
import { SpokenPage } from './support/spoken-page.js';

jest.setTimeout(120_000);

if (!chromiumPath) {
  console.warn(
    'SKIPPED: the journeys in a browser need Chromium. Install it (Debian: apt-get install chromium) or name one in CHROMIUM.',
  );
}
const inBrowser = chromiumPath ? describe : describe.skip;

inBrowser('a shopper with a browser', () => {
  let shop: Shop;
  let browser: Browser;
  let shopper: BrowserContext;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([startShop(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });
  beforeEach(async () => {
    shopper = await newShopper(browser, shop.api.base);
  });
  afterEach(() => shopper.close());

  /** A page with jeans in the cart and the checkout at its payment. */
  async function atPayment(): Promise<ShopPage> {
    const shown = await ShopPage.open(shopper);
    await shown.goToPayment();
    return shown;
  }

  test('goes from the greeting to the receipt on a phone', async () => {
    const shown = await ShopPage.open(shopper);
    const { page } = shown;
    await page.getByRole('heading', { name: 'What are you looking for?' }).waitFor();
    await keepPicture(page, 'phone-1-welcome');

    await shown.ask('hello');
    const jeans = await shown.ask("men's jeans under $50");
    expect(await jeans.locator('.product').count()).toBeGreaterThan(0);
    await keepPicture(page, 'phone-2-jeans');

    const blue = await shown.ask('in blue');
    for (const card of await blue.locator('.product').all()) {
      expect(Number((await card.locator('.product__price').textContent())?.slice(1))).toBeLessThanOrEqual(50);
      expect(await card.locator('[data-part="colour-name"]').textContent()).toBe('blue');
    }
    await keepPicture(page, 'phone-3-in-blue');

    await shown.addToCart(blue.locator('.product:has(.size input:enabled)').first());
    await page.getByRole('button', { name: 'Cart 1 item' }).waitFor();
    await keepPicture(page, 'phone-4-cart');

    await shown.checkOut();
    await keepPicture(page, 'phone-5-address');
    await shown.giveAddress();
    await keepPicture(page, 'phone-6-shipping');
    await shown.chooseShipping();
    await keepPicture(page, 'phone-7-payment');
    const price = (await shown.payButton.textContent())?.replace('Pay ', '') ?? '';
    await shown.payWith('4242');

    await shown.receipt.waitFor();
    await shown.receipt.getByText(price).waitFor();
    await shown.receipt.getByText('12 Analytical Way').waitFor();
    await page.getByRole('button', { name: 'Cart, empty' }).waitFor();
    await keepPicture(page, 'phone-8-receipt');

    const number = await shown.receipt.locator('[data-part="number"]').textContent();
    const { rows } = await shop.database.pool.query('select state, totals from orders where number = $1', [
      number,
    ]);
    expect(rows).toMatchObject([{ totals: { total: { amount: Math.round(Number(price.slice(1)) * 100) } } }]);
    expect(shown.complaints).toEqual([]);
  });

  test('speaks Spanish with who chooses it, on the page and in the conversation', async () => {
    const shown = await ShopPage.open(shopper);
    const { page } = shown;
    await page.getByLabel('Language').selectOption('es');
    await page.getByRole('heading', { name: '¿Qué estás buscando?' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    await keepPicture(page, 'phone-es-1-welcome');
    await page.getByLabel('Tu mensaje').fill('vestidos');
    await page.keyboard.press('Enter');
    await page.getByText(/resultados para vestidos/).waitFor();
    await keepPicture(page, 'phone-es-2-dresses');
    const card = shown.replies.last().locator('.product').first();
    await card.locator('.size:has(input:enabled)').first().click();
    await card.getByRole('button', { name: 'Añadir al carrito' }).click();
    await page.getByText('Añadido. Este es tu carrito.').waitFor();
    await page.getByRole('button', { name: 'Carrito, 1 artículo' }).waitFor();
    await keepPicture(page, 'phone-es-3-cart');
    await page.getByLabel('Idioma').selectOption('de');
    await page.getByText('Ab jetzt spreche ich Deutsch mit dir.').waitFor();
    await page.getByRole('button', { name: 'Warenkorb, 1 Artikel' }).waitFor();
    expect(shown.complaints).toEqual([]);
  });

  test.each([
    ['es', 'es-ES', 'vaqueros de hombre', 'No se ha cobrado nada'],
    ['de', 'de-DE', 'Herrenjeans', 'Es wurde nichts abgebucht'],
  ])('buys on a phone without reading a word of English: %s', async (language, locale, wish, notCharged) => {
    const someone = await newShopper(browser, shop.api.base, { locale });
    const shown = await SpokenPage.open(someone, language);
    const { page } = shown;
    const look = async (name?: string) => {
      if (name) await keepPicture(page, `phone-${language}-${name}`);
      expect(await shown.leftInEnglish()).toEqual([]);
      expect(await shown.spilling()).toEqual([]);
    };
    await page.locator('#welcome').waitFor();
    await look();

    const card = (await shown.ask(wish)).locator('.product:has(.size input:enabled)').first();
    await card.locator('.size:has(input:enabled)').first().click();
    await look();
    await card.locator('[data-part="add"]').click();
    await shown.part('checkout').click();

    await page.locator('.address').waitFor();
    await shown.submit.click();
    await look('4-address');
    await shown.giveAddress();
    await look();
    await page.locator('.option:has([value="express"])').click();
    await shown.submit.click();
    await page.locator('.hold:visible').waitFor();
    await look('5-payment');

    await shown.part('code-title').click();
    await page.locator('[name="code"]').fill('NOSUCH');
    await page.keyboard.press('Enter');
    await page.locator('[data-part="code-error"]:visible').waitFor();
    await look();
    await page.getByText('0002').click();
    await shown.submit.click();
    await page.getByRole('alert').getByText(notCharged).waitFor();
    await look('6-declined');
    await page.getByText('4242').click();
    await shown.submit.click();

    const receipt = page.locator('.receipt');
    await receipt.waitFor();
    await look();
    let panels = 0;
    for (const act of await receipt.locator('[data-part="acts"] button').all()) {
      await act.click();
      await receipt.locator('[data-part="panel"] > :not(:has([role="status"]))').waitFor();
      await look(`7-receipt-${panels++}`);
      await receipt.locator('[data-part="panel"] button[type="button"]').last().click();
    }
    expect(shown.complaints).toEqual([]);
    await someone.close();
  });

  test('offers the page in the language of the conversation, once', async () => {
    const shown = await ShopPage.open(shopper);
    const { page } = shown;
    await shown.ask('busco un vestido rojo para mujer, por favor');
    await page.getByText('¿También la página en español?').waitFor();
    await keepPicture(page, 'phone-language-offer');
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await shown.ask('y también una falda negra, por favor');
    expect(await page.getByText('¿También la página en español?').isVisible()).toBe(false);

    await shown.ask('ich suche eine schwarze Hose für Herren, bitte');
    await page.getByRole('button', { name: 'Auf Deutsch' }).click();
    await page.getByPlaceholder('Was suchst du?').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    expect(shown.complaints).toEqual([]);
  });

  test.each([
    ['phone', {}],
    ['desk', { desk: true }],
  ])(
    'compares in a table that fits, and reads on where an answer comes from (%s)',
    async (device, options) => {
      const someone = await newShopper(browser, shop.api.base, options);
      const shown = await ShopPage.open(someone);
      const { page } = shown;
      const list = await shown.ask("women's dresses");
      const names = (await list.locator('.product__name').allTextContents()).slice(0, 3);
      const table = (await shown.ask('compare the first three')).getByRole('table');
      expect(await table.getByRole('columnheader').allTextContents()).toEqual(names);
      expect(await table.getByRole('cell').first().textContent()).toMatch(/^\$\d/);
      const spills = (element: Element) => element.scrollWidth > element.clientWidth;
      expect(await page.locator('.comparison').evaluate(spills)).toBe(false);
      expect(await page.locator('html').evaluate(spills)).toBe(false);
      await keepPicture(page, `${device}-compare`);

      const answer = await shown.ask("what's your return policy?");
      await keepPicture(page, `${device}-passage`);
      const title = await answer.getByRole('heading').textContent();
      await page.goto((await answer.getByRole('link').getAttribute('href')) ?? '');
      expect(await page.locator(':target').getByRole('heading').textContent()).toBe(title);
      await keepPicture(page, `${device}-help-page`);
      expect(shown.complaints).toEqual([]);
      await someone.close();
    },
  );

  test.each([
    ['phone', {}],
    ['desk', { desk: true }],
  ])('looks closely at a product and asks for others like it (%s)', async (device, options) => {
    const someone = await newShopper(browser, shop.api.base, options);
    const shown = await ShopPage.open(someone);
    const { page } = shown;
    const reply = await shown.ask("women's dresses");
    const card = reply.locator('.product').first();
    const name = (await card.locator('.product__name').textContent()) ?? '';
    const noted = page.waitForResponse((response) => /products\/\d+\/views$/.test(response.url()));
    await card.locator('.swatch').first().click();
    await card.locator('.size:has(input:enabled)').first().click();
    expect((await noted).status()).toBe(200);
    await keepPicture(page, `${device}-similar-1-card`);

    const before = await shown.replies.count();
    await card.getByRole('button', { name: `Similar items: ${name}` }).click();
    const similar = shown.replies.nth(before);
    await similar.locator('.product').first().waitFor();
    expect(await similar.textContent()).toContain('These are most like it:');
    expect(await similar.locator('.product__name').allTextContents()).not.toContain(name);
    expect((await shown.said()).at(-1)).toBe(`Show me something like ${name}`);
    await keepPicture(page, `${device}-similar-2-reply`);
    expect(shown.complaints).toEqual([]);
    await someone.close();
  });

  test('has everything about them erased, is told how it stands, and begins anew', async () => {
    const shown = await ShopPage.open(shopper);
    const { page } = shown;
    await shown.ask('my dog is called Floopernoodle');
    const conversation = new URL(page.url()).searchParams.get('conversation');
    const entries = async () =>
      (
        await shop.database.pool.query('select from conversation_events where conversation_id = $1', [
          conversation,
        ])
      ).rowCount;
    expect(await entries()).toBe(2);
    const sheet = page.getByRole('dialog', { name: 'Erase everything about me' });
    const openSheet = async () => {
      await page.locator('#account summary').click();
      await page.getByRole('button', { name: 'Erase everything about me' }).click();
      await sheet.waitFor();
    };
    await openSheet();
    const erase = sheet.getByRole('button', { name: 'Erase everything' });
    expect(await erase.isDisabled()).toBe(true);
    await keepPicture(page, 'erasure-1-ask');
    await sheet.getByLabel('I understand that this cannot be undone').check();
    await erase.click();
    await sheet.getByText('Everything about you is being erased. This takes some minutes.').waitFor();
    await keepPicture(page, 'erasure-2-begun');
    await sheet.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('heading', { name: 'What are you looking for?' }).waitFor();
    expect(await shown.said()).toEqual([]);
    await openSheet();
    await sheet.getByText('Everything about you is being erased.').waitFor();
    await until(async () => (await entries()) === 0, { what: 'the words to be gone', timeoutMs: 20_000 });
    expect(shown.complaints).toEqual([]);
  });

  test('finds everything again after a reload, and at another address of the shop', async () => {
    const shown = await atPayment();
    const said = await shown.said();
    await shown.page.reload();
    await shown.payButton.waitFor();
    expect(await shown.said()).toEqual(said);
    const other = await ShopPage.open(shopper, '/');
    await other.payButton.waitFor();
    expect(await other.said()).toEqual(said);
    expect(other.page.url()).toBe(shown.page.url());
  });

  test('has two tabs that stay in step, through the checkout too', async () => {
    const one = await ShopPage.open(shopper);
    await one.ask('hello');
    const two = await ShopPage.open(shopper, one.page.url());
    await two.replies.first().waitFor();

    const jeans = await two.ask("men's jeans under $50");
    await one.page.locator('.product').first().waitFor();
    await two.addToCart(jeans.locator('.product:has(input:enabled)').first());
    await one.page.getByRole('button', { name: 'Cart 1 item' }).waitFor();
    await one.checkOut();
    await two.checkout.getByText('Where should it go?').waitFor();
    await two.giveAddress();
    await one.checkout.getByText('How should it travel?').waitFor();
    expect(await one.said()).toEqual(await two.said());
    expect(await one.replies.count()).toBe(await two.replies.count());
  });

  test('writes while offline; it is kept over a reload, and sent once, in order, when online', async () => {
    const shown = await ShopPage.open(shopper);
    await shown.ask('hello');
    await shopper.route('**/v1/conversations/*/messages', (route) => route.abort('internetdisconnected'));
    await shown.write("men's jeans under $50");
    await shown.write('in blue');
    await shown.page.getByText('Waiting for connection').waitFor();
    await keepPicture(shown.page, 'phone-9-offline');
    await shown.page.reload();
    await shown.page.getByText('Waiting for connection').waitFor();
    expect(await shown.said()).toEqual(['hello', "men's jeans under $50", 'in blue']);

    await shopper.unroute('**/v1/conversations/*/messages');
    await shown.replies.nth(2).waitFor();
    await shown.replies.nth(2).getByText('in blue').first().waitFor();
    expect(await shown.said()).toEqual(['hello', "men's jeans under $50", 'in blue']);
    const id = new URL(shown.page.url()).searchParams.get('conversation');
    const { rows } = await shop.database.pool.query(
      "select from conversation_events where conversation_id = $1 and kind = 'message'",
      [id],
    );
    expect(rows).toHaveLength(3);
    await shown.page.evaluate(() => localStorage.clear());
    await shown.page.reload();
    await shown.replies.nth(2).waitFor();
    expect(await shown.said()).toEqual(['hello', "men's jeans under $50", 'in blue']);
  });

  test('is declined, tries another card with two quick taps, and is charged once', async () => {
    const shown = await atPayment();
    await shown.payWith('0002');
    await shown.checkout
      .getByText(/declined/)
      .first()
      .waitFor();
    await shown.checkout.getByRole('alert').getByText('Nothing was charged').waitFor();
    await keepPicture(shown.page, 'phone-10-declined');
    await shown.checkout.getByText('4242').click();
    await shown.payButton.dblclick();
    await shown.receipt.waitFor();
    expect(await shown.payButton.count()).toBe(0);
    const { rows } = await shop.database.pool.query(
      "select count(*)::int from payment_attempts join orders using (checkout_id) where operation = 'capture' and conversation_id = $1",
      [new URL(shown.page.url()).searchParams.get('conversation')],
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  test('goes to the bank and comes back to the receipt', async () => {
    const shown = await atPayment();
    await shown.payWith('3184');
    const link = shown.page.getByRole('link', { name: 'Confirm with your bank' });
    await link.waitFor();
    expect(await shown.payButton.count()).toBe(0);
    await keepPicture(shown.page, 'phone-11-bank');
    await link.click();
    await shown.page
      .getByRole('button', { name: /complete|approve|confirm|authori[sz]e/i })
      .first()
      .click();
    await shown.receipt.waitFor();
  });

  test('reads everything at a desk, in the dark', async () => {
    const desk = await newShopper(browser, shop.api.base, { desk: true, dark: true });
    const shown = await ShopPage.open(desk);
    const reply = await shown.ask("men's jeans under $50");
    await keepPicture(shown.page, 'desk-1-jeans');
    await shown.addToCart(reply.locator('.product:has(input:enabled)').first());
    await shown.page.getByRole('button', { name: 'Cart 1 item' }).click();
    await shown.page.getByRole('dialog', { name: 'Your cart' }).getByText('Subtotal').waitFor();
    await keepPicture(shown.page, 'desk-2-cart');
    expect(shown.complaints).toEqual([]);
    await desk.close();
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { createHelpTexts, readHelpTexts } from '../../../activities/adapters/help-texts/markdown.js';
import { parseSubject } from '../../../activities/adapters/help-texts/parse-subject.js';
import { Language, SHIPPING_COUNTRIES } from '../../../domain/index.js';
import { SHIPPING_RATES } from '../../../domain/shipping-rates.js';
import { RETURN_WINDOW_MS } from '../../../machines/order-rules.js';

const SHOES = `# Shoes

## Resoling boots
<!-- asked: new soles, cobbler -->

We resole **boots** of [any brand](https://example.com/boots), in:

- leather
- rubber

## Laces

Each pair comes with laces. Boots come with two. <script>alert(1)</script> <a href="javascript:x">no</a> [or](javascript:x)
`;
const shoes = createHelpTexts([parseSubject('shoes', SHOES)]);

test('a passage is plain text in the chat and markup on the page', () => {
  expect(shoes.passage('shoes-resoling-boots')).toMatchObject({
    title: 'Resoling boots',
    text: 'We resole boots of any brand, in:\n\n• leather\n• rubber',
    html: expect.stringContaining('<a href="https://example.com/boots">any brand</a>'),
  });
});

test('what is no Markdown does not reach the page', () => {
  expect(shoes.passage('shoes-laces')?.html).not.toMatch(/<script|<a|javascript|asked/);
});

test('a title and the words under it count more than the text', () => {
  expect(shoes.find('do you resole boots?')?.title).toBe('Resoling boots');
  expect(shoes.find('is there a cobbler')?.title).toBe('Resoling boots');
  expect(shoes.find('laces of boots')?.title).toBe('Laces');
});

test('what nothing is written about finds nothing', () => {
  expect(shoes.find('do you sell umbrellas')).toBeUndefined();
  expect(shoes.find('')).toBeUndefined();
  expect(shoes.find('brand rubber', { strict: true })).toBeUndefined();
});

test.each([
  ['no title here', /shoes\.md needs a title/],
  ['# Shoes\n\n## Laces\n\n<!-- asked: x -->', /"Laces" in shoes\.md says nothing/],
])('a file that cannot be understood is named, with what to do: %j', (source, message) => {
  expect(() => parseSubject('shoes', source)).toThrow(message);
});

test('two passages of one link are refused', () => {
  const twice = parseSubject('shoes', '# Shoes\n\n## Laces\n\nOne.\n\n## Laces\n\nTwo.');
  expect(() => createHelpTexts([twice])).toThrow('two passages are called "Laces"');
});

test('a shop without such files has no answers', () => {
  expect(readHelpTexts('/nowhere/at/all').subjects()).toEqual([]);
});

describe('a translation', () => {
  const german =
    '# Schuhe\n\n## Neue Sohlen {#resoling-boots}\n<!-- asked: Schuster -->\n\nWir besohlen Stiefel.';
  const help = createHelpTexts([parseSubject('shoes', SHOES)], { de: [parseSubject('shoes', german)] });

  test('has the link of what it translates, and is shown in its language alone', () => {
    expect(help.passage('shoes-resoling-boots', 'de')).toMatchObject({
      title: 'Neue Sohlen',
      text: 'Wir besohlen Stiefel.',
    });
    expect(help.passage('shoes-resoling-boots', 'es')?.title).toBe('Resoling boots');
    expect(help.passage('shoes-laces', 'de')?.title).toBe('Laces');
  });

  test('is found by its own words, and by the English ones where those find nothing', () => {
    const id = 'shoes-resoling-boots';
    expect(help.find('habt ihr neue Sohlen?', { language: 'de' })?.id).toBe(id);
    expect(help.find('gibt es hier einen Schuster', { language: 'de' })?.id).toBe(id);
    expect(help.find('cobbler', { language: 'de' })?.id).toBe(id);
    expect(help.find('Schuster')).toBeUndefined();
  });

  test('stands on the page between what is not translated, in the order of the original', () => {
    const [subject] = help.subjects('de');
    expect(subject?.title).toBe('Schuhe');
    expect(subject?.passages.map(({ title }) => title)).toEqual(['Neue Sohlen', 'Laces']);
  });
});

describe("the shop's own answers", () => {
  const help = readHelpTexts();
  const TRANSLATIONS = Language.options.filter((language) => language !== 'en');
  const idsIn = (folder: Language) => {
    const files = readdirSync(new URL(`../../../content/help/${folder}/`, import.meta.url)).sort();
    return files.flatMap((file) => {
      const source = readFileSync(
        new URL(`../../../content/help/${folder}/${file}`, import.meta.url),
        'utf8',
      );
      return parseSubject(file.replace('.md', ''), source).passages.map(({ id }) => id);
    });
  };

  test.each(TRANSLATIONS)('are all there in %s, each under the link of the original', (language) => {
    expect(idsIn(language)).toEqual(idsIn('en'));
  });

  test.each<[Language, string, string | undefined]>([
    ['es', '¿cuánto cuesta el envío?', 'shipping-what-shipping-costs-and-how-long-it-takes'],
    ['es', '¿enviáis a México?', 'shipping-where-we-ship-to'],
    ['es', '¿el envío es gratis?', 'shipping-free-shipping'],
    ['es', '¿cuál es vuestra política de devoluciones?', 'returns-how-to-return-something'],
    ['es', '¿cuánto tarda el reembolso?', 'returns-when-the-money-comes-back'],
    ['es', '¿puedo pagar con tarjeta?', 'payment-ways-to-pay'],
    ['es', '¿tenéis una guía de tallas?', 'sizes-finding-your-size'],
    ['es', '¿mis datos están seguros?', 'privacy-what-we-keep-about-you'],
    ['es', 'cuéntame un chiste', undefined],
    ['de', 'Was kostet der Versand?', 'shipping-what-shipping-costs-and-how-long-it-takes'],
    ['de', 'Liefert ihr in die Schweiz?', 'shipping-where-we-ship-to'],
    ['de', 'Ist die Lieferung kostenlos?', 'shipping-free-shipping'],
    ['de', 'Wie lange habe ich Zeit zum Zurückschicken?', 'returns-how-to-return-something'],
    ['de', 'Wann bekomme ich mein Geld zurück?', 'returns-when-the-money-comes-back'],
    ['de', 'Kann ich auf Rechnung bezahlen?', 'payment-ways-to-pay'],
    ['de', 'Habt ihr eine Größentabelle?', 'sizes-finding-your-size'],
    ['de', 'Habt ihr einen Laden in der Nähe?', 'shipping-picking-up-in-a-store'],
    ['de', 'erzähl mir einen Witz', undefined],
  ])('%s: %s', (language, question, id) => {
    expect(help.find(question, { language })?.id).toBe(id);
  });

  test.each(TRANSLATIONS)('promise the same figures in %s', (language) => {
    const figures = (id: string, spoken: Language) =>
      (help.passage(id, spoken)?.text.match(/\d+(?:[.,]\d+)?/g) ?? []).map((figure) =>
        figure.replace(',', '.'),
      );
    for (const id of idsIn('en')) expect([id, figures(id, language)]).toEqual([id, figures(id, 'en')]);
  });
  const text = (id: string) => help.passage(id)?.text ?? '';

  test.each([
    ["what's your return policy?", 'returns-how-to-return-something'],
    ['how long does a refund usually take', 'returns-when-the-money-comes-back'],
    ['do you ship to norway', 'shipping-where-we-ship-to'],
    ['free delivery?', 'shipping-free-shipping'],
    ['which cards do you take', 'payment-ways-to-pay'],
    ['gift cards?', 'discounts-gift-cards'],
    ['is my data safe with you', 'privacy-what-we-keep-about-you'],
    ['do you have a size chart', 'sizes-finding-your-size'],
    ['tell me a joke', undefined],
    ['what is the capital of peru', undefined],
  ])('%s', (question, id) => {
    expect(help.find(question)?.id).toBe(id);
  });

  test('promise what the shop does', () => {
    for (const { name } of SHIPPING_COUNTRIES) expect(text('shipping-where-we-ship-to')).toContain(name);
    const [standard, express] = SHIPPING_RATES.domestic;
    const costs = text('shipping-what-shipping-costs-and-how-long-it-takes');
    for (const { bands, days } of [standard, express]) {
      expect(costs).toContain(`${days.min} to ${days.max} working days`);
      expect(costs).toContain(`$${(bands[0].price / 100).toFixed(2)}`);
    }
    expect(text('shipping-free-shipping')).toContain(((standard.freeFrom ?? 0) / 100).toFixed(2));
    expect(text('returns-how-to-return-something')).toContain(`${RETURN_WINDOW_MS / 86_400_000} days`);
  });
});

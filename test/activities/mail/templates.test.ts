import path from 'node:path';
import { simpleParser } from 'mailparser';
import nodemailer from 'nodemailer';
import { createEtaMailTemplates } from '../../../activities/adapters/mail-templates/eta.js';
import { MAIL_NAMES, type RenderedMail } from '../../../activities/ports/index.js';
import { Language } from '../../../domain/index.js';
import { SAMPLES } from './sample-letters.js';

const folder = path.join(import.meta.dirname, '../../../content/mail');
const templates = createEtaMailTemplates(folder);

const cases = Language.options.flatMap((language) =>
  MAIL_NAMES.flatMap((name) =>
    SAMPLES[name].map(
      (data, index) => [`${name} (${index + 1}, ${language})`, name, language, data] as const,
    ),
  ),
);

/** The mail as a client reads it, after its way through MIME. */
async function delivered(mail: RenderedMail) {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true });
  const { message } = await transport.sendMail({
    from: 'shop@shop.example',
    to: 'ada@shop.example',
    ...mail,
  });
  return simpleParser(message as Buffer);
}

test.each(cases)(
  '%s says something in subject, text and HTML, and nothing that is missing',
  async (_, name, language, data) => {
    const mail = await delivered(templates.render(name, language, data));
    const html = mail.html || '';
    expect(mail.subject?.length).toBeGreaterThan(5);
    for (const part of [mail.subject ?? '', mail.text ?? '', html]) {
      expect(part).not.toMatch(/undefined|null|NaN|\[object|<%|%>/);
    }
    expect(mail.text?.length).toBeGreaterThan(80);
    expect(html).toContain('</html>');
    expect(mail.text).not.toMatch(/<[a-z]|\n{4}/);
  },
);

test.each(cases)('%s loads nothing from elsewhere, and runs nothing', (_, name, language, data) => {
  const { html } = templates.render(name, language, data);
  expect(html).not.toMatch(/<(img|script|link|iframe|form)\b|\bsrc=|url\(|@import/i);
});

test.each(cases)('%s leaves light and dark to the reader', (_, name, language, data) => {
  const { html } = templates.render(name, language, data);
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
  expect(html).not.toMatch(/background(-color)?:\s*(#fff|white)|[^-]color:\s*(#000|black)/i);
});

test.each(cases)(
  '%s, short of one of its values, is not written rather than saying "undefined"',
  (_, name, language, data) => {
    const rendered = Object.keys(data).map((key) => {
      const { [key]: __, ...rest } = data as Record<string, unknown>;
      try {
        return templates.render(name, language, rest).html;
      } catch (error) {
        return String(error);
      }
    });
    for (const result of rendered) expect(result).not.toContain('undefined');
  },
);

test('the receipt has every line, every total, the address and the way it travels, in both parts', async () => {
  const mail = await delivered(templates.render('receipt', 'en', SAMPLES.receipt[0] ?? {}));
  for (const part of [mail.text ?? '', mail.html || '']) {
    for (const words of [
      'S-100042',
      'November 23, 2026',
      'Slim Jeans',
      'size 32, blue',
      '$99.80',
      'Wool Scarf',
    ]) {
      expect(part).toContain(words);
    }
    for (const words of [
      '$119.80',
      '$5.95',
      '$8.69',
      '$134.44',
      '12 Analytical Way',
      'San Francisco, CA 94103',
    ]) {
      expect(part).toContain(words);
    }
    expect(part).toContain('Standard, 3 to 5 working days');
  }
  expect(mail.subject).toBe('Your receipt for order S-100042');
});

test('a hostile name is words and nothing else', async () => {
  const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)> "\'& Bcc: all@shop.example';
  const data = { ...SAMPLES.receipt[0], firstName: hostile };
  const { html, text } = templates.render('receipt', 'en', data);
  expect(html).not.toMatch(/<script|<img/);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(text).toContain(hostile);
});

test('a line break in what goes into a subject starts no header', async () => {
  const item = {
    name: 'Jeans\r\nBcc: all@shop.example',
    brand: 'K',
    variant: '',
    quantity: 1,
    price: '$1.00',
  };
  const mail = await delivered(
    templates.render('back_in_stock', 'en', { ...SAMPLES.back_in_stock[0], item }),
  );
  expect(mail.subject).toBe('Back in stock: Jeans Bcc: all@shop.example');
  expect(mail.bcc).toBeUndefined();
});

test('mail that no order asks for says how to end it; mail about an order does not offer to', async () => {
  for (const name of MAIL_NAMES) {
    const mail = await delivered(templates.render(name, 'en', SAMPLES[name][0] ?? {}));
    const offers = ['back_in_stock', 'abandoned_cart'].includes(name);
    for (const part of [mail.text ?? '', mail.html || '']) {
      expect(part.includes('https://shop.example/unsubscribe/token.signature')).toBe(offers);
    }
  }
});

test('a template that asks for what it is not given is found out, with the name of that', () => {
  expect(() => templates.render('receipt', 'en', { ...SAMPLES.receipt[0], order: {} })).toThrow(
    /"order\.\w+"/,
  );
});

test.each([
  ['es', 'Tu recibo del pedido S-100042', 'Gracias, Ada', 'Se envía a'],
  ['de', 'Dein Beleg zu Bestellung S-100042', 'Danke, Ada', 'Geht an'],
] as const)('a receipt in %s', async (language, subject, thanks, goesTo) => {
  const mail = await delivered(templates.render('receipt', language, { ...SAMPLES.receipt[0], language }));
  expect(mail.subject).toBe(subject);
  for (const part of [mail.text ?? '', mail.html || '']) {
    expect(part).toContain(thanks);
    expect(part).toContain(goesTo);
    expect(part).not.toMatch(/\b(?:the|your|order|you)\b/i);
  }
  expect(mail.html).toContain(`<html lang="${language}">`);
});

test('a folder without a language is refused at once, and says which', () => {
  expect(() => createEtaMailTemplates('/nowhere')).toThrow('there are no mail templates in /nowhere');
});

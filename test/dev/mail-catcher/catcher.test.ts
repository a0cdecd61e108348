import { createSmtpMail } from '../../../activities/adapters/mail/smtp.js';
import { startMailCatcher } from '../../../dev/mail-catcher/index.js';

let catcher: Awaited<ReturnType<typeof startMailCatcher>>;
let mail: ReturnType<typeof createSmtpMail>;
beforeAll(async () => {
  catcher = await startMailCatcher({ smtpPort: 0, pagePort: 0 });
  mail = createSmtpMail({ url: catcher.smtpUrl, from: 'The shop <orders@shop.example>' });
});
afterAll(async () => {
  await mail.close();
  await catcher.close();
});

const send = (subject: string, html = '<p>Thank you</p>') =>
  mail.send({
    id: subject,
    to: { name: 'Ada', address: 'ada@example.com' },
    subject,
    text: 'Thank you',
    html,
  });
const get = (path: string) => fetch(catcher.pageUrl + path);

test('shows what was sent, newest first, and each mail in its parts', async () => {
  await send('Your first receipt');
  await send('Your second receipt');
  const list = await (await get('/')).text();
  expect(list.indexOf('second')).toBeLessThan(list.indexOf('first'));
  const [, path = ''] = /href="(\/mails\/\d+)">Your first/.exec(list) ?? [];
  const page = await (await get(path)).text();
  for (const words of ['ada@example.com', 'Thank you', 'Message-ID']) expect(page).toContain(words);
  expect(await (await get(`${path}/html`)).text()).toContain('<p>Thank you</p>');
});

test('a mail full of markup and scripts shows itself and runs nothing', async () => {
  const hostile = '<script>alert(1)</script>';
  await send(hostile, hostile);
  const list = await (await get('/')).text();
  expect(list).toContain('&lt;script&gt;alert(1)');
  const [, path = ''] = /href="(\/mails\/\d+)">&lt;script/.exec(list) ?? [];
  expect(await (await get(path)).text()).not.toContain(hostile);
  const html = await get(`${path}/html`);
  expect(html.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
});

test('keeps the newest alone, and listens on this machine alone', async () => {
  for (let n = 0; n < 205; n++) await send(`mail ${n}`);
  const mails = (await (await get('/mails.json')).json()) as { subject: string }[];
  expect(mails).toHaveLength(200);
  expect(mails[0]?.subject).toBe('mail 204');
  for (const url of [catcher.smtpUrl, catcher.pageUrl]) expect(new URL(url).hostname).toBe('127.0.0.1');
});

test('what is not there is not there', async () => {
  for (const path of ['/mails/99999', '/mails/1/other', '/etc/passwd'])
    expect((await get(path)).status).toBe(404);
});

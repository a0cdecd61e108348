import { createSmtpMail } from '../../../activities/adapters/mail/smtp.js';
import {
  type Mail,
  type MailMessage,
  MailPostponed,
  MailRefused,
  MailServerAway,
} from '../../../activities/ports/index.js';
import { refusal, type Smtp, startRawServer, startSmtp } from './smtp-under-test.js';

jest.setTimeout(30_000);

const message: MailMessage = {
  id: 'order.placed.1',
  to: { name: 'Ada "the first" Lovelace', address: 'ada@example.com' },
  subject: 'Your receipt',
  text: 'Thank you — naïve café',
  html: '<p>Thank you</p>',
};

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

function mailTo(url: string, timeoutMs = 500): Mail {
  const mail = createSmtpMail({ url, from: 'The shop <orders@shop.example>', timeoutMs });
  open.push(mail);
  return mail;
}

async function smtp(...options: Parameters<typeof startSmtp>) {
  const server = await startSmtp(...options);
  open.push(server);
  return server;
}

async function raw(...options: Parameters<typeof startRawServer>) {
  const server = await startRawServer(...options);
  open.push(server);
  return server;
}

const errorOf = (sending: Promise<void>) =>
  sending.then(
    () => 'sent' as const,
    (error: Error) => error,
  );

test('a mail arrives with both its parts, from the shop to the shopper', async () => {
  const server = await smtp();
  await mailTo(server.url).send(message);
  const [mail] = server.mails;
  expect(mail).toMatchObject({ subject: 'Your receipt', messageId: '<order.placed.1@shop.example>' });
  expect(mail?.from?.value).toEqual([{ name: 'The shop', address: 'orders@shop.example' }]);
  expect(mail?.to).toMatchObject({ value: [message.to] });
  expect(mail?.text).toContain('naïve café');
  expect(mail?.html).toContain('<p>Thank you</p>');
});

test('a mail that is sent again is recognisable as the same', async () => {
  const server = await smtp();
  const mail = mailTo(server.url);
  for (let n = 0; n < 2; n++) await mail.send(message);
  const [first, second] = server.mails.map(({ messageId }) => messageId);
  expect([first, second]).toEqual(['<order.placed.1@shop.example>', first]);
});

test('mail that nobody ordered can be ended with one click (RFC 8058)', async () => {
  const server = await smtp();
  const mail = mailTo(server.url);
  await mail.send({ ...message, unsubscribeUrl: 'https://shop.example/unsubscribe/t' });
  await mail.send(message);
  const headers = server.mails.map((each) => [
    each.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line,
    each.headerLines.find(({ key }) => key === 'list-unsubscribe-post')?.line,
  ]);
  expect(headers).toEqual([
    [
      'List-Unsubscribe: <https://shop.example/unsubscribe/t>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    ],
    [undefined, undefined],
  ]);
});

test('a name or a subject with line breaks adds no recipient', async () => {
  const recipients: string[] = [];
  const server = await smtp({
    onRcptTo({ address }, _session, done) {
      recipients.push(address);
      done();
    },
  });
  await mailTo(server.url).send({
    ...message,
    to: { name: 'Ada\r\nBcc: all@example.com', address: 'ada@example.com' },
    subject: 'Hello\r\nBcc: all@example.com',
  });
  expect(recipients).toEqual(['ada@example.com']);
  expect(server.mails[0]?.bcc).toBeUndefined();
});

test.each([
  ['the address', { onRcptTo: (_a, _s, done) => done(refusal(550, 'no such user <ada@example.com>')) }],
  [
    'the message',
    {
      onData(stream, _s, done) {
        stream.resume().on('end', () => done(refusal(554, 'not wanted, ada@example.com')));
      },
    },
  ],
] satisfies [string, Parameters<typeof startSmtp>[0]][])(
  'a server that refuses %s with 5xx refuses for good, and its words name no address',
  async (_what, options) => {
    const server = await smtp(options);
    const error = await errorOf(mailTo(server.url).send(message));
    expect(error).toBeInstanceOf(MailRefused);
    expect(String(error)).not.toContain('ada@example.com');
    expect(String(error)).toMatch(/no such user|not wanted/);
  },
);

test.each([
  ['the address', { onRcptTo: (_a, _s, done) => done(refusal(450, 'greylisted')) }],
  [
    'the message',
    {
      onData(stream, _s, done) {
        stream.resume().on('end', () => done(refusal(452, 'no room')));
      },
    },
  ],
] satisfies [string, Parameters<typeof startSmtp>[0]][])(
  'a server that answers %s with 4xx asks for this mail later',
  async (_what, options) => {
    const server = await smtp(options);
    expect(await errorOf(mailTo(server.url).send(message))).toBeInstanceOf(MailPostponed);
  },
);

test('an address that cannot be one is refused without asking', async () => {
  const server = await smtp();
  const to = { name: 'Nobody', address: 'nobody' };
  expect(await errorOf(mailTo(server.url).send({ ...message, to }))).toBeInstanceOf(MailRefused);
});

test.each([
  ['does not know our password', { onAuth: (_a, _s, done) => done(refusal(535, 'wrong')) }],
  ['refuses us as a sender', { onMailFrom: (_a, _s, done) => done(refusal(550, 'who are you')) }],
  ['is closing down', { onRcptTo: (_a, _s, done) => done(refusal(421, 'closing')) }],
] satisfies [string, Parameters<typeof startSmtp>[0]][])(
  'a server that %s says nothing about this mail',
  async (_what, options) => {
    const server = await smtp({ allowInsecureAuth: true, ...options });
    const url = server.url.replace('smtp://', 'smtp://shop:secret@');
    expect(await errorOf(mailTo(url).send(message))).toBeInstanceOf(MailServerAway);
  },
);

test('no server is a server away', async () => {
  const server = await startSmtp();
  await server.close();
  expect(await errorOf(mailTo(server.url).send(message))).toBeInstanceOf(MailServerAway);
});

test.each([
  ['never says a word', () => undefined],
  ['cuts the connection', (socket: { destroy(): void }) => socket.destroy()],
  [
    'speaks something else',
    (socket: { end(words: string): void }) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
  ],
] as const)('a server that %s is away, within the time-out', async (_what, onConnection) => {
  const server = await raw(onConnection);
  expect(await errorOf(mailTo(server.url, 200).send(message))).toBeInstanceOf(MailServerAway);
});

test.each(['hangs', 'breaks off'])(
  'a server that is there, but %s at this very mail, is no reason to keep the others waiting',
  async (what) => {
    const server: Smtp = await smtp({ onData: () => what === 'breaks off' && server.cut() });
    expect(await errorOf(mailTo(server.url, 400).send(message))).toBeInstanceOf(MailPostponed);
  },
);

test('after a cut, the next mail finds its way by itself', async () => {
  const first = await startSmtp();
  const mail = mailTo(first.url);
  await mail.send(message);
  await first.close();
  expect(await errorOf(mail.send(message))).toBeInstanceOf(MailServerAway);
  const second = await smtp({}, first.port);
  await mail.send(message);
  expect(second.mails).toHaveLength(1);
});

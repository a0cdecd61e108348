import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { type CaughtMail, listPage, mailPage } from './pages.js';

/** Mails are kept in memory, the newest of them: a catcher is no archive. */
const MOST_MAILS = 200;
const MOST_BYTES = 1024 * 1024;
const HOST = '127.0.0.1';

/** The HTML of a mail is somebody else's: it may show itself, and run and fetch nothing. */
const SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
const PAGES = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'";

/** Takes every mail, sends none on, and shows them on a page. Reachable from this machine alone. */
export async function startMailCatcher({ smtpPort, pagePort }: { smtpPort: number; pagePort: number }) {
  const mails: CaughtMail[] = [];
  let caught = 0;

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    size: MOST_BYTES,
    onData(stream, _session, done) {
      simpleParser(stream).then(({ subject = '', to, date, text = '', html, headerLines }) => {
        const recipients = [to ?? []]
          .flat()
          .map((each) => each.text)
          .join(', ');
        const headers = headerLines.map(({ line }) => line).join('\n');
        mails.unshift({
          id: ++caught,
          at: date ?? new Date(),
          to: recipients,
          subject,
          text,
          html: html || '',
          headers,
        });
        mails.splice(MOST_MAILS);
        done();
      }, done);
    },
  });
  smtp.on('error', () => undefined); // a client that breaks off is no reason to stop

  const pages = createServer((request, response) => {
    const [, id, part] = /^\/mails\/(\d+)(\/html)?$/.exec(request.url ?? '') ?? [];
    const mail = mails.find((each) => String(each.id) === id);
    const send = (status: number, type: string, policy: string, body: string) =>
      response
        .writeHead(status, {
          'content-type': type,
          'content-security-policy': policy,
          'cache-control': 'no-store',
        })
        .end(body);
    if (request.method !== 'GET') return send(405, 'text/plain', PAGES, 'read only\n');
    if (request.url === '/') return send(200, 'text/html; charset=utf-8', PAGES, listPage(mails));
    if (request.url === '/mails.json') return send(200, 'application/json', PAGES, JSON.stringify(mails));
    if (mail && part) return send(200, 'text/html; charset=utf-8', SANDBOX, mail.html);
    if (mail) return send(200, 'text/html; charset=utf-8', PAGES, mailPage(mail));
    return send(404, 'text/plain', PAGES, 'there is no such mail here\n');
  });

  await new Promise<void>((resolve, reject) => {
    smtp.server.once('error', reject);
    smtp.listen(smtpPort, HOST, resolve);
  });
  await new Promise<void>((resolve, reject) => {
    pages.once('error', reject);
    pages.listen(pagePort, HOST, resolve);
  });
  const portOf = (address: AddressInfo | string | null) => (address as AddressInfo).port;
  return {
    smtpUrl: `smtp://${HOST}:${portOf(smtp.server.address())}`,
    pageUrl: `http://${HOST}:${portOf(pages.address())}`,
    async close() {
      pages.closeAllConnections();
      await new Promise((resolve) => pages.close(resolve));
      const closed = new Promise<void>((resolve) => smtp.close(() => resolve()));
      // Clients keep connections in pools; they open new ones when they need them.
      for (const { _socket } of smtp.connections as Set<{ _socket: { destroy(): void } }>) _socket.destroy();
      await closed;
    },
  };
}

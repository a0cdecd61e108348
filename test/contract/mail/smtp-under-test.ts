import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A real mail server on a free port, which keeps what it takes. */
export async function startSmtp(options: SMTPServerOptions = {}, port = 0) {
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
      }, done);
    },
    ...options,
  });
  server.on('error', () => undefined); // a client that breaks off is no news here
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: listening } = server.server.address() as AddressInfo;
  const cut = () => {
    for (const { _socket: socket } of server.connections as Set<{ _socket: Socket }>) socket.destroy();
  };
  return {
    mails,
    port: listening,
    url: `smtp://127.0.0.1:${listening}`,
    /** Breaks every connection that is open. */
    cut,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut(); // pooled connections would keep it open
      return closed;
    },
  };
}
export type Smtp = Awaited<ReturnType<typeof startSmtp>>;

/** An answer with this code, as smtp-server gives it. */
export function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}

/** A server that does with each connection what it is told, and speaks no further SMTP. */
export async function startRawServer(onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

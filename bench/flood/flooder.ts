import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * One source that asks far too much: so many requests a second, whether or not the former have been answered, on some
 * connections that it keeps while it may. A program of its own: `flood` starts it and reads the line that it prints.
 * Bounded in time and number.
 */
export interface FloodOrder {
  port: number;
  /** The address that it comes from. */
  from: string;
  perSecond: number;
  seconds: number;
  connections: number;
}

export interface FloodReport {
  /** Requests that were written, in all and each second. */
  sent: number;
  perSecond: number;
  /** Answers, by status. */
  answers: Record<string, number>;
  /** Connections that were opened. */
  connections: number;
}

const TICK_MS = 4;
const order: FloodOrder = JSON.parse(process.argv[2] ?? '{}');
// The dearest thing that anybody may ask for: a conversation of their own.
const REQUEST =
  `POST /v1/conversations HTTP/1.1\r\nhost: 127.0.0.1:${order.port}\r\ncontent-type: application/json\r\n` +
  'content-length: 2\r\n\r\n{}';

const answers: Record<string, number> = {};
const sockets: Socket[] = [];
let opened = 0;
let sent = 0;

function open(): Socket {
  opened += 1;
  const socket = connect({ port: order.port, host: '127.0.0.1', localAddress: order.from });
  socket.setNoDelay(true);
  socket.on('error', () => undefined); // a connection that is closed under us is what we ask for
  socket.on('data', (chunk) => {
    for (const [, status = '?'] of chunk.toString('latin1').matchAll(/HTTP\/1\.1 (\d{3})/g))
      answers[status] = (answers[status] ?? 0) + 1;
  });
  return socket;
}

const began = performance.now();
const total = order.perSecond * order.seconds;
for (let elapsed = 0; sent < total && elapsed < order.seconds; ) {
  await pause(TICK_MS);
  elapsed = (performance.now() - began) / 1_000;
  const due = Math.min(total, Math.floor(elapsed * order.perSecond));
  for (; sent < due; sent++) {
    const place = sent % order.connections;
    let socket = sockets[place];
    if (!socket?.writable) {
      socket?.destroy();
      socket = open();
      sockets[place] = socket;
    }
    socket.write(REQUEST);
  }
}
const seconds = (performance.now() - began) / 1_000;
for (const socket of sockets) socket?.destroy();
const report: FloodReport = { sent, perSecond: Math.round(sent / seconds), answers, connections: opened };
process.stdout.write(`${JSON.stringify(report)}\n`);

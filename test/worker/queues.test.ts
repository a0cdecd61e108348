import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { until } from '../../dev/until.js';
import { checkoutWorkflowId } from '../../workflows/messages.js';
import type { Json } from '../api/support/client.js';
import { payable } from '../api/support/payable.js';
import { type Shop, startShop } from '../api/support/shop.js';
import { temporalAddress } from '../support/servers.js';

jest.setTimeout(90_000);

const queues = { payments: `payments-${randomUUID()}`, background: `background-${randomUUID()}` };
const soon = <Found>(what: string, check: () => Promise<Found>) => until(check, { what, timeoutMs: 30_000 });

/** Takes connections and says nothing. */
let mailServer: Server;
const waiting: Socket[] = [];
let shop: Shop;
let temporal: Connection;
beforeAll(async () => {
  mailServer = createServer((socket) => void waiting.push(socket.on('error', () => undefined)));
  await once(mailServer.listen(0, '127.0.0.1'), 'listening');
  const { port } = mailServer.address() as { port: number };
  const more = {
    TASK_QUEUE_PAYMENTS: queues.payments,
    TASK_QUEUE_BACKGROUND: queues.background,
    // One thing at a time, of each kind: who waits for the mail server would wait for all.
    WORKER_ACTIVITIES: '1',
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'shop@shop.example',
  };
  [shop, temporal] = await Promise.all([
    startShop({ more }),
    Connection.connect({ address: temporalAddress() }),
  ]);
});
afterAll(async () => {
  await shop?.close();
  await temporal?.close();
  for (const socket of waiting) socket.destroy();
  mailServer?.close();
});

async function buy(): Promise<Json> {
  const guest = shop.guest();
  const { checkout, total } = await payable(shop, guest);
  const json = { paymentMethod: 'pm_card_visa', quotedTotal: total };
  expect((await guest.ask('POST', `/v1/checkouts/${checkout}/payment`, { json })).status).toBe(200);
  return await soon('the order', async () => {
    const { body } = await guest.ask('GET', `/v1/checkouts/${checkout}`);
    return body.state === 'completed' && body;
  });
}

test('shoppers talk and pay while the only place for background work is taken', async () => {
  await buy();
  const { workflow } = new Client({ connection: temporal });
  const delivery = await workflow.start('mailDelivery', {
    workflowId: `mail-delivery-${randomUUID()}`,
    taskQueue: queues.background,
    args: [],
  });
  await soon('the receipt of the first order to be at the mail server', async () => waiting.length > 0);

  const { id } = await buy();
  // The mail is under way as it was: nothing of what was bought meanwhile has waited for it.
  const { raw } = await delivery.describe();
  expect(raw.pendingActivities).toMatchObject([{ attempt: 1 }]);
  expect(waiting.filter((socket) => !socket.destroyed)).toHaveLength(1);
  const checkout = await workflow.getHandle(checkoutWorkflowId(id)).describe();
  expect(checkout.taskQueue).toBe(queues.payments);
});

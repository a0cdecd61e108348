import { randomUUID } from 'node:crypto';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import pino from 'pino';
import { createPersonalFields } from '../../../activities/adapters/encryption/personal-fields.js';
import { createPostgresUnsubscribes } from '../../../activities/adapters/unsubscribes/postgres.js';
import { readConfig } from '../../../config/index.js';
import { startSandbox } from '../../../dev/stripe-sandbox/index.js';
import type {
  Action,
  Block,
  CheckoutId,
  ConversationId,
  MessageId,
  ShopperId,
} from '../../../domain/index.js';
import { composeActivities } from '../../../worker/activities.js';
import { versionedWorker } from '../../../worker/versioning.js';
import {
  checkoutWorkflowId,
  conversationWorkflowId,
  type RunLimits,
  type TurnResult,
  turnUpdate,
} from '../../../workflows/messages.js';
import { emptyDatabase, temporalAddress, testDatabase } from '../../support/servers.js';
import { workflowBundle } from '../../support/workflow-bundle.js';

let installed = false;

/** A worker with the real activities on the real servers, and the bank's sandbox; no api in between. */
export async function startWorkflows({
  holdSeconds = 900,
  paymentOptions = 'card',
  environment = {},
  deployment,
}: {
  holdSeconds?: number;
  paymentOptions?: string;
  /** More of the configuration, such as another payment provider. */
  environment?: Record<string, string>;
  /** Name of a worker deployment: its workers are told apart, and the first is of version 1. */
  deployment?: string;
} = {}) {
  if (!installed) Runtime.install({ logger: new DefaultLogger('ERROR') });
  installed = true;
  const [database, bankDatabase] = [await testDatabase(), await emptyDatabase()];
  const bank = await startSandbox({
    databaseUrl: bankDatabase.url,
    webhookUrl: 'http://127.0.0.1:9/',
    webhookRetryMs: 60_000,
  });
  const taskQueue = `workflows-${randomUUID()}`;
  const config = readConfig({
    DATABASE_URL: database.urlAs('worker'),
    CATALOG_DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporalAddress(),
    TASK_QUEUE: taskQueue,
    STRIPE_API_URL: bank.url,
    COOKIE_SECRET: 'cookie-secret-of-the-tests',
    STAFF_TOKEN: 'staff-token-of-the-tests',
    HOLD_SECONDS: String(holdSeconds),
    PAYMENT_OPTIONS: paymentOptions,
    ...environment,
  });
  const { activities, outboxCounts, dataConverter, close } = composeActivities(
    config,
    pino({ level: 'silent' }),
  );
  const unsubscribes = createPostgresUnsubscribes(database.pool, {
    secrets: config.COOKIE_SECRET,
    fields: createPersonalFields(config.ENCRYPTION_KEYS),
  });
  const native = await NativeConnection.connect({ address: temporalAddress() });
  const startWorker = async (buildId = '1') => {
    const worker = await Worker.create({
      ...versionedWorker(deployment ? { deploymentName: deployment, buildId } : undefined),
      connection: native,
      taskQueue,
      workflowBundle: await workflowBundle(),
      activities,
      ...(dataConverter && { dataConverter }),
    });
    return { worker, running: worker.run() };
  };
  let current = await startWorker();
  const connection = await Connection.connect({ address: temporalAddress() });
  const client = new Client({ connection, ...(dataConverter && { dataConverter }) });

  return {
    client,
    taskQueue,
    activities,
    outboxCounts,
    pool: database.pool,
    /** Of its database. */
    url: database.url,
    urlAs: database.urlAs,
    /** As the link in a mail does. */
    unsubscribe: (email: string) => unsubscribes.unsubscribe(unsubscribes.tokenFor(email)),
    bank,
    /** One worker leaves and another one, which remembers nothing, goes on. */
    async replaceWorker() {
      current.worker.shutdown();
      await current.running;
      current = await startWorker();
    },
    /** Another worker comes up beside the first one. */
    startWorker,
    /** The first worker leaves for good. */
    async stopWorker() {
      current.worker.shutdown();
      await current.running;
    },
    guest: (limits?: Partial<RunLimits>) => Guest.arrive(database.pool, client, taskQueue, limits),
    checkout: (id: CheckoutId) => client.workflow.getHandle(checkoutWorkflowId(id)),
    /** What the bank has done, for audits. */
    async ledger() {
      return (await fetch(`${bank.url}/_sandbox/ledger`)).json();
    },
    async faults(...faults: object[]) {
      for (const fault of faults) {
        const response = await fetch(`${bank.url}/_sandbox/faults`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(fault),
        });
        if (!response.ok) throw new Error(`the sandbox refused a fault: ${await response.text()}`);
      }
    },
    async repair() {
      await fetch(`${bank.url}/_sandbox/faults`, { method: 'DELETE' });
    },
    async close() {
      if (current.worker.getState() === 'RUNNING') current.worker.shutdown();
      await current.running;
      await close();
      await connection.close();
      await native.close();
      await bank.close();
      await bankDatabase.close();
      await database.close();
    },
  };
}
export type Workflows = Awaited<ReturnType<typeof startWorkflows>>;

type Pool = Awaited<ReturnType<typeof testDatabase>>['pool'];

/** A shopper with a conversation: stores messages as the api does, and takes turns. */
export class Guest {
  readonly id = randomUUID() as ConversationId;
  readonly shopperId = randomUUID() as ShopperId;
  readonly #pool: Pool;
  readonly #client: Client;
  readonly #taskQueue: string;
  readonly #limits: Partial<RunLimits> | undefined;

  private constructor(pool: Pool, client: Client, taskQueue: string, limits?: Partial<RunLimits>) {
    this.#pool = pool;
    this.#client = client;
    this.#taskQueue = taskQueue;
    this.#limits = limits;
  }

  static async arrive(
    pool: Pool,
    client: Client,
    taskQueue: string,
    limits?: Partial<RunLimits>,
  ): Promise<Guest> {
    const guest = new Guest(pool, client, taskQueue, limits);
    await pool.query('insert into shoppers (id) values ($1)', [guest.shopperId]);
    await pool.query('insert into conversations (id, shopper_id) values ($1, $2)', [
      guest.id,
      guest.shopperId,
    ]);
    return guest;
  }

  get handle() {
    return this.#client.workflow.getHandle(conversationWorkflowId(this.id));
  }

  /** One turn: returns the reply's blocks. */
  async say(text: string, action?: Action): Promise<Block[]> {
    const messageId = randomUUID() as MessageId;
    await this.store(messageId, text, action);
    return this.replyAt((await this.turn(messageId, action)).seq);
  }

  async store(messageId: MessageId, text: string, action?: Action): Promise<void> {
    await this.#pool.query(
      `with numbered as (update conversations set last_seq = last_seq + 1 where id = $1 returning last_seq)
       insert into conversation_events (conversation_id, seq, kind, ref, payload)
       select $1, last_seq, 'message', $2, $3 from numbered`,
      [this.id, messageId, JSON.stringify({ text, action })],
    );
  }

  turn(messageId: MessageId, action?: Action): Promise<TurnResult> {
    return this.#client.workflow.executeUpdateWithStart(turnUpdate, {
      updateId: messageId,
      args: [{ messageId, action }],
      startWorkflowOperation: new WithStartWorkflowOperation('conversation', {
        workflowId: conversationWorkflowId(this.id),
        taskQueue: this.#taskQueue,
        args: [{ conversationId: this.id, shopperId: this.shopperId, limits: this.#limits }],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    });
  }

  async replyAt(seq: number): Promise<Block[]> {
    const { rows } = await this.#pool.query(
      'select payload from conversation_events where conversation_id = $1 and seq = $2',
      [this.id, seq],
    );
    return rows[0].payload.blocks;
  }

  /** Kinds and refs of everything in the transcript, in order. */
  async transcript(): Promise<{ seq: number; kind: string; ref: string; payload: never }[]> {
    const { rows } = await this.#pool.query(
      'select seq, kind, ref, payload from conversation_events where conversation_id = $1 order by seq',
      [this.id],
    );
    return rows;
  }

  /** Puts units of a variant that is in stock into the cart. */
  async fillCart(quantity = 1, sku?: string): Promise<{ sku: string; productId: number; price: number }> {
    const { rows } = await this.#pool.query(
      `select v.sku, v.product_id as "productId", p.retail_price as price from variants v join products p on p.id = v.product_id
       where ($1::text is null or v.sku = $1) and v.stock >= $2 order by v.stock desc, v.sku limit 1`,
      [sku ?? null, quantity],
    );
    const variant = rows[0];
    await this.say('Add', { type: 'add_to_cart', productId: variant.productId, sku: variant.sku, quantity });
    return variant;
  }

  /** Opens a checkout over what is in the cart. */
  async checkOut(): Promise<CheckoutId> {
    const blocks = await this.say('Check out', { type: 'checkout' });
    const opened = blocks.find((block) => block.type === 'checkout');
    if (!opened) throw new Error(`no checkout was opened: ${JSON.stringify(blocks)}`);
    return opened.checkoutId;
  }
}

/** The words of a reply. */
export function wordsOf(blocks: readonly Block[]): string {
  return blocks.flatMap((block) => ('text' in block ? [block.text] : [])).join(' ');
}

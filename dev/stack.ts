import { rmSync } from 'node:fs';
import path from 'node:path';
import { announce, progress, warn } from './announce.js';
import type { DataFolder } from './paths.js';
import { Ports } from './ports.js';
import { endProcess } from './processes.js';
import type { RunRecord } from './run-record.js';
import { readSecrets, type Secrets } from './secrets.js';
import { adyenSandbox } from './servers/adyen-sandbox.js';
import { identityProvider, identityProviders } from './servers/identity.js';
import { mailCatcher } from './servers/mail-catcher.js';
import { paypalSandbox } from './servers/paypal-sandbox.js';
import { canConnect, embeddedPostgres, ensureDatabase, stopLeftOverPostgres } from './servers/postgres.js';
import { localRedis } from './servers/redis.js';
import { type ShopEnvironment, shopApi, shopWorker } from './servers/shop.js';
import { stripeSandbox } from './servers/stripe-sandbox.js';
import { findTemporal, localTemporal, temporalServes } from './servers/temporal.js';
import type { Settings } from './settings.js';
import { Supervisor } from './supervisor.js';

/** Who is stopped before whom: those who ask before those who answer. */
const STOP_ORDER = [
  'api',
  'worker',
  'identity',
  'mail',
  'sandbox',
  'paypal-sandbox',
  'adyen-sandbox',
  'temporal',
  'redis',
  'postgres',
];

/** Not a secret: what the sandbox posts is signed with a key of its own. */
const SANDBOX_WEBHOOK_ID = 'sandbox-webhook';
const SANDBOX_MERCHANT_ACCOUNT = 'ShoptalkSandbox';

/** Where a server is, whoever runs it. */
export interface Temporal {
  address: string;
  /** Undefined where the server is not ours and TEMPORAL_UI_URL does not say. */
  uiUrl: string | undefined;
}

/** Every server of the shop, each resolved the way the architecture says, and announced in one line. */
export class Stack {
  readonly settings: Settings;
  readonly data: DataFolder;
  readonly secrets: Secrets;
  readonly #record: RunRecord;
  readonly #ports: Ports;
  readonly #supervisor: Supervisor;

  constructor(settings: Settings, data: DataFolder, record: RunRecord) {
    this.settings = settings;
    this.data = data;
    this.#record = record;
    this.secrets = readSecrets(data.secrets);
    this.#ports = new Ports(data.ports, (sentence) => warn('Ports', sentence));
    this.#supervisor = new Supervisor({
      logs: data.logs,
      announce: warn,
      record: (child) => record.add(child),
    });
  }

  /** Stops what a killed run left behind; only processes that it recorded as its own. */
  async clearLeftOver(): Promise<void> {
    const rank = ({ name }: { name: string }) => STOP_ORDER.indexOf(name);
    for (const child of this.#record.leftOver.toSorted((a, b) => rank(a) - rank(b))) {
      announce('Left over', `${child.name} (process ${child.pid}) of a run that was killed; stopping it`);
      await endProcess(child, child.stopSignal as NodeJS.Signals);
    }
    this.#record.forgetLeftOver();
    if (await stopLeftOverPostgres(this.data.postgres)) {
      announce('Left over', 'a PostgreSQL on this data folder; stopped it');
    }
  }

  /** Returns the url of the shop's own database and a way to others of the same server. */
  async postgres(): Promise<(database: string) => string> {
    const given = this.settings.DATABASE_URL;
    if (given) {
      if (!(await canConnect(given))) {
        throw new Error(
          `No PostgreSQL answers at DATABASE_URL (${withoutPassword(given)}). Start it, or unset DATABASE_URL.`,
        );
      }
      announce('Postgres', `${withoutPassword(given)}, from DATABASE_URL`);
      return (database) =>
        database === 'shoptalk' ? given : Object.assign(new URL(given), { pathname: `/${database}` }).href;
    }
    const port = await this.#ports.take({ name: 'postgres', preferred: 54_320 });
    const { url, service } = embeddedPostgres({ folder: this.data.postgres, port });
    await this.#supervisor.start(service);
    await ensureDatabase(url('postgres'), 'shoptalk');
    announce('Postgres', `embedded PostgreSQL on port ${port}, data in ${this.#shown(this.data.postgres)}`);
    return url;
  }

  /** Where api and worker log in to the shop's database: on a server of ours as users with no more rights than they need. */
  databaseLogins(owner: string): { api: string; worker: string } {
    const { DATABASE_URL: given, API_DATABASE_URL: api, WORKER_DATABASE_URL: worker } = this.settings;
    if (given) return { api: api ?? given, worker: worker ?? given };
    const as = (username: string, password: string) =>
      Object.assign(new URL(owner), { username, password }).href;
    return {
      api: as('api', this.secrets.API_DATABASE_PASSWORD),
      worker: as('worker', this.secrets.WORKER_DATABASE_PASSWORD),
    };
  }

  /** Returns undefined where each process is to cache in its own memory. */
  async redis(): Promise<string | undefined> {
    const given = this.settings.REDIS_URL;
    if (given) {
      announce('Redis', `${withoutPassword(given)}, from REDIS_URL`);
      return given;
    }
    const port = await this.#ports.take({ name: 'redis', preferred: 63_790 });
    const redis = localRedis({ folder: this.data.redis, port });
    if (!redis) {
      announce('Redis', 'none on PATH (redis-server, valkey-server): each process caches in its own memory');
      return undefined;
    }
    await this.#supervisor.start(redis.service);
    announce('Redis', `${redis.version} on port ${port}, data in ${this.#shown(this.data.redis)}`);
    return redis.url;
  }

  async temporal(apiUrl: string): Promise<Temporal> {
    const { TEMPORAL_ADDRESS: given, TEMPORAL_NAMESPACE: namespace } = this.settings;
    if (given) {
      await temporalServes(given, namespace).catch((cause) => {
        throw new Error(
          `No Temporal with a namespace "${namespace}" answers at TEMPORAL_ADDRESS (${given}). Start it, or unset TEMPORAL_ADDRESS.`,
          { cause },
        );
      });
      announce('Temporal', `${given}, from TEMPORAL_ADDRESS`);
      return { address: given, uiUrl: this.settings.TEMPORAL_UI_URL };
    }
    const found = await findTemporal({
      progress: (sentence) => progress('Temporal', sentence),
      note: (sentence) => announce('Temporal', sentence),
    });
    const port = await this.#ports.take({ name: 'temporal', preferred: 7233 });
    const uiPort = await this.#ports.take({ name: 'temporal-ui', preferred: 8233 });
    const folder = this.data.temporal;
    const codec = `${apiUrl}/v1/codec`;
    await this.#supervisor.start(
      localTemporal({ program: found.file, folder, port, uiPort, namespace, codec }),
    );
    announce(
      'Temporal',
      `development server ${found.origin}, on port ${port}, data in ${this.#shown(folder)}`,
    );
    return { address: `127.0.0.1:${port}`, uiUrl: `http://127.0.0.1:${uiPort}` };
  }

  /** Where payments go: the part of the shop's environment that says so. */
  async payments(databaseUrl: (database: string) => string, apiUrl: string): Promise<ShopEnvironment> {
    const { STRIPE_SECRET_KEY, STRIPE_API_URL } = this.settings;
    // Never the default of the configuration: whoever knows the secret can sign webhooks.
    const webhookSecret = this.settings.STRIPE_WEBHOOK_SECRET ?? this.secrets.STRIPE_WEBHOOK_SECRET;
    if (STRIPE_SECRET_KEY) {
      announce('Payments', `Stripe${STRIPE_API_URL ? ` at ${STRIPE_API_URL}` : ''}, from STRIPE_SECRET_KEY`);
      if (!this.settings.STRIPE_WEBHOOK_SECRET) {
        warn('Payments', 'STRIPE_WEBHOOK_SECRET is not set: webhooks from Stripe are refused');
      }
      return { STRIPE_WEBHOOK_SECRET: webhookSecret };
    }
    const port = await this.#ports.take({ name: 'stripe-sandbox', preferred: 12_111 });
    await ensureDatabase(databaseUrl('shoptalk'), 'stripe_sandbox');
    await this.#supervisor.start(
      stripeSandbox({
        port,
        databaseUrl: databaseUrl('stripe_sandbox'),
        webhookUrl: `${apiUrl}/v1/webhooks/stripe`,
        // Several are taken; the first signs.
        webhookSecret: webhookSecret.split(',')[0] ?? webhookSecret,
      }),
    );
    announce('Payments', `Stripe sandbox on port ${port}; no money moves (STRIPE_SECRET_KEY is not set)`);
    return { STRIPE_API_URL: `http://127.0.0.1:${port}`, STRIPE_WEBHOOK_SECRET: webhookSecret };
  }

  /** Says whether a language model helps; the worker reaches it by itself. Throws when it has no name. */
  languageModel(): void {
    const { LLM_BASE_URL: endpoint, LLM_MODEL: model } = this.settings;
    if (!endpoint) {
      announce('Language', 'rules and templates; no model is named (LLM_BASE_URL is not set)');
      return;
    }
    if (!model) throw new Error('LLM_BASE_URL is set: set LLM_MODEL, too, to the name of the model.');
    announce(
      'Language',
      `rules and templates, helped by ${model} at ${new URL(endpoint).host}, from LLM_BASE_URL`,
    );
  }

  /** Where mail goes: into a page of this machine, unless a server is named. */
  async mail(): Promise<{ environment: ShopEnvironment; shownAt: string }> {
    const given = this.settings.SMTP_URL;
    if (given) {
      const { host } = new URL(given);
      announce('Mail', `sent through ${host}, from SMTP_URL`);
      return { environment: {}, shownAt: `sent through ${host}` };
    }
    const smtpPort = await this.#ports.take({ name: 'mail-smtp', preferred: 1025 });
    const pagePort = await this.#ports.take({ name: 'mail-page', preferred: 8025 });
    await this.#supervisor.start(mailCatcher({ smtpPort, pagePort }));
    announce('Mail', `catcher on port ${smtpPort}; no mail leaves this machine (SMTP_URL is not set)`);
    return {
      environment: { SMTP_URL: `smtp://127.0.0.1:${smtpPort}` },
      shownAt: `http://127.0.0.1:${pagePort}`,
    };
  }

  /** Who one can sign in with: people to pick, on this machine alone, unless a provider is named. */
  async identity(apiUrl: string): Promise<{ environment: ShopEnvironment; shownAt: string }> {
    const { OIDC_PROVIDERS, STRIPE_SECRET_KEY, PUBLIC_URL } = this.settings;
    const none = (why: string) => {
      announce('Sign-in', why);
      return { environment: {}, shownAt: why };
    };
    if (OIDC_PROVIDERS) return none('with the providers of OIDC_PROVIDERS');
    if (STRIPE_SECRET_KEY?.includes('_live_'))
      return none('not offered: OIDC_PROVIDERS is not set, and a shop that sells lets nobody pick who to be');
    const port = await this.#ports.take({ name: 'identity', preferred: 9080 });
    const staffPort = await this.#ports.take({ name: 'identity-staff', preferred: 9081 });
    const clientSecret = this.secrets.OIDC_CLIENT_SECRET;
    const options = { port, staffPort, shopUrl: PUBLIC_URL ?? apiUrl, clientSecret };
    await this.#supervisor.start(identityProvider(options));
    announce(
      'Sign-in',
      `development provider on ports ${port} (shoppers) and ${staffPort} (staff); there are no passwords (OIDC_PROVIDERS is not set)`,
    );
    return {
      environment: { OIDC_PROVIDERS: identityProviders(options) },
      shownAt: 'pick a shopper, or at /support/ one of support, ops and admin',
    };
  }

  /** The same for PayPal. */
  async paypal(databaseUrl: (database: string) => string, apiUrl: string): Promise<ShopEnvironment> {
    const { PAYPAL_CLIENT_ID, PAYPAL_API_URL, PAYPAL_WEBHOOK_ID, STRIPE_SECRET_KEY } = this.settings;
    if (PAYPAL_CLIENT_ID) {
      announce('PayPal', `PayPal${PAYPAL_API_URL ? ` at ${PAYPAL_API_URL}` : ''}, from PAYPAL_CLIENT_ID`);
      if (!PAYPAL_WEBHOOK_ID)
        warn('PayPal', 'PAYPAL_WEBHOOK_ID is not set: webhooks from PayPal are refused');
      return {};
    }
    if (STRIPE_SECRET_KEY?.includes('_live_')) {
      announce('PayPal', 'not offered: PAYPAL_CLIENT_ID is not set, and a shop that sells has no sandbox');
      return {};
    }
    const port = await this.#ports.take({ name: 'paypal-sandbox', preferred: 12_112 });
    await ensureDatabase(databaseUrl('shoptalk'), 'paypal_sandbox');
    await this.#supervisor.start(
      paypalSandbox({
        port,
        databaseUrl: databaseUrl('paypal_sandbox'),
        webhookUrl: `${apiUrl}/v1/webhooks/paypal`,
        webhookId: SANDBOX_WEBHOOK_ID,
      }),
    );
    announce('PayPal', `PayPal sandbox on port ${port}; no money moves (PAYPAL_CLIENT_ID is not set)`);
    return {
      PAYPAL_CLIENT_ID: 'sandbox',
      PAYPAL_CLIENT_SECRET: 'sandbox',
      PAYPAL_API_URL: `http://127.0.0.1:${port}`,
      PAYPAL_WEBHOOK_ID: SANDBOX_WEBHOOK_ID,
    };
  }

  /** The same for Adyen. */
  async adyen(databaseUrl: (database: string) => string, apiUrl: string): Promise<ShopEnvironment> {
    const { ADYEN_API_KEY, ADYEN_API_URL, STRIPE_SECRET_KEY } = this.settings;
    if (ADYEN_API_KEY) {
      announce('Adyen', `Adyen${ADYEN_API_URL ? ` at ${ADYEN_API_URL}` : ''}, from ADYEN_API_KEY`);
      return {};
    }
    if (STRIPE_SECRET_KEY?.includes('_live_')) {
      announce('Adyen', 'not offered: ADYEN_API_KEY is not set, and a shop that sells has no sandbox');
      return {};
    }
    const port = await this.#ports.take({ name: 'adyen-sandbox', preferred: 12_113 });
    await ensureDatabase(databaseUrl('shoptalk'), 'adyen_sandbox');
    const account = { hmacKey: this.secrets.ADYEN_HMAC_KEY, merchantAccount: SANDBOX_MERCHANT_ACCOUNT };
    const webhookUrl = `${apiUrl}/v1/webhooks/adyen`;
    await this.#supervisor.start(
      adyenSandbox({ port, databaseUrl: databaseUrl('adyen_sandbox'), webhookUrl, ...account }),
    );
    announce('Adyen', `Adyen sandbox on port ${port}; no money moves (ADYEN_API_KEY is not set)`);
    return {
      ADYEN_API_KEY: 'sandbox',
      ADYEN_API_URL: `http://127.0.0.1:${port}`,
      ADYEN_MERCHANT_ACCOUNT: account.merchantAccount,
      ADYEN_HMAC_KEY: account.hmacKey,
    };
  }

  /** The ports of the shop's own two processes. */
  async shopPorts(): Promise<{ api: number; workerMetrics: number; sdkMetrics: number }> {
    const { API_PORT, WORKER_METRICS_PORT, WORKER_SDK_METRICS_PORT } = this.settings;
    const set = (variable: string, port?: number) => (port ? { variable, port } : undefined);
    return {
      api: await this.#ports.take({ name: 'api', preferred: 3000, explicit: set('API_PORT', API_PORT) }),
      workerMetrics: await this.#ports.take({
        name: 'worker-metrics',
        preferred: 9464,
        explicit: set('WORKER_METRICS_PORT', WORKER_METRICS_PORT),
      }),
      sdkMetrics: await this.#ports.take({
        name: 'worker-sdk-metrics',
        preferred: 9465,
        explicit: set('WORKER_SDK_METRICS_PORT', WORKER_SDK_METRICS_PORT),
      }),
    };
  }

  async shop(environment: { api: ShopEnvironment; worker: ShopEnvironment }): Promise<void> {
    await Promise.all([
      this.#supervisor.start(shopWorker(environment.worker)).then(() => announce('Worker', 'polls for work')),
      this.#supervisor.start(shopApi(environment.api)).then(() => announce('Api', 'serves')),
    ]);
  }

  async stop(): Promise<void> {
    await this.#supervisor.stop(STOP_ORDER);
    this.#record.release();
  }

  #shown(folder: string): string {
    return path.relative(process.cwd(), folder);
  }
}

/** Deletes what former runs left in the data folder, except for the claim of this run. */
export function beginAnew(data: DataFolder): void {
  for (const part of [data.postgres, data.redis, data.temporal, data.logs, data.secrets]) {
    rmSync(part, { recursive: true, force: true });
  }
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}

import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { ConfigSchema, readConfig } from '../../config/index.js';
import { resolveSecrets, SECRETS } from '../../config/secrets.js';
import { readSandboxConfig as readAdyen } from '../../dev/adyen-sandbox/config.js';
import { readSandboxConfig as readPaypal } from '../../dev/paypal-sandbox/config.js';
import { readSandboxConfig as readStripe } from '../../dev/stripe-sandbox/config.js';
import { pythonTool } from './support/python-tool.js';

jest.setTimeout(120_000);

interface Service {
  image?: string;
  build?: { target: string };
  environment?: Record<string, string>;
  ports?: string[];
  healthcheck?: object;
  restart?: string;
  depends_on?: Record<string, { condition: string }> | string[];
  volumes?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  secrets?: string[];
  entrypoint?: string[];
}

const { services, secrets } = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
};
const dockerfile = readFileSync('Dockerfile', 'utf8');
const targets = [...dockerfile.matchAll(/^FROM \S+ AS (\S+)$/gm)].map(([, name]) => name);

describe('docker-compose.yml', () => {
  it('builds targets that the Dockerfile has', () => {
    const built = Object.values(services).flatMap(({ build }) => build?.target ?? []);
    expect(built.sort()).toEqual([
      'adyen-sandbox',
      'api',
      'migrate',
      'paypal-sandbox',
      'stripe-sandbox',
      'worker',
    ]);
    for (const target of built) expect(targets).toContain(target);
  });

  it('pins every image to a version', () => {
    for (const { image } of Object.values(services)) if (image) expect(image).toMatch(/:v?\d/);
  });

  it('publishes nothing beyond loopback', () => {
    for (const port of Object.values(services).flatMap(({ ports = [] }) => ports))
      expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it.each(['api', 'worker'])('gives the %s every required variable and no unknown one', (name) => {
    const given = Object.keys(services[name]!.environment!);
    const known = [...Object.keys(ConfigSchema.shape), ...SECRETS.map((secret) => `${secret}_FILE`)];
    for (const variable of given) expect(known).toContain(variable);
    const required = Object.entries(ConfigSchema.shape).filter(
      ([, schema]) => !schema.safeParse(undefined).success,
    );
    for (const [variable] of required) expect(given.map(withoutFile)).toContain(variable);
  });

  const python = spawnSync('python3', ['-m', 'venv', '--help']).status === 0;
  (python ? it : it.skip)('is what the Compose specification allows', () => {
    const check = ['-m', 'check_jsonschema', '--builtin-schema', 'vendor.compose-spec'];
    const valid = pythonTool('check-jsonschema==0.39.0', [...check, 'docker-compose.yml']);
    expect({ status: valid.status, said: valid.said }).toEqual({
      status: 0,
      said: expect.stringMatching(/^ok/),
    });
  });

  it('starts the shop only once the schema is there', () => {
    for (const name of ['api', 'worker']) {
      expect(services[name]!.depends_on).toMatchObject({
        migrate: { condition: 'service_completed_successfully' },
      });
    }
  });

  it('lets its own containers write nowhere and become nobody else', () => {
    for (const service of Object.values(services)) {
      if (service.build) expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    }
  });

  it('mounts only files that are there', () => {
    const mounts = Object.values(services).flatMap(({ volumes = [] }) => volumes);
    for (const [from = ''] of mounts.map((mount) => mount.split(':'))) {
      if (from.startsWith('.')) expect({ [from]: existsSync(from) }).toEqual({ [from]: true });
    }
  });

  it('has no secret in it or in an environment', () => {
    const secret = /(PASSWORD|SECRET|TOKEN|PWD|_KEYS?|DATABASE_URL)$/;
    for (const { environment = {} } of Object.values(services))
      expect(Object.keys(environment).filter((variable) => secret.test(variable))).toEqual([]);
  });

  it('gives each service the secrets that it reads, and no others', () => {
    const optional = ['smtp_url', 'llm_api_key'];
    for (const [name, { environment = {}, entrypoint = [], secrets: given = [] }] of Object.entries(
      services,
    )) {
      const text = [...Object.values(environment), ...entrypoint].join(' ');
      const read = [...text.matchAll(/\/run\/secrets\/(\w+)/g)].map(([, secret = '']) => secret);
      expect([name, given.filter((secret) => !optional.includes(secret)).sort()]).toEqual([
        name,
        read.sort(),
      ]);
      for (const secret of given) expect(secrets).toHaveProperty(secret);
    }
  });

  it('waits only for services that can say they are well', () => {
    for (const { depends_on: awaited = {} } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(awaited)) {
        if (condition === 'service_healthy') expect(services[name]).toHaveProperty('healthcheck');
      }
    }
  });
});

describe('deploy/make-secrets.sh', () => {
  let home: string;
  const make = () => execFileSync(path.join(home, 'deploy/make-secrets.sh'), { encoding: 'utf8' });
  const made = (file: string) => readFileSync(path.join(home, 'deploy/secrets', file), 'utf8');
  beforeAll(() => {
    home = mkdtempSync(path.join(tmpdir(), 'shoptalk-secrets-'));
    mkdirSync(path.join(home, 'deploy'));
    cpSync('deploy/make-secrets.sh', path.join(home, 'deploy/make-secrets.sh'));
    make();
  });
  afterAll(() => rmSync(home, { recursive: true }));

  it('makes every file that the compose file names, for containers to read and nobody else of the machine', () => {
    for (const { file } of Object.values(secrets)) {
      expect([file, existsSync(path.join(home, file))]).toEqual([file, true]);
      expect(statSync(path.join(home, file)).mode & 0o777).toBe(0o644);
    }
    expect(statSync(path.join(home, 'deploy/secrets')).mode & 0o777).toBe(0o700);
  });

  it('leaves alone what is there', () => {
    const before = readdirSync(path.join(home, 'deploy/secrets')).map(made);
    expect(make()).toBe('');
    expect(readdirSync(path.join(home, 'deploy/secrets')).map(made)).toEqual(before);
  });

  it('is all that api and worker need to start', async () => {
    for (const name of ['api', 'worker']) {
      const config = readConfig(await resolveSecrets(environmentOf(name, home)));
      expect(config.DATABASE_URL).toMatch(
        new RegExp(`^postgres://${name}:[0-9a-f]{48}@postgres:5432/shoptalk$`),
      );
      expect(environmentOf('migrate', home)).toMatchObject({
        [`${name.toUpperCase()}_DATABASE_URL_FILE`]: path.join(home, `deploy/secrets/${name}_database_url`),
      });
      expect(config.ENCRYPTION_KEYS).toHaveLength(1);
      expect(config.SMTP_URL).toBeUndefined();
    }
  });

  it('is all that the sandboxes need to start, and they sign with what the shop expects', async () => {
    const shop = readConfig(await resolveSecrets(environmentOf('api', home)));
    expect(readStripe(environmentOf('stripe-sandbox', home))).toMatchObject({
      databaseUrl: made('stripe_sandbox_database_url').trim(),
      webhookSecret: shop.STRIPE_WEBHOOK_SECRET[0],
    });
    expect(readPaypal(environmentOf('paypal-sandbox', home)).webhookId).toBe(shop.PAYPAL_WEBHOOK_ID);
    expect(readAdyen(environmentOf('adyen-sandbox', home)).hmacKey).toBe(shop.ADYEN_HMAC_KEY?.[0]);
  });
});

const withoutFile = (variable: string) => variable.replace(/_FILE$/, '');

/** The environment of a service without a file .env, with its secrets where `home` has them. */
function environmentOf(name: string, home: string): Record<string, string> {
  const given = Object.entries(services[name]?.environment ?? {});
  return Object.fromEntries(
    given.map(([variable, value]) => [
      variable,
      value.replace(/\$\{\w+:?-([^}]*)\}/g, '$1').replace('/run/secrets', path.join(home, 'deploy/secrets')),
    ]),
  );
}

describe('the Dockerfile', () => {
  it('runs every process as an unprivileged user', () => {
    const base = dockerfile.split(/^FROM /m).find((stage) => stage.includes(' AS base'));
    expect(base).toMatch(/^USER 1000:1000$/m);
    for (const target of ['api', 'worker', 'migrate', 'stripe-sandbox', 'paypal-sandbox', 'adyen-sandbox']) {
      expect(dockerfile).toContain(`FROM base AS ${target}`);
    }
  });
});

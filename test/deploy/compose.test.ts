import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ConfigSchema } from '../../config/index.js';

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
}

const { services } = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
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
    for (const variable of given) expect(Object.keys(ConfigSchema.shape)).toContain(variable);
    const required = Object.entries(ConfigSchema.shape).filter(
      ([, schema]) => !schema.safeParse(undefined).success,
    );
    for (const [variable] of required) expect(given).toContain(variable);
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

  it('has no secret in it', () => {
    const secrets = /(PASSWORD|SECRET|TOKEN|PWD|HMAC_KEY)$/;
    for (const { environment = {} } of Object.values(services)) {
      for (const [variable, value] of Object.entries(environment)) {
        if (secrets.test(variable)) expect(value).toMatch(/^\$\{\w+:\?/);
      }
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

describe('the Dockerfile', () => {
  it('runs every process as an unprivileged user', () => {
    const base = dockerfile.split(/^FROM /m).find((stage) => stage.includes(' AS base'));
    expect(base).toMatch(/^USER 1000:1000$/m);
    for (const target of ['api', 'worker', 'migrate', 'stripe-sandbox', 'paypal-sandbox', 'adyen-sandbox']) {
      expect(dockerfile).toContain(`FROM base AS ${target}`);
    }
  });
});

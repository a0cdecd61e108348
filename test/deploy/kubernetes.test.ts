import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { ConfigSchema } from '../../config/index.js';
import { pythonTool } from './support/python-tool.js';

jest.setTimeout(120_000);

const FOLDER = 'deploy/k8s';
const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-k8s-'));
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});
/** Everything that is applied: the order is that of a release. */
const LAYERS = ['base', 'migrate', 'worker', 'api'];
const OVERLAYS = ['production', 'staging'].flatMap((name) => [`overlays/${name}`, `overlays/${name}/api`]);
const VALIDATOR = 'kubernetes-validate==1.37.0';
const KUBERNETES = '1.31';

interface Resource {
  kind: string;
  metadata: { name: string };
  spec: { template: { spec: PodSpec }; selector: { matchLabels: Record<string, string> } } & Record<
    string,
    unknown
  >;
  data: Record<string, string>;
}
interface PodSpec {
  serviceAccountName: string;
  automountServiceAccountToken: boolean;
  securityContext: { runAsNonRoot: boolean };
  containers: {
    name: string;
    image: string;
    securityContext: object;
    resources: { requests: object; limits: object };
    readinessProbe?: object;
    livenessProbe?: object;
    startupProbe?: object;
  }[];
}

const resources = LAYERS.flatMap((layer) => {
  const { resources: files } = parse(readFileSync(path.join(FOLDER, layer, 'kustomization.yaml'), 'utf8'));
  return (files as string[]).flatMap((file) =>
    parseAllDocuments(readFileSync(path.join(FOLDER, layer, file), 'utf8')).map(
      (document) => document.toJS() as Resource,
    ),
  );
});
const of = (kind: string) => resources.filter((resource) => resource.kind === kind);
const pods = resources.filter(({ kind }) => kind === 'Deployment' || kind === 'Job');

describe('every pod', () => {
  it.each(pods.map(({ metadata, spec }) => [metadata.name, spec.template.spec] as const))(
    '%s is locked down, bounded, and an identity of its own',
    (name, spec) => {
      expect(spec).toMatchObject({
        serviceAccountName: name,
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      expect(of('ServiceAccount').map(({ metadata }) => metadata.name)).toContain(name);
      for (const container of spec.containers) {
        expect(container.securityContext).toMatchObject({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        const bounds = { cpu: expect.any(String), memory: expect.any(String) };
        expect(container.resources).toEqual({ requests: bounds, limits: bounds });
        // Which version it is, the release says.
        expect(container.image).toBe(`shoptalk/${name}`);
      }
    },
  );

  it.each(['api', 'worker'])(
    '%s is asked whether it lives and is ready, may leave one at a time, and grows',
    (name) => {
      const deployment = of('Deployment').find(({ metadata }) => metadata.name === name);
      const probe = { httpGet: expect.any(Object) };
      for (const container of deployment?.spec.template.spec.containers ?? []) {
        expect(container).toMatchObject({ startupProbe: probe, livenessProbe: probe, readinessProbe: probe });
      }
      // A number of replicas here would undo, with each release, what the autoscaler has found out.
      expect(deployment?.spec).not.toHaveProperty('replicas');
      const scaler = of('HorizontalPodAutoscaler').find(({ metadata }) => metadata.name === name);
      expect(scaler?.spec).toMatchObject({ scaleTargetRef: { name }, minReplicas: 2 });
      const budget = of('PodDisruptionBudget').find(({ metadata }) => metadata.name === name);
      expect(budget?.spec.selector).toEqual(deployment?.spec.selector);
      const policies = of('NetworkPolicy').map(({ spec }) => spec.podSelector);
      expect(policies).toContainEqual(deployment?.spec.selector);
    },
  );
});

test('nothing reaches a pod that no policy names', () => {
  expect(of('NetworkPolicy').map(({ spec }) => spec)).toContainEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
});

test('shoppers come in over TLS, and figures stay in', () => {
  const [ingress] = of('Ingress');
  const rules = ingress?.spec.rules as {
    host: string;
    http: { paths: { path: string; backend: { service: { name: string } } }[] };
  }[];
  expect(ingress?.spec.tls).toMatchObject([{ hosts: [rules[0]?.host] }]);
  const backends = rules[0]?.http.paths.map(({ path: at, backend }) => [at, backend.service.name]);
  expect(backends).toEqual([
    ['/metrics', 'nothing'],
    ['/', 'api'],
  ]);
});

test('every variable is one that the shop reads, and no secret is among them', () => {
  const [settings] = of('ConfigMap');
  expect(Object.keys(ConfigSchema.shape)).toEqual(expect.arrayContaining(Object.keys(settings?.data ?? {})));
  for (const name of Object.keys(settings?.data ?? {}))
    expect(name).not.toMatch(/SECRET|PASSWORD|TOKEN|_KEY$|DATABASE_URL/);
  for (const file of readdirSync('deploy/cloud-run')) {
    const text = readFileSync(path.join('deploy/cloud-run', file), 'utf8');
    const variables = [...text.matchAll(/- name: ([A-Z_]+)\n/g)].map(([, name]) => name);
    // The migration is told whom to let in, too.
    const known = [...Object.keys(ConfigSchema.shape), 'API_DATABASE_URL', 'WORKER_DATABASE_URL'];
    expect(known).toEqual(expect.arrayContaining(variables));
    expect(text).not.toMatch(/- name: \w*(SECRET|PASSWORD|TOKEN|KEY|DATABASE_URL)\w*\n\s+value:/);
  }
});

test('autoscalers go by figures that the recording rules make', () => {
  const adapter = parse(readFileSync(path.join(FOLDER, 'prometheus-adapter.yml'), 'utf8'));
  const served = adapter.rules.external as { seriesQuery: string; name: { as: string } }[];
  const rules = readFileSync('deploy/prometheus/recording.yml', 'utf8');
  for (const { seriesQuery } of served) expect(rules).toContain(`record: ${seriesQuery}\n`);
  const wanted = JSON.stringify(of('HorizontalPodAutoscaler')).matchAll(/"name":"(shoptalk_\w+)"/g);
  expect([...wanted].map(([, name]) => name).sort()).toEqual(served.map(({ name }) => name.as).sort());
});

describe('as the tools of Kubernetes see it', () => {
  const kustomize = (folder: string) => execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8' });
  const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

  itWith('python3', '%s follows the schema of its kind', LAYERS, (layer) => {
    const files = (
      parse(readFileSync(path.join(FOLDER, layer, 'kustomization.yaml'), 'utf8')).resources as string[]
    ).map((file) => path.join(FOLDER, layer, file));
    validate(files);
  });

  itWith('kubectl', '%s is built, and follows the schema of its kinds', OVERLAYS, (overlay) => {
    const file = path.join(newFolder(), 'built.yaml');
    writeFileSync(file, kustomize(path.join(FOLDER, overlay)));
    validate([file]);
  });

  itWith(
    'kubectl',
    'a release of %s comes in an order in which nothing waits for what is not there',
    ['production', 'staging'],
    (overlay) => {
      const bin = newFolder();
      const log = path.join(bin, 'log');
      const real = execFileSync('sh', ['-c', 'command -v kubectl'], { encoding: 'utf8' }).trim();
      // Does nothing but write down what it was asked, and builds what it was asked to apply.
      const fake = `#!/bin/sh
printf '%s\\n' "$(basename "$0") $*" >> ${log}
case "$*" in
  "apply -k "*) { echo ---; ${real} kustomize "$3"; } >> ${bin}/applied ;;
  *"get deployment"*) echo 0ld1111 ;;
esac
`;
      for (const name of ['kubectl', 'npm']) {
        writeFileSync(path.join(bin, name), fake);
        chmodSync(path.join(bin, name), 0o755);
      }
      execFileSync('bash', [path.join(FOLDER, 'release.sh'), '3f2c1ab', overlay], {
        env: { PATH: `${bin}:${process.env.PATH}`, REGISTRY: 'registry.example.com/shop', WATCH: '0' },
      });
      const steps = readFileSync(log, 'utf8')
        .replaceAll(/tmp\.\w+/g, 'TMP')
        .trim()
        .split('\n');
      const namespace = overlay === 'staging' ? 'shoptalk-staging' : 'shoptalk';
      expect(steps).toEqual([
        `kubectl apply -k overlays/${overlay}`,
        'kubectl apply -k ./TMP/migrate',
        `kubectl -n ${namespace} wait --for=condition=complete --timeout=15m job/migrate-3f2c1ab`,
        'kubectl apply -k ./TMP/worker',
        `kubectl -n ${namespace} rollout status --timeout=5m deployment/worker-3f2c1ab`,
        'npm run --silent --prefix ../.. deploy -- ramp 3f2c1ab 10',
        'npm run --silent --prefix ../.. deploy -- current 3f2c1ab',
        'kubectl apply -k ./TMP/api',
        `kubectl -n ${namespace} rollout status --timeout=10m deployment/api`,
        expect.stringContaining('get deployment -l app.kubernetes.io/name=worker,shoptalk-version!=3f2c1ab'),
        'npm run --silent --prefix ../.. deploy -- drain 0ld1111 --wait 600',
        `kubectl -n ${namespace} delete deployment,hpa,pdb -l shoptalk-version=0ld1111`,
      ]);
      const applied = parseAllDocuments(readFileSync(path.join(bin, 'applied'), 'utf8')).map(
        (document) => document.toJS() as Resource,
      );
      const images = applied.flatMap(
        ({ spec }) => spec?.template?.spec?.containers?.map(({ image }) => image) ?? [],
      );
      expect(images).toEqual(
        ['migrate', 'worker', 'api'].map((name) => `registry.example.com/shop/${name}:3f2c1ab`),
      );
      const scaler = applied.find(
        ({ kind, metadata }) => kind === 'HorizontalPodAutoscaler' && metadata.name !== 'api',
      );
      expect(scaler?.spec.scaleTargetRef).toMatchObject({ name: 'worker-3f2c1ab' });
      expect(readdirSync(FOLDER).filter((name) => name.startsWith('tmp.'))).toEqual([]);
    },
  );

  function itWith(
    program: 'kubectl' | 'python3',
    name: string,
    cases: string[],
    check: (what: string) => void,
  ): void {
    const isThere =
      program === 'kubectl' ? hasKubectl : spawnSync('python3', ['-m', 'venv', '--help']).status === 0;
    if (isThere) it.each(cases)(name, check);
    else {
      process.stderr.write(`\n*** SKIPPED: "${name}" needs ${program} on PATH ***\n\n`);
      it.skip.each(cases)(name, check);
    }
  }
});

/** Holds files to the published schemas, offline. */
function validate(files: string[]): void {
  const options = ['-m', 'kubernetes_validate', '--strict', '--quiet', '-k', KUBERNETES];
  expect(pythonTool(VALIDATOR, [...options, ...files])).toEqual({ status: 0, said: '' });
}

import { existsSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';

const dockerfile = readFileSync('Dockerfile', 'utf8');
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Without an engine for containers: what a process would look for, beside what its image holds. */
describe.each([
  ['api', ['api/main.ts']],
  // The workflows are read by name, to be bundled.
  ['worker', ['worker/main.ts', 'workflows/index.ts']],
  ['migrate', ['dev/prepare.ts']],
  ['stripe-sandbox', ['dev/stripe-sandbox/main.ts']],
  ['paypal-sandbox', ['dev/paypal-sandbox/main.ts']],
  ['adyen-sandbox', ['dev/adyen-sandbox/main.ts']],
])('the image %s', (target, entries) => {
  const holds = [...copied('base'), ...copied(target)];
  const { files, packages } = reached(entries);

  it('holds every file that its process imports or reads', () => {
    const absent = files.filter((file) => !holds.some((kept) => `${file}/`.startsWith(`${kept}/`)));
    expect(absent).toEqual([]);
  });

  it('runs the process that is looked at here', () => {
    expect(stage(target)).toContain(`"${entries[0]}"]`);
  });

  it('needs no package of development', () => {
    expect(packages.filter((name) => !(name in dependencies))).toEqual([]);
  });
});

test('the image of the worker brings the bundle of its workflows along, made of what it holds', () => {
  const worker = stage('worker');
  const [, folder] = /^ENV WORKFLOW_BUNDLES=(\S+)$/m.exec(worker) ?? [];
  const made = worker.indexOf(`worker/build-bundle.ts ${folder}\n`);
  expect(made).toBeGreaterThan(worker.lastIndexOf('\nCOPY '));
  expect(worker.lastIndexOf('\nUSER 1000:1000\n')).toBeGreaterThan(made);
});

test('a file that is left out is found', () => {
  const { files } = reached(['api/main.ts']);
  expect(files).toContain('content/help');
  expect(files).toContain('web');
  expect(files).toContain('config/index.ts');
});

function stage(name: string): string {
  const found = dockerfile.split(/^FROM /m).find((text) => text.split('\n')[0]?.endsWith(` AS ${name}`));
  if (!found) throw new Error(`The Dockerfile has no stage ${name}.`);
  return found;
}

/** Files and folders that a stage copies out of the clone. */
function copied(name: string): string[] {
  const lines = [...stage(name).matchAll(/^COPY (?!--)(.+) \S+$/gm)];
  return lines.flatMap(([, sources = '']) => sources.split(' '));
}

/** All files that are reached from these by imports and by `new URL('…', import.meta.url)`, and all packages. */
function reached(entries: readonly string[]): { files: string[]; packages: string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const left = [...entries];
  for (let file = left.pop(); file; file = left.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    if (statSync(file).isDirectory() || !/\.[mc]?[jt]s$/.test(file)) continue;
    const text = readFileSync(file, 'utf8');
    const named =
      /^(?:import|export)(?! type)[^;]*?from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)|new URL\('([^']+)', import\.meta\.url\)/gm;
    for (const [, from, bare, lazy, url] of text.matchAll(named)) {
      const what = from ?? bare ?? lazy ?? url ?? '';
      if (url || what.startsWith('.')) left.push(source(path.join(path.dirname(file), what)));
      else if (!what.startsWith('node:') && !builtinModules.includes(what)) packages.add(packageOf(what));
    }
    for (const [, parts = ''] of text.matchAll(/path\.join\(root((?:, '[^']+')+)/g))
      left.push(path.join(...[...parts.matchAll(/'([^']+)'/g)].map(([, part = '']) => part)));
  }
  return { files: [...files].sort(), packages: [...packages].sort() };
}

function source(file: string): string {
  const typescript = file.replace(/\.js$/, '.ts');
  return (existsSync(typescript) ? typescript : file).replace(/\/$/, '');
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

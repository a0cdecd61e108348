/**
 * Adds to package-lock.json the optional packages of other platforms that npm left out, as it does when the
 * registry in use lacks them; `npm ci` refuses such a lock file. Run after adding a dependency:
 * `node --import tsx dev/complete-lockfile.ts [file]`. A test checks that nothing is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = ['android', 'darwin', 'linux', 'win32', 'freebsd', 'openharmony'];
const PROCESSORS = ['arm64', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'arm'];

interface Lock {
  packages: Record<string, { optionalDependencies?: Record<string, string>; dev?: boolean }>;
}

interface Missing {
  name: string;
  version: string;
  dev: boolean | undefined;
}

/** Optional packages that a lock names without describing them: where they belong, and their version. */
export function missingFromLock(lock: Lock): Missing[] {
  return Object.entries(lock.packages).flatMap(([place, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(
        ([name]) => !lock.packages[`${place}/node_modules/${name}`] && !lock.packages[`node_modules/${name}`],
      )
      .map(([name, version]) => ({ name, version, dev })),
  );
}

/** What npm would have written, as far as the name of the package tells. */
function describe({ name, version, dev }: Missing): object {
  const words = name.split(/[/-]/);
  const system = SYSTEMS.find((it) => words.includes(it));
  const processor = PROCESSORS.find((it) => words.includes(it));
  if (!system || !processor || !/^\d/.test(version))
    throw new Error(`Cannot tell the platform of ${name} ${version}.`);
  const libc = words.some((it) => it.startsWith('musl'))
    ? 'musl'
    : words.some((it) => it.startsWith('gnu')) && 'glibc';
  return {
    version,
    cpu: [processor],
    ...(dev && { dev }),
    ...(libc && { libc: [libc] }),
    optional: true,
    os: [system],
  };
}

if (process.argv[1] === import.meta.filename) {
  const file = process.argv[2] ?? 'package-lock.json';
  const lock: Lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingFromLock(lock);
  const added = missing.map((it) => [`node_modules/${it.name}`, describe(it)] as const);
  const [own, ...others] = Object.entries(lock.packages);
  const sorted = [...others, ...added].sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(own ? [own, ...sorted] : sorted);
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${added.length} packages added to ${file}.`);
}

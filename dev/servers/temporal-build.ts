import { execFileSync, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../paths.js';
import { endWithUs, onPath } from '../programs.js';
import { environment } from '../settings.js';
import { draftInCache, keepInCache } from './temporal-cache.js';

const PACKAGE = 'github.com/temporalio/cli/cmd/temporal';
/** Packages of a build with nothing cached; only for showing how far it is. */
const PACKAGES_IN_ALL = 1_300;

/** Builds the Temporal CLI from the Go modules in dev/temporal/: 3 to 5 minutes with nothing cached. */
export async function buildTemporal(
  progress: (sentence: string) => void,
): Promise<{ file: string; seconds: number } | { problem: string }> {
  const go = onPath('go');
  if (!go) return { problem: 'there is no Go on PATH' };
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const draft = draftInCache();
  const flags = ['-v', '-mod=readonly', '-trimpath', '-ldflags=-s -w', '-o', draft];
  const build = spawn(go, ['build', ...flags, PACKAGE], {
    cwd: path.join(root, 'dev', 'temporal'),
    env: { ...environment, CGO_ENABLED: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  endWithUs(build);
  // Whoever waits for the build has other things to do meanwhile; those come first.
  if (build.pid !== undefined) setPriority(build.pid, 10);
  const seen = { modules: 0, packages: 0, last: '' };
  const show = () =>
    progress(`${buildState(seen)}, ${elapsed(seconds())} (once; some 4 minutes on two cores)`);
  const ticker = setInterval(show, 1_000);
  const complaints: string[] = [];
  createInterface(build.stderr).on('line', (line) => {
    if (line.startsWith('go: downloading ')) seen.modules += 1;
    else if (/^[\w.\-/~@]+$/.test(line)) Object.assign(seen, { packages: seen.packages + 1, last: line });
    else complaints.push(line);
  });
  const code = await new Promise((resolve) => {
    build.once('error', () => resolve(127));
    build.once('close', resolve);
  });
  clearInterval(ticker);
  if (code === 0) return { file: keepInCache(draft), seconds: seconds() };
  rmSync(draft, { force: true });
  const version = execFileSync(go, ['version'], { encoding: 'utf8' }).trim();
  return { problem: `${version}: ${complaints.slice(-3).join(' ') || `go build ended with code ${code}`}` };
}

function buildState({
  modules,
  packages,
  last,
}: {
  modules: number;
  packages: number;
  last: string;
}): string {
  if (packages === 0) return `building the development server: ${modules} modules downloaded`;
  const share = Math.min(99, Math.round((packages / PACKAGES_IN_ALL) * 100));
  const name = last.split('/').slice(-2).join('/');
  return `building the development server: ${share} %, ${packages} packages compiled, now ${name}`;
}

const elapsed = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;

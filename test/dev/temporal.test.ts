import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Runs what gets a Temporal CLI, with this PATH, an empty cache, and no way to the internet. */
function getTemporal(PATH: string, cache: string) {
  return spawnSync(process.execPath, ['--import', 'tsx', 'dev/servers/get-temporal.ts'], {
    encoding: 'utf8',
    env: { PATH, HOME: cache, XDG_CACHE_HOME: cache, HTTPS_PROXY: 'http://127.0.0.1:9', NO_COLOR: '1' },
  });
}

describe('the Temporal development server', () => {
  let folder: string;
  let cache: string;
  let bin: string;
  const program = async (file: string, text: string) => {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `#!/bin/sh\n${text}\n`);
    await chmod(file, 0o755);
  };
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'shoptalk-temporal-'));
    cache = path.join(folder, 'cache');
    bin = path.join(folder, 'bin');
    await mkdir(bin);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is the one on PATH, before any other', async () => {
    await program(path.join(bin, 'temporal'), 'exit 0');
    const { stdout, status } = getTemporal(bin, cache);
    expect([status, stdout]).toEqual([0, `Temporal   from PATH (${bin}/temporal)\n`]);
  });

  it('is built when it cannot be downloaded, and then kept in the cache', async () => {
    // A stand-in for go that writes the file it was asked for.
    await program(path.join(bin, 'go'), 'while [ "$1" != -o ]; do shift; done; echo built > "$2"');
    const first = getTemporal(`${bin}:/usr/bin:/bin`, cache);
    expect(first.stdout).toMatch(/no download \(cannot reach the download site\); building it instead/);
    expect(first.stdout).toMatch(/built from Go modules in \d+ s/);
    expect(getTemporal(bin, cache).stdout).toMatch(/from the cache/);
  });

  it('is asked for in a sentence when nothing can get it', () => {
    const { stdout, status } = getTemporal(bin, cache);
    expect(status).toBe(1);
    expect(stdout).toMatch(/no Go on PATH/);
    expect(stdout).toMatch(/Install the Temporal CLI .* or Go 1\.25 or later .* or set TEMPORAL_ADDRESS/s);
  });

  it('reports what the build complained about', async () => {
    await program(
      path.join(bin, 'go'),
      'if [ "$1" = version ]; then echo go version go1.1; else echo "no space left" >&2; exit 1; fi',
    );
    expect(getTemporal(bin, cache).stdout).toMatch(/go version go1\.1: no space left/);
  });
});

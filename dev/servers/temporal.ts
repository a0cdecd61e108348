import path from 'node:path';
import { Connection } from '@temporalio/client';
import { onPath } from '../programs.js';
import type { ServiceSpec } from '../supervisor.js';
import { buildTemporal } from './temporal-build.js';
import { cachedTemporal } from './temporal-cache.js';
import { downloadTemporal } from './temporal-download.js';

export interface TemporalProgram {
  file: string;
  /** Where it comes from, for the announcement: `from PATH`, `built from Go modules`. */
  origin: string;
}

/** Told what is going on while a server is being got. */
export interface FindOptions {
  progress: (sentence: string) => void;
  note: (sentence: string) => void;
}

/**
 * Finds the Temporal CLI, which carries a whole development server: on PATH, in our cache, through the
 * SDK's download, or by building it from the Go modules in dev/temporal/. The latter two fill the cache.
 */
export async function findTemporal({ progress, note }: FindOptions): Promise<TemporalProgram> {
  const installed = onPath('temporal');
  if (installed) return { file: installed, origin: `from PATH (${installed})` };
  const cached = cachedTemporal();
  if (cached) return { file: cached, origin: `from the cache (${cached})` };

  progress('downloading the development server …');
  const download = await downloadTemporal();
  if ('file' in download) return { file: download.file, origin: 'downloaded' };
  note(`no download (${download.problem}); building it instead`);

  const build = await buildTemporal(progress);
  if ('file' in build) return { file: build.file, origin: `built from Go modules in ${build.seconds} s` };
  throw new Error(
    `There is no Temporal server and none could be got. Download: ${download.problem}. Build: ${build.problem}.\n` +
      'Install the Temporal CLI (https://docs.temporal.io/cli, or "brew install temporal") so that `temporal` is ' +
      'on PATH, or Go 1.25 or later for the build, or set TEMPORAL_ADDRESS to a server of yours.',
  );
}

export interface LocalTemporalOptions {
  program: string;
  /** Folder of the SQLite file; undefined for a server that forgets. */
  folder: string | undefined;
  port: number;
  uiPort: number;
  /** Made when missing; default `default`. */
  namespace?: string;
  /** Where the UI has payloads decrypted. */
  codec?: string;
}

/** A development server whose state outlives restarts. */
export function localTemporal({
  program,
  folder,
  port,
  uiPort,
  namespace = 'default',
  codec,
}: LocalTemporalOptions): ServiceSpec {
  const address = `127.0.0.1:${port}`;
  return {
    name: 'temporal',
    command: program,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)],
      ...['--log-level', 'warn', '--log-format', 'json', '--namespace', namespace],
      // A worker may begin an activity with the answer that schedules it, without a round of polling.
      ...['--dynamic-config-value', 'system.enableActivityEagerExecution=true'],
      ...(codec ? ['--ui-codec-endpoint', codec] : []),
      ...(folder ? ['--db-filename', path.join(folder, 'temporal.sqlite')] : []),
    ],
    stopSignal: 'SIGTERM',
    ready: () => temporalServes(address, namespace),
    readyWithinMs: 60_000,
  };
}

/** Whether the frontend answers and knows the namespace. */
export async function temporalServes(address: string, namespace = 'default'): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    await connection.withDeadline(Date.now() + 2_000, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
    return true;
  } finally {
    await connection.close();
  }
}

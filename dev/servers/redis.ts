import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { onPath } from '../programs.js';
import type { ServiceSpec } from '../supervisor.js';

export interface LocalRedis {
  url: string;
  /** `redis-server 7.0.15` */
  version: string;
  service: ServiceSpec;
}

/** Prepares the `redis-server` or `valkey-server` on PATH with its data in a folder of ours; undefined without one. */
export function localRedis({ folder, port }: { folder: string; port: number }): LocalRedis | undefined {
  const program = ['redis-server', 'valkey-server'].find(onPath);
  if (!program) return undefined;
  return {
    url: `redis://127.0.0.1:${port}`,
    version: `${program} ${/v=(\S+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1] ?? ''}`,
    service: {
      name: 'redis',
      command: program,
      // A cache alone: bounded, and saved when it stops rather than on every change.
      args: [
        ...['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '3600 1'],
        ...['--maxmemory', '256mb', '--maxmemory-policy', 'allkeys-lru'],
      ],
      stopSignal: 'SIGTERM',
      ready: () => pings(port),
      readyWithinMs: 30_000,
    },
  };
}

/** One PING in Redis's own protocol; false too while it is still loading its data. */
function pings(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 }, () => socket.write('PING\r\n'));
    const answer = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('data', (data) => answer(data.toString().startsWith('+PONG')));
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
  });
}

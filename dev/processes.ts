import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** One process for good: a pid comes round again, a pid with its start does not. */
export const ProcessMark = z.object({ pid: z.number().int().positive(), started: z.string() });
export type ProcessMark = z.infer<typeof ProcessMark>;

/** When a process began, in whatever words the system has for it; undefined when there is none. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      // The name in field 2 may hold blanks and brackets: count fields from its end. A zombie is over.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return fields[0] === 'Z' ? undefined : fields[19];
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Marks a running process; undefined when it is gone already. */
export function markOf(pid: number): ProcessMark | undefined {
  const started = startOf(pid);
  return started === undefined ? undefined : { pid, started };
}

/** Whether exactly this process, and not a later one of the same pid, runs. */
export function isRunning({ pid, started }: ProcessMark): boolean {
  return startOf(pid) === started;
}

/** Asks a process to end, and makes it after `graceMs`. Returns once it is gone: whether it went by itself. */
export async function endProcess(
  mark: ProcessMark,
  signal: NodeJS.Signals,
  graceMs = 10_000,
): Promise<boolean> {
  send(mark, signal);
  const deadline = Date.now() + graceMs;
  let byItself = true;
  while (isRunning(mark)) {
    if (Date.now() > deadline) {
      byItself = false;
      send(mark, 'SIGKILL');
    }
    await sleep(50);
  }
  return byItself;
}

function send(mark: ProcessMark, signal: NodeJS.Signals): void {
  if (!isRunning(mark)) return;
  try {
    process.kill(mark.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../../dev/settings.js';

/**
 * Runs a program of the Python Package Index, which is got once for each user.
 * @param requirement its name and version, such as `kubernetes-validate==1.37.0`
 * @param args arguments of Python: `-m`, the module, and those of the program
 */
export function pythonTool(requirement: string, args: string[]): { status: number | null; said: string } {
  const home = path.join(cacheFolder(), requirement.replace('==', '-'));
  if (!existsSync(home)) {
    mkdirSync(cacheFolder(), { recursive: true });
    const draft = `${home}.${process.pid}`;
    execFileSync('python3', ['-m', 'venv', draft]);
    execFileSync(path.join(draft, 'bin/python'), ['-m', 'pip', 'install', '--quiet', requirement]);
    renameSync(draft, home);
  }
  const { status, stdout, stderr } = spawnSync(path.join(home, 'bin/python'), args, { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

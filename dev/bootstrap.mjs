/**
 * What must be true before any TypeScript can run: a Node that is new enough, and the packages of
 * package-lock.json. Plain JavaScript with no imports of packages, since there may be none yet.
 */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname ?? '.', '..');

const OLDEST_NODE = [20, 11];

/** Ends the process with a sentence when this Node is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(
    `Shoptalk needs Node ${OLDEST_NODE.join('.')} or later and this is ${process.versions.node}. ` +
      'Install a current Node from https://nodejs.org and run the command again.',
  );
  process.exit(1);
}

function packagesAreCurrent() {
  // npm writes this file at the end of every install, so an interrupted one counts as none.
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  return statSync(installed).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs;
}

/** Runs `npm ci` when packages are missing or older than package-lock.json. */
export async function ensurePackages() {
  if (packagesAreCurrent()) return;
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  console.log('Installing packages (npm ci), about half a minute with a warm cache …');
  const ticker = setInterval(() => console.log(`  … still installing, ${seconds()}`), 10_000);
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  const code = await new Promise((resolve) => {
    npm.on('error', () => resolve(127));
    npm.on('close', resolve);
  });
  clearInterval(ticker);
  if (code === 0) {
    console.log(`Packages installed in ${seconds()}.`);
    return;
  }
  console.error(`npm ci failed (exit code ${code}). Mend what it says above and run the command again.`);
  process.exit(1);
}

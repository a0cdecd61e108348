import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const SOURCES = ['workflows', 'machines', 'domain'];

/** The workflows as one bundle, made when a source has changed since: it takes seconds, and many tests want it. */
export function workflowBundle(): { codePath: string } {
  const codePath = path.join(root, '.cache/test/workflows.js');
  if (modified(codePath) > Math.max(...SOURCES.flatMap(files).map(modified))) return { codePath };
  mkdirSync(path.dirname(codePath), { recursive: true });
  const maker = path.join(import.meta.dirname, 'make-workflow-bundle.ts');
  execFileSync(process.execPath, ['--import', 'tsx', maker, codePath], { cwd: root, stdio: 'inherit' });
  return { codePath };
}

function files(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
    path.join(root, folder, file),
  );
}

function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

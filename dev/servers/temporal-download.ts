import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { endWithUs } from '../programs.js';
import { CLI_VERSION, draftInCache, keepInCache } from './temporal-cache.js';

const TIMEOUT_MS = 60_000;

/**
 * Lets the Temporal SDK download its development server. The SDK offers that only together with
 * starting the server, and without a time-out: both happen in a process of their own.
 */
export async function downloadTemporal(): Promise<{ file: string } | { problem: string }> {
  const folder = `${draftInCache()}.download`;
  mkdirSync(folder, { recursive: true });
  try {
    const problem = await inProcessOfItsOwn(folder);
    if (problem) return { problem };
    const [name] = readdirSync(folder);
    if (!name) return { problem: 'the SDK kept no file' };
    const draft = draftInCache();
    copyFileSync(path.join(folder, name), draft);
    chmodSync(draft, 0o755);
    return { file: keepInCache(draft) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const script = `
  import { TestWorkflowEnvironment } from '@temporalio/testing';
  const [, downloadDir, version] = process.argv;
  const executable = { type: 'cached-download', downloadDir, version };
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable, ip: '127.0.0.1' } });
  await environment.teardown();
  process.exit(0);
`;

/** Resolves to what went wrong, in short; undefined when nothing did. */
function inProcessOfItsOwn(folder: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const args = ['--input-type=module', '--eval', script, folder, `v${CLI_VERSION}`];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: TIMEOUT_MS });
    endWithUs(child);
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      if (code === 0) resolve(undefined);
      else if (signal) resolve(`nothing came within ${TIMEOUT_MS / 1000} s`);
      else
        resolve(
          /dns error|error sending request/.test(errors)
            ? 'cannot reach the download site'
            : lastLine(errors),
        );
    });
  });
}

function lastLine(text: string): string {
  return /Error: (.{1,200})/.exec(text)?.[1] ?? 'the SDK gave no reason';
}

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { workflowBundles } from '../../dev/settings.js';
import { openBundleStore } from '../../worker/bundle-store.js';

const root = path.resolve(import.meta.dirname, '../..');

/** The workflows as one bundle, made in a process of its own when they have changed: webpack does not run within Jest. */
export async function workflowBundle(): Promise<{ codePath: string }> {
  const store = await openBundleStore(workflowBundles());
  if (!(await store?.find())) {
    const make = ['--import', 'tsx', 'worker/build-bundle.ts', workflowBundles()];
    await promisify(execFile)(process.execPath, make, { cwd: root });
  }
  const codePath = await store?.find();
  if (!codePath)
    throw new Error('The bundle of the workflows was not kept: are the packages of npm ci there?');
  return { codePath };
}

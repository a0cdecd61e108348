import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a bundle may be made of: the folders that workflows import, which the linter sees to, and how it is made. */
const SOURCES = ['domain', 'machines', 'workflows', 'worker/bundle.ts'];
/** npm's own record of every package that is installed, with its version. */
const INSTALLED = 'node_modules/.package-lock.json';
/** Enough for some branches and clones side by side; older ones are made again when they are wanted. */
const KEPT = 12;

const CLONE = path.resolve(import.meta.dirname, '..');

/** Where the bundle of this code is, or is to be kept for whoever starts next. */
export interface BundleStore {
  /** Path of the bundle of this very code; undefined when nobody has made it yet. */
  find(): Promise<string | undefined>;
  /**
   * Keeps a bundle that was made since the store was opened; several processes may do so at once.
   * @returns its path, or undefined when the code has changed meanwhile, so that nobody knows what it was made of
   */
  keep(code: string): Promise<string | undefined>;
}

/**
 * A folder of bundles, each named by a digest of all that it was made of: changed code has another name, so that a stale
 * bundle is never found. Clones may share the folder, and it may be read-only where all that is wanted lies in it.
 * @param clone the code that the bundle is made of
 * @returns undefined where npm has left no record of what it installed; then bundles are not kept
 */
export async function openBundleStore(folder: string, clone = CLONE): Promise<BundleStore | undefined> {
  const key = await bundleKey(clone);
  if (!key) return undefined;
  const file = path.join(folder, `${key}.js`);
  return {
    async find() {
      if (!(await isFile(file))) return undefined;
      // What is in use is not pruned. In an image the time cannot be set, and nothing is pruned.
      await utimes(file, new Date(), new Date()).catch(() => undefined);
      return file;
    },
    async keep(code) {
      if ((await bundleKey(clone)) !== key) return undefined;
      await mkdir(folder, { recursive: true });
      const draft = `${file}.${randomUUID()}`;
      // On the disk before it has its name: a machine that stops now leaves no half of a bundle.
      await writeFile(draft, code, { flush: true });
      await rename(draft, file);
      await prune(folder);
      return file;
    },
  };
}

/** Names the bundle of a clone's code: sources, packages, Node, and where they lie, for a bundle names its files. */
async function bundleKey(clone: string): Promise<string | undefined> {
  const installed = await readFile(path.join(clone, INSTALLED)).catch(() => undefined);
  if (!installed) return undefined;
  const digest = createHash('sha256');
  const add = (name: string, content: Buffer | string) =>
    digest.update(`${name}\0${content.length}\0`).update(content);
  add('clone', path.resolve(clone));
  add('node', `${process.version} ${process.platform} ${process.arch}`);
  add(INSTALLED, installed);
  for (const file of await bundleSources(clone)) add(file, await readFile(path.join(clone, file)));
  return digest.digest('hex').slice(0, 32);
}

/** Every file that a bundle may be made of, beside packages: relative to the clone, in one order. */
export async function bundleSources(clone = CLONE): Promise<string[]> {
  const files: string[] = [];
  for (const source of SOURCES) {
    const within = source.endsWith('.ts')
      ? ['']
      : await readdir(path.join(clone, source), { recursive: true });
    for (const name of within) {
      const file = path.join(source, name);
      if (await isFile(path.join(clone, file))) files.push(file);
    }
  }
  return files.sort();
}

/** Removes what nobody has used for the longest time, and drafts of processes that died. */
async function prune(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const file = path.join(folder, name);
      const found = await stat(file).catch(() => undefined);
      return { file, usedAt: found?.mtimeMs ?? 0 };
    }),
  );
  const unused = files.sort((a, b) => b.usedAt - a.usedAt).slice(KEPT);
  await Promise.all(unused.map(({ file }) => rm(file, { force: true })));
}

async function isFile(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ?? false;
}

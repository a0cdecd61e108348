import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** Licences under which anybody may run, change and sell a shop that contains the package. */
const WELCOME: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  // For data, such as tables of browsers; it asks for attribution.
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
]);

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      license: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
    }),
  ),
});
const Manifest = z.object({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

/** Packages whose manifest names no licence, though a file of theirs does. */
const BY_FILE: ReadonlyMap<string, string> = new Map([['node_modules/unionfs', 'Unlicense']]);

/** What the shop ships that is under none of these; `root` is the folder of the lockfile. */
export function unwelcomeLicences(root: string): { name: string; licence: string }[] {
  const { packages } = Lock.parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')));
  return Object.entries(packages)
    .filter(([name, { dev }]) => name !== '' && !dev)
    .flatMap(([name, { license, optional }]) => {
      const licence = license ?? BY_FILE.get(name) ?? licenceOf(path.join(root, name));
      // What is for another platform is not here to be looked into; its siblings are.
      if (licence === undefined && optional) return [];
      return licence !== undefined && isWelcome(licence)
        ? []
        : [{ name, licence: licence ?? 'no licence that it names' }];
    });
}

/**
 * Whether an SPDX expression leaves a choice that is welcome: all of an `AND`, one of an `OR`. Brackets bind nothing
 * else in the expressions of packages.
 */
export function isWelcome(expression: string): boolean {
  return expression
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => WELCOME.has(one.trim())));
}

function licenceOf(folder: string): string | undefined {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const { license, licenses } = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ');
}

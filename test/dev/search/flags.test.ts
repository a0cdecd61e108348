import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readFlags } from '../../../dev/search/flags.js';

it('reads where queries come from and results go', () => {
  expect(readFlags(['--in', 'a', '--out', 'b', '--data', '/d'])).toEqual({
    in: 'a',
    out: 'b',
    catalog: 'postgres',
    data: '/d',
  });
  expect(readFlags(['--help'])).toBeUndefined();
});

it.each<[string, string[], RegExp]>([
  ['no files', [], /^Say --in and --out/],
  ['no output', ['--in', '-'], /^Say --in and --out/],
  ['a catalog that there is none of', ['--in', '-', '--out', '-', '--catalog', 'oracle'], /takes postgres/],
  ['an option that is not known', ['--inn', 'x'], /--inn/],
])('says what to do for %s', (_, args, message) => {
  expect(() => readFlags(args)).toThrow(message);
});

it('does not let a run write over its own input, by whatever name', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-flags-'));
  const [file, link] = [path.join(folder, 'file'), path.join(folder, 'link')];
  writeFileSync(file, '');
  symlinkSync(file, link);
  expect(() => readFlags(['--in', file, '--out', link])).toThrow('--in and --out name the same file.');
  rmSync(folder, { recursive: true });
});

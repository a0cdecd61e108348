import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../../dev/paths.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';

jest.setTimeout(120_000);

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'shoptalk-search-'));
  await chmod(folder, 0o755); // PostgreSQL may run as another user
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the command as npm does; without a database url, as on a machine where nothing runs. */
async function search(
  args: string[],
  { input = '', url = database.url as string | null } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'dev/search/main.ts', ...args], {
    cwd: root,
    env: { ...environment, ...(url ? { DATABASE_URL: url } : {}) },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (output.stdout += text));
  child.stderr.on('data', (text) => (output.stderr += text));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...output };
}

const at = (name: string) => path.join(folder, name);

it('reads a file, writes a file, and says nothing when all is well', async () => {
  await writeFile(at('in.jsonl'), '{"id":"a","query":"jeans"}\n{"id":"b","query":"socks"}\n');
  const { code, stdout, stderr } = await search(['--in', at('in.jsonl'), '--out', at('out.jsonl')]);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
  const rows = (await readFile(at('out.jsonl'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows.map(({ id, results }) => [id, results.length])).toEqual([
    ['a', 10],
    ['b', 10],
  ]);
});

it('works in a pipe, with nothing but results on standard output', async () => {
  const { code, stdout, stderr } = await search(['--in', '-', '--out', '-'], {
    input: '{"id":1,"query":"jeans"}\nnonsense\n{"id":3}\n',
  });
  expect(code).toBe(1);
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows).toMatchObject([
    { id: 1, results: expect.any(Array) },
    { id: 3, error: expect.any(String) },
  ]);
  expect(stderr).toMatch(/^line 2: not JSON.*\nline 3: .*\n1 of 3 lines were answered\.\n$/);
});

it('ends with 2 when the database does not answer, or has no shop in it', async () => {
  const empty = Object.assign(new URL(database.url), { pathname: '/postgres' }).href;
  const runs = [
    ['postgres://nobody:x@127.0.0.1:1/none', /No PostgreSQL answers at DATABASE_URL/],
    [empty, /npm run migrate/],
  ] as const;
  await Promise.all(
    runs.map(async ([url, message]) => {
      const { code, stdout, stderr } = await search(['--in', '-', '--out', '-'], { url });
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(message)]);
    }),
  );
});

it('starts a database with the demo catalog where there is none, and stops it again', async () => {
  const args = ['--in', '-', '--out', '-', '--data', at('data')];
  const input = '{"id":1,"query":"jeans"}\n';
  const first = await search(args, { input, url: null });
  expect(first).toMatchObject({ code: 0, stderr: expect.stringMatching(/demo catalog …\n$/) });
  expect(JSON.parse(first.stdout).results).toHaveLength(10);
  await expect(readFile(at('data/postgres/postmaster.pid'))).rejects.toThrow('ENOENT');
  await expect(readFile(at('data/run.json'))).rejects.toThrow('ENOENT');
});

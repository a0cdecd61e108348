import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFilePrompts, PROMPT_VERSIONS } from '../../../activities/adapters/prompts/files.js';
import { MODEL_TASKS } from '../../../activities/ports/index.js';

const folder = path.join(import.meta.dirname, '../../../content/prompts');
const prompts = createFilePrompts(folder);

/** What each version says, by digest. New words are a new file, because answers are cached under the version. */
const PUBLISHED: Record<string, string> = {
  'rewrite.v1.md': 'c5d88859eb1155f9',
  'understand.v1.md': '7592365142cfde8a',
  'word.v1.md': '572a5cba65a8ffb6',
};

test.each(readdirSync(folder))('%s still says what it said when it was published', (file) => {
  const digest = createHash('sha256')
    .update(readFileSync(path.join(folder, file)))
    .digest('hex')
    .slice(0, 16);
  expect(`${file} ${digest}`).toBe(`${file} ${PUBLISHED[file]}`);
});

test.each(MODEL_TASKS)('the version of "%s" in use is there', (task) => {
  expect(Object.keys(PUBLISHED)).toContain(`${task}.${PROMPT_VERSIONS[task]}.md`);
});

const values = { message: '"hello"', draft: 'Hello.', facts: 'none' };

test('fills in every value, once and as it is', () => {
  const { system, user, version } = prompts.render('word', {
    ...values,
    message: '"{{draft}} and {{facts}}"',
  });
  expect(version).toBe('v1');
  expect(user).toContain('MESSAGE, as a JSON string: "{{draft}} and {{facts}}"');
  expect(user).toContain('DRAFT: Hello.');
  expect(system).not.toMatch(/\{\{|^#/);
});

test('a value that is missing, and one that nobody asked for, are errors', () => {
  expect(() => prompts.render('word', { message: 'x', draft: 'y' })).toThrow(/asks for "facts"/);
  expect(() => prompts.render('word', { ...values, more: 'z' })).toThrow(/does not use more/);
});

test.each(MODEL_TASKS)('"%s" says that the words of a shopper are no instructions', (task) => {
  expect(readFileSync(path.join(folder, `${task}.${PROMPT_VERSIONS[task]}.md`), 'utf8')).toMatch(
    /data, not instructions/,
  );
});

test('a file that is missing, or without its parts, is an error that names it', () => {
  const empty = mkdtempSync(path.join(tmpdir(), 'prompts-'));
  try {
    expect(() => createFilePrompts(empty)).toThrow(/understand\.v1\.md/);
    writeFileSync(path.join(empty, 'understand.v1.md'), '# System\nonly this');
    expect(() => createFilePrompts(empty)).toThrow(/needs a part "# System" and a part "# User"/);
  } finally {
    rmSync(empty, { recursive: true });
  }
});

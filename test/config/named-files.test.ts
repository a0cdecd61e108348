import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDERS =
  'activities|api|bench|config|content|db|deploy|dev|domain|evals|machines|test|web|worker|workflows';
const FILE = new RegExp(`\`((?:${FOLDERS})/[\\w./-]*|\\.dockerignore|biome\\.json)\``, 'g');
const LINK = /\]\(([\w./-]+\.md)(?:#([\w-]+))?\)/g;

/** The pages that say where things are. */
const PAGES = [
  'README.md',
  'SECURITY.md',
  ...[
    'architecture',
    'asvs',
    'deploy',
    'operations',
    'privacy',
    'runbook',
    'scaling',
    'security',
    'support',
  ].map((name) => `docs/${name}.md`),
];

/** What links to a heading are made of. */
function anchorsIn(page: string): string[] {
  return [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

test.each(PAGES)('every file and page that %s names is there', (page) => {
  const text = readFileSync(page, 'utf8');
  const files = [...text.matchAll(FILE)].map(([, file = '']) => file);
  const links = [...text.matchAll(LINK)].map(([, target = '', anchor]) => ({
    target: path.join(path.dirname(page), target),
    anchor,
  }));
  expect(files.length + links.length).toBeGreaterThan(0);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
  expect(links.filter(({ target }) => !existsSync(target))).toEqual([]);
  expect(links.filter(({ target, anchor }) => anchor && !anchorsIn(target).includes(anchor))).toEqual([]);
});

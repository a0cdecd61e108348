import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const web = path.resolve(import.meta.dirname ?? __dirname, '../../web');
const files = readdirSync(web, { recursive: true, encoding: 'utf8' });
const read = (file: string) => readFileSync(path.join(web, file), 'utf8');
const pages = files.filter((file) => file.endsWith('.html'));
const scripts = files.filter((file) => file.endsWith('.js'));

it.each(scripts)('%s never turns words into markup', (file) => {
  expect(read(file)).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|new Function/,
  );
});

it.each(pages)('%s keeps to the content security policy: nothing inline, nothing from elsewhere', (file) => {
  const page = read(file);
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
  expect(page.match(/<script(?![^>]*\ssrc=)/g)).toBeNull();
  expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});

it.each(pages)('%s asks for no file that is not there', (file) => {
  const wanted = [...read(file).matchAll(/(?:src|href)="(\/[^"#]*)/g)].map(([, name = '']) => name);
  for (const name of wanted.filter((name) => path.extname(name))) expect(files).toContain(name.slice(1));
});

it.each(scripts)('%s imports no file that is not there', (file) => {
  for (const [, name = ''] of read(file).matchAll(/from '(\.[^']+)'/g)) {
    expect(files).toContain(path.join(path.dirname(file), name));
  }
});

it.each(scripts)('%s uses no icon and no template that is not there', (file) => {
  const text = read(file);
  for (const [, name] of text.matchAll(/\bicon\('([a-z]+)'\)/g)) {
    expect(read('icons.svg')).toContain(`id="${name}"`);
  }
  const markup = pages.map(read).join('');
  for (const [, name] of text.matchAll(/\bclone\('([a-z]+)'\)/g)) expect(markup).toContain(`id="t-${name}"`);
});

it('preloads every module of the shop page, and nothing else', () => {
  const wanted = new Set<string>();
  const follow = (file: string) => {
    for (const [, name = ''] of read(file).matchAll(/from '(\.[^']+)'/g)) {
      const found = path.join(path.dirname(file), name);
      if (wanted.has(found)) continue;
      wanted.add(found);
      follow(found);
    }
  };
  follow('scripts/main.js');
  const preloaded = [...read('index.html').matchAll(/rel="modulepreload" href="\/([^"]+)"/g)];
  expect(preloaded.map(([, name]) => name)).toEqual([...wanted].sort());
});

import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { describedRoutes } from '../../api/openapi/described.js';
import { openApiDocument, openApiPath } from '../../api/openapi/document.js';
import { apiPage } from '../../dev/api-page.js';

const routes = describedRoutes();
const page = apiPage(openApiDocument(routes, { name: 'Shoptalk', version: '0' }));

/** The text of a route: from its heading to the next. */
const textOf = (heading: string) =>
  page.split(/^(?=###? )/m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
const headingOf = ({ method, path }: { method: string; path: string }) =>
  `### ${method.toUpperCase()} ${openApiPath(path)}`;

describe('docs/api.md', () => {
  it('is what `npm run docs` writes now', () => {
    expect(readFileSync('docs/api.md', 'utf8')).toBe(page);
  });

  it('has every route once, with who may call it and what it answers', () => {
    for (const route of routes) {
      expect([headingOf(route), page.split(`${headingOf(route)}\n`).length]).toEqual([headingOf(route), 2]);
      expect(textOf(headingOf(route))).toMatch(
        /^Who: (anybody|shoppers, guests among them|staff with the role .+)\.$/m,
      );
      expect(textOf(headingOf(route))).toMatch(/^Answers `\d{3}` \S/m);
    }
  });

  it('tells of every problem that a route declares', () => {
    // Those that any route can have are said once, at the top.
    const [top = ''] = page.split('\n## ');
    for (const route of routes)
      for (const code of route.problems.filter((code) => !top.includes(`\`${code}\``)))
        expect([headingOf(route), textOf(headingOf(route))]).toEqual([
          headingOf(route),
          expect.stringContaining(`\`${code}\``),
        ]);
  });

  it('shows bodies that the api takes', () => {
    const withBodies = routes.filter(({ body }) => body !== undefined && body !== 'raw');
    expect(withBodies.length).toBeGreaterThan(10);
    for (const route of withBodies) {
      const [, sent = ''] = /```http\n[\s\S]*?\n\n([\s\S]*?)\n```/.exec(textOf(headingOf(route))) ?? [];
      const parsed = (route.body as z.ZodType).safeParse(JSON.parse(sent));
      expect([headingOf(route), parsed.error?.issues]).toEqual([headingOf(route), undefined]);
    }
  });

  it('leads to a heading with every link', () => {
    const headings = [...page.matchAll(/^###? (.+)$/gm)].map(([, words = '']) =>
      words.toLowerCase().replaceAll(' ', '-'),
    );
    for (const [, target = ''] of page.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(target);
  });
});

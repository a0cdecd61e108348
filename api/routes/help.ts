import type { HelpSubject } from '../../activities/ports/index.js';
import type { ApiDeps } from '../deps.js';
import { escaped } from '../markup.js';
import { defineRoute, type Route } from './route.js';

const HTML = 'text/html';

/** The merchant's answers as a page; replies in the chat link to its passages. */
export function helpRoutes({ help, settings }: ApiDeps): Route[] {
  const page = pageOf(settings.shopName, help.subjects());
  return [
    defineRoute({
      method: 'get',
      path: '/help',
      operationId: 'readHelpPage',
      tag: 'shop',
      summary: 'How the shop does things: shipping, returns, payment and what else the merchant has written',
      access: 'public',
      responses: { 200: { description: 'A page; each passage can be linked to', contentType: HTML } },
      problems: [],
      handle: async () => ({ contentType: HTML, headers: { 'cache-control': 'no-cache' }, body: page }),
    }),
  ];
}

/** No script, no style of its own: the policy of our pages allows neither. */
function pageOf(shopName: string, subjects: readonly HelpSubject[]): string {
  const contents = subjects.map(
    ({ id, title }) => `<li><a href="#${escaped(id)}">${escaped(title)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Help · ${escaped(shopName)}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/styles/tokens.css">
<link rel="stylesheet" href="/styles/base.css">
<link rel="stylesheet" href="/styles/help-page.css">
</head>
<body class="help-page">
<header class="help-page__head">
<p><a href="/">${escaped(shopName)}</a></p>
<h1>Help</h1>
<nav aria-label="Subjects"><ul class="help-page__contents">
${contents.join('\n')}
</ul></nav>
</header>
<main>
${subjects.map(sectionOf).join('\n')}
${subjects.length === 0 ? '<p>Nothing has been written here yet. Ask for a person in the chat.</p>' : ''}
</main>
<p><a href="/">Back to the shop</a></p>
</body>
</html>
`;
}

function sectionOf({ id, title, passages }: HelpSubject): string {
  const articles = passages.map(
    (passage) => `<article class="help-page__passage" id="${escaped(passage.id)}">
<h3><a href="#${escaped(passage.id)}">${escaped(passage.title)}</a></h3>
${passage.html}</article>`,
  );
  return `<section id="${escaped(id)}" aria-labelledby="${escaped(id)}-title">
<h2 id="${escaped(id)}-title">${escaped(title)}</h2>
${articles.join('\n')}
</section>`;
}

import { z } from 'zod';
import type { HelpSubject } from '../../activities/ports/index.js';
import { Language, preferredLanguage } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import { escaped } from '../markup.js';
import { defineRoute, type Route } from './route.js';

const HTML = 'text/html';

/** What the page says besides the merchant's answers. */
const WORDS: Readonly<Record<Language, { help: string; subjects: string; none: string; back: string }>> = {
  en: {
    help: 'Help',
    subjects: 'Subjects',
    none: 'Nothing has been written here yet. Ask for a person in the chat.',
    back: 'Back to the shop',
  },
  es: {
    help: 'Ayuda',
    subjects: 'Temas',
    none: 'Aquí todavía no hay nada escrito. Pide en el chat hablar con una persona.',
    back: 'Volver a la tienda',
  },
  de: {
    help: 'Hilfe',
    subjects: 'Themen',
    none: 'Hier steht noch nichts. Frag im Chat nach einem Menschen.',
    back: 'Zurück zum Shop',
  },
};

/** The merchant's answers as a page; replies in the chat link to its passages. */
export function helpRoutes({ help, settings }: ApiDeps): Route[] {
  const pages = new Map(
    Language.options.map((language) => [
      language,
      pageOf(settings.shopName, language, help.subjects(language)),
    ]),
  );
  return [
    defineRoute({
      method: 'get',
      path: '/help',
      operationId: 'readHelpPage',
      tag: 'shop',
      summary: 'How the shop does things: shipping, returns, payment and what else the merchant has written',
      access: 'public',
      query: z.object({
        language: Language.optional()
          .catch(undefined)
          .describe('without it, the first of Accept-Language that the shop speaks'),
      }),
      responses: { 200: { description: 'A page; each passage can be linked to', contentType: HTML } },
      problems: [],
      handle: async ({ query, ctx }) => {
        const language = query.language ?? preferredLanguage(ctx.get('accept-language'));
        const headers = {
          'cache-control': 'no-cache',
          'content-language': language,
          vary: 'Accept-Language',
        };
        return { contentType: HTML, headers, body: pages.get(language) ?? '' };
      },
    }),
  ];
}

/** No script, no style of its own: the policy of our pages allows neither. */
function pageOf(shopName: string, language: Language, subjects: readonly HelpSubject[]): string {
  const words = WORDS[language];
  const contents = subjects.map(
    ({ id, title }) => `<li><a href="#${escaped(id)}">${escaped(title)}</a></li>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${words.help} · ${escaped(shopName)}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/styles/tokens.css">
<link rel="stylesheet" href="/styles/base.css">
<link rel="stylesheet" href="/styles/help-page.css">
</head>
<body class="help-page">
<header class="help-page__head">
<p><a href="/">${escaped(shopName)}</a></p>
<h1>${words.help}</h1>
<nav aria-label="${words.subjects}"><ul class="help-page__contents">
${contents.join('\n')}
</ul></nav>
</header>
<main>
${subjects.map(sectionOf).join('\n')}
${subjects.length === 0 ? `<p>${words.none}</p>` : ''}
</main>
<p><a href="/">${words.back}</a></p>
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

import { Lexer, Marked, type Token, type Tokens } from 'marked';
import type { HelpPassage } from '../../ports/index.js';

/** A passage, and what people say when they mean it. */
export interface ParsedPassage extends HelpPassage {
  asked: string;
}

export interface ParsedSubject {
  id: string;
  title: string;
  passages: ParsedPassage[];
}

const ASKED = /<!--\s*asked:([\s\S]*?)-->/g;
/** Names a passage by what it is called in another language: `## Envío gratis {#free-shipping}`. */
const ANCHOR = /\s*\{#([\p{Ll}\p{Nd}-]+)\}$/u;
const SAFE_LINK = /^(?:https?:|mailto:|\/|#)/i;

/** Raw markup is left out: what a page shows is what Markdown says. */
const markdown = new Marked({
  renderer: {
    html: () => '',
    link({ href, tokens }) {
      const words = this.parser.parseInline(tokens);
      return SAFE_LINK.test(href) ? `<a href="${href.replaceAll('"', '%22')}">${words}</a>` : words;
    },
    image: ({ text }) => text,
  },
});

/**
 * Reads one file of `content/help/`: `# Title`, then passages that begin with `##`.
 * @param id the subject's name, from that of the file
 * Throws, naming the file, when there is no title or a passage is empty.
 */
export function parseSubject(id: string, source: string): ParsedSubject {
  const tokens = new Lexer().lex(source.replace(/^\uFEFF/, ''));
  const title = tokens.find((token): token is Tokens.Heading => isHeading(token, 1));
  if (!title) throw new Error(`content/help: ${id}.md needs a title, a line that begins with "# ".`);
  const parts: { heading: Tokens.Heading; body: Token[] }[] = [];
  for (const token of tokens) {
    if (isHeading(token, 2)) parts.push({ heading: token, body: [] });
    else if (token !== title) parts.at(-1)?.body.push(token);
  }
  return {
    id,
    title: plainInline(title),
    passages: parts.map(({ heading, body }) => passage(id, heading, body)),
  };
}

function passage(subject: string, heading: Tokens.Heading, body: Token[]): ParsedPassage {
  const written = plainInline(heading);
  const title = written.replace(ANCHOR, '');
  const slug = ANCHOR.exec(written)?.[1] ?? slugOf(title);
  const markup = body
    .filter(({ type }) => type === 'html')
    .map(({ raw }) => raw)
    .join('\n');
  const asked = [...markup.matchAll(ASKED)].map(([, words = '']) => words.trim()).join(', ');
  const text = body.flatMap(plainBlock).join('\n\n');
  if (!text)
    throw new Error(
      `content/help: "${title}" in ${subject}.md says nothing; write its answer, or take it out.`,
    );
  return { id: `${subject}-${slug}`, title, text, html: markdown.parser(body), asked };
}

function isHeading(token: Token, depth: number): token is Tokens.Heading {
  return token.type === 'heading' && token.depth === depth;
}

function plainBlock(token: Token): string[] {
  if (token.type === 'list') {
    const items = (token as Tokens.List).items.map(
      ({ tokens }) => `• ${tokens.flatMap(plainBlock).join(' ')}`,
    );
    return [items.join('\n')];
  }
  if (token.type === 'space' || token.type === 'html' || token.type === 'hr') return [];
  return [plainInline(token)].filter(Boolean);
}

/** The words of a line, without what marks them. */
function plainInline(token: Token): string {
  const inner = 'tokens' in token ? token.tokens : undefined;
  if (inner) return inner.map(plainInline).join('').replaceAll(/\s+/g, ' ').trim() || '';
  if (token.type === 'html') return '';
  return token.type === 'br' ? ' ' : 'text' in token ? String(token.text) : '';
}

/** As in links to headings elsewhere: lower case, words joined by "-". */
function slugOf(title: string): string {
  return (
    title
      .toLowerCase()
      .normalize('NFKD')
      .match(/[\p{L}\p{Nd}]+/gu) ?? []
  ).join('-');
}

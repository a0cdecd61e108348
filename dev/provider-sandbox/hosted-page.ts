/** The provider's own page, where a shopper agrees to pay: plain HTML that works without scripts. */
export function hostedPage({
  title,
  host,
  content,
}: {
  title: string;
  host: string;
  content: string;
}): string {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} – ${host}</title>
  <link rel="stylesheet" href="/_sandbox/page.css">
</head>
<body>
  <main>
    <h1>${title}</h1>
    ${content}
  </main>
</body>
</html>
`;
}

/**
 * Nothing but the page's own style and form; browsers apply `form-action` to the redirect after a post too,
 * so the shop's origins are named.
 */
export function hostedPagePolicy(...returnUrls: (string | undefined)[]): string {
  const origins = new Set(returnUrls.flatMap((url) => (url ? [` ${new URL(url).origin}`] : [])));
  return `default-src 'none'; style-src 'self'; form-action 'self'${[...origins].join('')}; base-uri 'none'; frame-ancestors 'none'`;
}

export const HOSTED_PAGE_STYLE = `
:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
body { margin: 0; display: grid; min-height: 100dvh; place-items: center; }
main { max-width: 24rem; padding: 1.5rem; }
button { font: inherit; min-height: 3rem; min-width: 8rem; margin: 0.25rem 0.5rem 0.25rem 0; }
fieldset { border: 0; margin: 0 0 1rem; padding: 0; }
label { display: block; padding: 0.5rem 0; }
.note { opacity: 0.8; font-size: 0.9rem; }
`;

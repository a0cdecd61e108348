export interface CaughtMail {
  id: number;
  at: Date;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers: string;
}

const STYLE = `
  :root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  table { width: 100%; border-collapse: collapse; }
  th, td { padding: 0.5rem; text-align: left; border-bottom: 1px solid #8884; vertical-align: top; }
  iframe { width: 100%; height: 40rem; border: 1px solid #8884; background: Canvas; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #8884; padding: 1rem; }`;

/** All mails, newest first. */
export function listPage(mails: readonly CaughtMail[]): string {
  const rows = mails.map(
    ({ id, at, to, subject }) =>
      `<tr><td>${at.toISOString().slice(0, 19).replace('T', ' ')}</td><td>${escaped(to)}</td>` +
      `<td><a href="/mails/${id}">${escaped(subject || '(no subject)')}</a></td></tr>`,
  );
  const table =
    rows.length === 0
      ? '<p>No mail yet. Buy something, and load this page again.</p>'
      : `<table><thead><tr><th>Sent</th><th>To</th><th>Subject</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
  return page(
    'Mail',
    `<p>What the shop has sent. None of it left this machine; it is gone when the shop stops.</p>${table}`,
  );
}

/** One mail: as clients show it, as text, and its head. */
export function mailPage({ id, to, subject, text, headers }: CaughtMail): string {
  return page(
    subject || '(no subject)',
    `<p><a href="/">All mails</a></p><p>To ${escaped(to)}</p>
<iframe src="/mails/${id}/html" sandbox title="The mail as HTML"></iframe>
<h2>As text</h2><pre>${escaped(text)}</pre>
<h2>Headers</h2><pre>${escaped(headers)}</pre>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>${body}</body></html>
`;
}

function escaped(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

import type { Person } from './people.js';

/** Names are ours, from people.ts: nothing on this page comes from outside. */
export function choicePage(title: string, uid: string, people: readonly Person[]): string {
  const form = (subject: string, label: string) =>
    `<form method="post" action="/interaction/${uid}/${subject}"><p><button type="submit">${label}</button></p></form>`;
  const choices = people.map(({ subject, name, roles }) =>
    form(subject, roles.length > 0 ? `${name} (${roles.join(', ')})` : name),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
</head>
<body>
<main>
<h1>${title}</h1>
<p>This is for development: pick who you want to be.</p>
${choices.join('\n')}
${form('nobody', 'Not now')}
</main>
</body>
</html>
`;
}

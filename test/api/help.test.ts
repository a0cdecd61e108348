import { createHelpTexts } from '../../activities/adapters/help-texts/markdown.js';
import { parseSubject } from '../../activities/adapters/help-texts/parse-subject.js';
import { startApi } from './support/api.js';

test('the page is in the language that is asked for, or in that of the browser', async () => {
  const german = parseSubject('shoes', '# Schuhe\n\n## Neue Sohlen {#new-soles}\n\nWir besohlen.');
  const help = createHelpTexts([parseSubject('shoes', '# Shoes\n\n## New soles\n\nWe resole.')], {
    de: [german],
  });
  const api = await startApi({ help });
  const read = async (query: string, acceptLanguage = 'en') => {
    const answer = await fetch(`${api.base}/help${query}`, {
      headers: { 'accept-language': acceptLanguage },
    });
    return {
      status: answer.status,
      language: answer.headers.get('content-language'),
      page: await answer.text(),
    };
  };
  try {
    for (const [query, browser] of [['?language=de'], ['', 'de-AT,en;q=0.5']] as const) {
      const { language, page } = await read(query, browser);
      expect(language).toBe('de');
      expect(page).toContain('<html lang="de">');
      expect(page).toContain('id="shoes-new-soles"');
      expect(page).toContain('Wir besohlen.');
    }
    expect(await read('?language=xx')).toMatchObject({ status: 200, language: 'en' });
  } finally {
    await api.close();
  }
});

test('the merchant’s answers are a page whose passages can be linked to', async () => {
  const help = createHelpTexts([
    parseSubject('shoes', '# Shoes & boots\n\n## New soles\n\nWe resole **boots**.'),
  ]);
  const api = await startApi({ help });
  try {
    const answer = await fetch(`${api.base}/help`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const page = await answer.text();
    expect(page).toContain('id="shoes-new-soles"');
    expect(page).toContain('<p>We resole <strong>boots</strong>.</p>');
    expect(page).toContain('Shoes &amp; boots');
    expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
  } finally {
    await api.close();
  }
});

import { createHelpTexts } from '../../activities/adapters/help-texts/markdown.js';
import { parseSubject } from '../../activities/adapters/help-texts/parse-subject.js';
import { startApi } from './support/api.js';

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

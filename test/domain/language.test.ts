import { languageAfter, preferredLanguage } from '../../domain/index.js';

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['es-MX,es;q=0.9,en;q=0.8', 'es'],
  ['fr-FR, de;q=0.7, en;q=0.3', 'de'],
  ['en;q=0.5, ES;q=0.6', 'es'],
  ['es;q=0, de', 'de'],
  ['fr, it', 'en'],
  [';;;,q=,*', 'en'],
] as const)('a browser that asks for %p begins in %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});

describe('the language of a conversation', () => {
  const es = (sure: boolean) => ({ language: 'es', sure }) as const;
  const en = (sure: boolean) => ({ language: 'en', sure }) as const;

  it('changes with one clear sentence', () => {
    expect(languageAfter({ language: 'en' }, es(true))).toEqual({ language: 'es' });
  });

  it('changes with two short ones in a row, not with one', () => {
    const leaning = languageAfter({ language: 'en' }, es(false));
    expect(leaning).toEqual({ language: 'en', leaning: 'es' });
    expect(languageAfter(leaning, es(false))).toEqual({ language: 'es' });
    expect(languageAfter(leaning, en(false))).toEqual({ language: 'en' });
  });

  it('stays where nothing tells', () => {
    expect(languageAfter({ language: 'de', leaning: 'es' }, undefined)).toEqual({
      language: 'de',
      leaning: 'es',
    });
  });
});

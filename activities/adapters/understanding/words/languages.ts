import type { Language } from '../../../../domain/index.js';

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** What the languages are called in each of them, without accents. */
export const LANGUAGE_NAMES: ReadonlyMap<string, Language> = new Map([
  ['english', 'en'],
  ['ingles', 'en'],
  ['englisch', 'en'],
  ['spanish', 'es'],
  ['espanol', 'es'],
  ['castellano', 'es'],
  ['spanisch', 'es'],
  ['german', 'de'],
  ['aleman', 'de'],
  ['deutsch', 'de'],
]);

/** With a language's name these ask for it and for nothing else: "can we speak English, please?". */
export const ASKING_FOR_LANGUAGE = set(`
  in speak speaking talk write switch change to can could you we i do please let lets the language continue answer reply me my
  en habla hablas hablar hablame hablemos puedes podemos podrias escribe escribeme responde por favor cambia cambiar al a
  idioma el lo mejor prefiero sigue conmigo
  auf sprich sprichst sprechen wir kannst konnen du bitte wechsle wechseln zu lieber antworte mir rede reden schreib
  weiter mit ich mochte spreche hablo only solo nur
`);

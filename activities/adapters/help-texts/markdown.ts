import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_LANGUAGE, Language } from '../../../domain/index.js';
import type { HelpTexts } from '../../ports/index.js';
import { indexPassages } from './find-passage.js';
import { LANGUAGES_OF_HELP } from './languages.js';
import { type ParsedPassage, type ParsedSubject, parseSubject } from './parse-subject.js';

const FOLDER = fileURLToPath(new URL('../../../content/help', import.meta.url));

/**
 * The merchant's answers, `<folder>/<language>/<subject>.md`, read once. Throws when a file cannot be understood, or
 * two passages would have one link, and says what to do. A folder that is not there holds no answers.
 */
export function readHelpTexts(folder = FOLDER): HelpTexts {
  const { en, ...translations } = Object.fromEntries(
    Language.options.map((language) => [language, subjectsIn(path.join(folder, language))]),
  ) as Record<Language, ParsedSubject[]>;
  return createHelpTexts(en, translations);
}

/** The same, of subjects that have been read already. A passage and its translations have one id. */
export function createHelpTexts(
  subjects: readonly ParsedSubject[],
  translations: Partial<Record<Language, readonly ParsedSubject[]>> = {},
): HelpTexts {
  const english = helpIn(DEFAULT_LANGUAGE, subjects);
  const others = new Map(
    Language.options.flatMap((language) => {
      const translated = translations[language];
      return translated ? [[language, helpIn(language, translated)] as const] : [];
    }),
  );
  const inLanguage = (language: Language | undefined) => (language && others.get(language)) || english;
  const passage = (id: string, language?: Language) =>
    inLanguage(language).passages.get(id) ?? english.passages.get(id);

  return {
    passage,
    find: (question, { language, ...options } = {}) =>
      inLanguage(language).index.best(question, options) ?? english.index.best(question, options),
    subjects: (language) =>
      subjects.map((subject) => {
        const title = inLanguage(language).titles.get(subject.id) ?? subject.title;
        const passages = subject.passages.map((each) => passage(each.id, language) ?? each);
        return { ...subject, title, passages };
      }),
  };
}

function helpIn(language: Language, subjects: readonly ParsedSubject[]) {
  const passages = new Map<string, ParsedPassage>();
  for (const passage of subjects.flatMap((subject) => subject.passages)) {
    if (passages.has(passage.id))
      throw new Error(
        `content/help/${language}: two passages are called "${passage.title}" in one file; give one another title.`,
      );
    passages.set(passage.id, passage);
  }
  return {
    passages,
    titles: new Map(subjects.map(({ id, title }) => [id, title])),
    index: indexPassages(subjects, LANGUAGES_OF_HELP[language]),
  };
}

function subjectsIn(folder: string): ParsedSubject[] {
  const files = existing(folder)
    .filter((name) => name.endsWith('.md'))
    .sort();
  return files.map((name) =>
    parseSubject(path.basename(name, '.md'), readFileSync(path.join(folder, name), 'utf8')),
  );
}

function existing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

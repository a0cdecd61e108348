import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HelpTexts } from '../../ports/index.js';
import { indexPassages } from './find-passage.js';
import { type ParsedSubject, parseSubject } from './parse-subject.js';

const FOLDER = fileURLToPath(new URL('../../../content/help/en', import.meta.url));

/**
 * The merchant's answers, one Markdown file for each subject, read once. Throws when a file cannot be understood, or
 * two passages would have one link, and says what to do. A folder that is not there holds no answers.
 */
export function readHelpTexts(folder = FOLDER): HelpTexts {
  const files = existing(folder)
    .filter((name) => name.endsWith('.md'))
    .sort();
  return createHelpTexts(
    files.map((name) =>
      parseSubject(path.basename(name, '.md'), readFileSync(path.join(folder, name), 'utf8')),
    ),
  );
}

/** The same, of subjects that have been read already. */
export function createHelpTexts(subjects: readonly ParsedSubject[]): HelpTexts {
  const passages = new Map<string, ParsedSubject['passages'][number]>();
  for (const passage of subjects.flatMap((subject) => subject.passages)) {
    if (passages.has(passage.id))
      throw new Error(
        `content/help: two passages are called "${passage.title}" in one file; give one another title.`,
      );
    passages.set(passage.id, passage);
  }
  const index = indexPassages(subjects);
  return {
    subjects: () => subjects,
    find: (question, options = {}) => index.best(question, options),
    passage: (id) => passages.get(id),
  };
}

function existing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

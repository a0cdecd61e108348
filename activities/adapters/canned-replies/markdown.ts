import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CannedReply } from '../../ports/index.js';

const FOLDER = fileURLToPath(new URL('../../../content/canned-replies', import.meta.url));

/**
 * The merchant's replies at hand, one file a language: `## Title`, and below it the words, as they will be sent. Read
 * once. Throws, naming file and title, when one says nothing. A folder that is not there holds none.
 */
export function readCannedReplies(folder = FOLDER): CannedReply[] {
  return files(folder).flatMap((file) => {
    const language = path.basename(file, '.md');
    const [, ...parts] = readFileSync(path.join(folder, file), 'utf8').split(/^## +/m);
    return parts.map((part, index) => {
      const [title = '', ...lines] = part.split(/\r?\n/);
      const text = lines.join('\n').trim();
      if (!text)
        throw new Error(`content/canned-replies/${file}: "${title.trim()}" says nothing; write its words.`);
      return { id: `${language}-${index + 1}`, language, title: title.trim(), text };
    });
  });
}

function files(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[a-z]{2}\.md$/.test(name))
      .sort();
  } catch {
    return [];
  }
}

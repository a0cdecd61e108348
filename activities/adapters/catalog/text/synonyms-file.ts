import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSynonyms, type Synonyms } from './synonyms.js';

const FILE = new URL('../../../../content/search/synonyms.txt', import.meta.url);

/** The merchant's synonyms, `content/search/synonyms.txt`. Throws when a line of it cannot be read, and says which. */
export function readSynonyms(): Synonyms {
  return parseSynonyms(readFileSync(FILE, 'utf8'), fileURLToPath(FILE));
}

import { Department } from '../../../domain/index.js';
import { wordsOf } from '../understanding/utterance.js';
import { CUTS_NAMED_FOR_PEOPLE, DEPARTMENT_WORDS } from '../understanding/words/departments.js';

const CHILDREN = /^(?:newborn|infant|toddler|kids?|child(?:ren)?|boys?|girls?|baby|youth)$/i;
const PERSONS = new Map<string, Department>(
  Department.options.flatMap((department) =>
    DEPARTMENT_WORDS[department]
      .filter((word) => !word.includes(' ') && !CUTS_NAMED_FOR_PEOPLE.has(word))
      .map((word) => [word, department] as const),
  ),
);

export interface WearerSaid {
  /** `male`, `female`, `unisex`, or a word of the merchant's. */
  gender?: string | undefined;
  /** Google's `age_group`. */
  ageGroup?: string | undefined;
  /** Texts that may name the wearer, the most telling first: type, category, name, tags. */
  texts: readonly (string | undefined)[];
}

/** Who wears it; undefined where nothing says so. Age counts before gender: a girl's dress is for kids. */
export function departmentOf({ gender, ageGroup, texts }: WearerSaid): Department | undefined {
  if (ageGroup && CHILDREN.test(ageGroup.trim())) return 'Kids';
  const named = [gender, ...texts].map((text) => (text ? personIn(text) : undefined));
  return named.find((department) => department !== undefined);
}

function personIn(text: string): Department | undefined {
  const found = new Set(wordsOf(text).flatMap((word) => PERSONS.get(word) ?? []));
  if (found.has('Kids')) return 'Kids';
  return found.size === 1 ? [...found][0] : undefined;
}

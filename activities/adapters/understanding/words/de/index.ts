import type { LanguageWords } from '../../glossary.js';
import { COLOURS } from './colours.js';
import { ERRANDS } from './errands.js';
import { FIGURES } from './figures.js';
import { GARMENTS } from './garments.js';
import { NUMBERS } from './numbers.js';
import { PEOPLE } from './people.js';
import { PLACES } from './places.js';
import { SMALL_WORDS } from './small-words.js';
import { TALK } from './talk.js';

export const GERMAN: LanguageWords = {
  // What stands further down counts where a phrase is in two of them.
  phrases: [SMALL_WORDS, TALK, PEOPLE, COLOURS, GARMENTS, PLACES, FIGURES, ERRANDS],
  numbers: NUMBERS,
  endings: [
    [/e[nrsm]$/, ''],
    [/[ens]$/, ''],
  ],
  compounds: true,
};
